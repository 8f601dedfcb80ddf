import pytest

from tests.analyse.said import said
from voicecoach.analyse.quantities import quantities
from voicecoach.analyse.structure import structure


@pytest.mark.parametrize(
    "line",
    [
        "click rate went up by eleven percent",
        "the cost dropped by 70%",
        "we saved about $30,000 a year",
        "it brought in four thousand dollars",
        "the job went from six hours to fifty minutes",
        "recall went from 81 to 90",
        "now it takes ten minutes instead of three hours",
        "sales doubled",
        "it ran three times faster",
        "four out of five customers stayed",
        "memory went down by a factor of ten",
        "errors went down by half",
        "we got 12 new customers",
        "we finished two weeks early",
        "it made half a million dollars",
    ],
)
def test_a_measured_quantity_is_found(line):
    assert quantities(line)


@pytest.mark.parametrize(
    "line",
    [
        "we were a team of five",
        "there were four of us",
        "i was 24 at the time",
        "she was nine years old",
        "that was in march 2021",
        "we shipped version 2",
        "we moved to python 3",
        "after three weeks it worked",
        "two years ago it started",
        "one of the best",
        "it was the first time",
        "my boss gave me two thumbs up",
        "we worked with three engineers",
        "nothing has changed",
    ],
)
def test_a_number_that_measures_nothing_is_not(line):
    assert quantities(line) == ()


STORY = (
    "Last year I was in a team of {team} at a bank. The problem was that the reports "
    "were late. So I wrote a script and I tested it. {end}"
)


def test_a_number_in_the_situation_is_none_of_the_result():
    text = STORY.format(team="twelve", end="In the end the reports were on time.")
    found = structure(said(text))
    assert found.result_present is True
    assert found.result_quantified is False


def test_a_number_in_the_result_counts():
    text = STORY.format(team="us", end="In the end the cost dropped by 30 percent.")
    assert structure(said(text)).result_quantified is True


@pytest.mark.parametrize(
    "end",
    [
        "I hope that it will help them.",
        "It would save a lot of money.",
        "What I learned is that tests matter.",
    ],
)
def test_a_wish_or_a_lesson_alone_is_no_result(end):
    assert structure(said(STORY.format(team="us", end=end))).result_present is False


def test_a_bad_end_is_a_result_too():
    text = STORY.format(team="us", end="And in the end it failed and we lost them.")
    assert structure(said(text)).result_present is True
