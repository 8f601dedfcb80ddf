import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.analyse.variety import WINDOW, lexical_variety
from voicecoach.testing import spoken
from voicecoach.types import Answer


def answer(text: str) -> Answer:
    return Answer(spoken(text), (), None, None, None, "manager")


def different(count: int, start: int = 0) -> str:
    return " ".join(
        f"word{chr(97 + n // 26)}{chr(97 + n % 26)}"
        for n in range(start, start + count)
    )


def test_under_one_window_it_is_too_short_to_tell():
    metric = lexical_variety(answer(different(WINDOW - 1)))
    assert (metric.value, metric.evidence) == (None, ())


def test_words_that_never_come_again_are_all_the_variety_there_is():
    assert lexical_variety(answer(different(120))).value == 1.0


def test_one_word_over_and_over_has_one_type_a_window():
    metric = lexical_variety(answer("parser " * 80))
    assert metric.value == pytest.approx(1 / WINDOW)
    assert metric.evidence[0].note == "the least varied 50 words: 1 different ones"
    assert metric.evidence[1].note == "parser: 80 times"
    assert len(metric.evidence) == 81


def test_it_is_the_mean_over_sliding_windows():
    # One word repeated at distance 60: no window of 50 holds both.
    text = different(60) + " " + different(1) + " " + different(39, 100)
    assert lexical_variety(answer(text)).value == 1.0
    # At distance 10, 40 of the 51 windows hold both.
    text = different(10) + " " + different(1) + " " + different(89, 100)
    assert lexical_variety(answer(text)).value == pytest.approx(
        1 - 1 / WINDOW * 1 / 51, abs=0.001
    )


def test_longer_answers_of_the_same_kind_have_the_same_variety():
    once = lexical_variety(answer(" ".join([different(50)] * 2))).value
    assert lexical_variety(answer(" ".join([different(50)] * 9))).value == once


def test_filler_sounds_are_no_words():
    assert lexical_variety(answer(different(49) + " um uh er um")).value is None


def test_words_that_only_bind_others_are_not_shown():
    metric = lexical_variety(answer("the " * 60))
    assert len(metric.evidence) == 1


@given(st.lists(st.sampled_from("data model team the of I".split()), max_size=120))
def test_it_lies_between_nothing_and_one(words):
    value = lexical_variety(answer(" ".join(words))).value
    assert (value is None) == (len(words) < WINDOW)
    assert value is None or 0 < value <= 1
