import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.analyse.rates import per_minute, poisson_interval, rate
from voicecoach.types import Answer, Evidence, Transcript, Word


@pytest.mark.parametrize(
    ("count", "minutes", "low", "high"),
    [
        (2, 1, 0.2, 7.2),
        (5, 1, 1.6, 11.7),
        (12, 1, 6.2, 21.0),
        (10, 2, 2.4, 9.2),
        (24, 2, 7.7, 17.9),
        (0, 1, 0.0, 3.7),
    ],
)
def test_the_interval_is_the_published_exact_one(count, minutes, low, high):
    value, interval = per_minute(count, 60 * minutes)
    assert value == count / minutes
    assert interval == pytest.approx((low, high), abs=0.05)


def tail(count: int, mean: float) -> float:
    """P(X <= count), term by term."""
    return math.fsum(
        math.exp(k * math.log(mean) - mean - math.lgamma(k + 1))
        for k in range(count + 1)
    )


@given(st.integers(0, 3000))
def test_one_speaker_in_forty_lies_beyond_each_end(count):
    low, high = poisson_interval(count)
    assert low <= count < high
    assert tail(count, high) == pytest.approx(0.025, rel=1e-6)
    if count:
        assert 1 - tail(count - 1, low) == pytest.approx(0.025, rel=1e-6)
    else:
        assert low == 0


@given(st.integers(0, 200), st.floats(1, 10_000))
def test_twice_the_time_at_the_same_rate_is_surer(count, seconds):
    value, (low, high) = per_minute(count, seconds)
    again, (low2, high2) = per_minute(2 * count, 2 * seconds)
    assert again == pytest.approx(value)
    assert high2 - low2 < high - low


def test_no_time_has_no_rate():
    with pytest.raises(ValueError, match="positive time"):
        per_minute(3, 0.0)
    with pytest.raises(ValueError, match="negative"):
        poisson_interval(-1)


def answer(*words: Word) -> Answer:
    return Answer(Transcript(words, "given", None), (), None, None, None, "manager")


def test_without_times_the_value_is_none_and_the_evidence_stays():
    seen = (Evidence(None, None, "the the"),)
    metric = rate("repeats", answer(Word("the", None, None)), seen)
    assert (metric.value, metric.interval, metric.evidence) == (None, None, seen)
    assert metric.unit == "/min"


def test_the_rate_is_over_the_time_from_the_first_word_to_the_last():
    metric = rate(
        "repeats",
        answer(Word("a", 10.0, 10.5), Word("b", 39.0, 40.0)),
        (Evidence(10.0, 10.5, "a"),),
    )
    assert metric.value == 2.0
    assert metric.interval == pytest.approx((0.05, 11.14), abs=0.01)


def test_one_short_word_is_too_little_for_a_rate():
    metric = rate("repeats", answer(Word("yes", 1.0, 1.4)), ())
    assert metric.value is None
