import pytest

from voicecoach.analyse.clarity import (
    extra_syllables,
    pause_units,
    words_per_pause_unit,
)
from voicecoach.testing import spoken
from voicecoach.types import Answer, Pause, Transcript, Word


def answer(text: str, *pauses: Pause) -> Answer:
    """Say a text, a word each second, with these pauses."""
    heard = spoken(text, seconds_per_word=1.0)
    return Answer(heard, (), None, pauses, None, "manager")


def after(seconds: float) -> Pause:
    return Pause(seconds - 0.2, seconds + 0.2, "within")


def test_a_unit_is_what_is_said_between_two_pauses():
    units = pause_units(answer("we built um a queue it worked", after(5.0)))
    assert [[word.text for word in unit.words] for unit in units] == [
        ["we", "built", "a", "queue"],
        ["it", "worked"],
    ]


def test_words_per_pause_unit_is_the_mean():
    metric = words_per_pause_unit(answer("we built a queue it worked", after(4.0)))
    assert metric.value == 3.0
    assert metric.interval[0] < 3.0 < metric.interval[1]
    assert [found.note for found in metric.evidence] == ["4 words without a pause"]
    assert (metric.evidence[0].start, metric.evidence[0].end) == (0.0, 4.0)


def test_every_long_unit_is_shown():
    text = "word " * 30 + "word " * 26 + "word"
    metric = words_per_pause_unit(answer(text, after(30.0), after(56.0)))
    assert [found.note for found in metric.evidence] == [
        "30 words without a pause",
        "26 words without a pause",
    ]


def test_extra_syllables_are_those_above_one_per_word():
    metric = extra_syllables(answer("regularization helps we think so", after(2.0)))
    assert metric.value == 5 / 2
    assert [found.note for found in metric.evidence] == ["5 extra syllables in 2 words"]


def test_one_syllable_words_have_none_extra():
    metric = extra_syllables(answer("we think so"))
    assert (metric.value, metric.evidence) == (0.0, ())


@pytest.mark.parametrize("measure", [words_per_pause_unit, extra_syllables])
def test_without_pauses_nothing_is_claimed(measure):
    unheard = Answer(spoken("we built a queue"), (), None, None, None, "manager")
    untimed = Transcript((Word("we", None, None),), "given", None)
    for heard in (unheard, Answer(untimed, (), None, (), None, "manager"), answer("")):
        assert measure(heard).value is None
        assert measure(heard).evidence == ()
