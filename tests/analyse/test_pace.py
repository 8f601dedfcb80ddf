"""Speaking rate and articulation rate are two things."""

import pytest

from voicecoach.analyse.fillers import sounds
from voicecoach.analyse.length import answer_length, time_to_first_word
from voicecoach.analyse.pace import articulation_rate, pace_curve, speaking_rate
from voicecoach.analyse.pauses import silent_pauses
from voicecoach.testing import acoustics, spoken
from voicecoach.types import Answer, Question, Transcript, Word


def answer_of(transcript, spans, duration=60.0):
    heard = acoustics(duration, spans)
    pauses = silent_pauses(transcript, heard)
    return Answer(transcript, (), heard, pauses, Question("Why?"), "manager")


STEADY = answer_of(spoken("we built the model " * 10, 0.5, start=2), [(2, 22)])


def test_forty_words_in_twenty_seconds_are_120_a_minute():
    metric = speaking_rate(STEADY)
    assert metric.value == pytest.approx(120)
    assert metric.interval[0] < 120 < metric.interval[1]
    assert "40 words in 20.0 s" in metric.evidence[0].note


def test_fillers_are_no_words_but_take_their_time():
    metric = speaking_rate(answer_of(spoken("we um built uh", 0.5), [(0, 2)]))
    assert metric.value == pytest.approx(60)


def test_articulation_leaves_out_silent_pauses_and_filler_sounds():
    words = (
        Word("we", 0, 0.5),
        Word("um", 0.5, 1.0, kind="filler"),
        Word("built", 2.0, 2.5),
        Word("models", 2.5, 3.0),
    )
    answer = answer_of(Transcript(words, "scripted", None), [(0, 1), (2, 3)])
    metric = articulation_rate(answer, sounds(answer))
    assert metric.value == pytest.approx(4 / 1.5, abs=0.01)


def test_the_curve_follows_the_pace():
    words = (*spoken("a " * 20, 0.5).words, *spoken("b " * 40, 0.25, start=10).words)
    curve = pace_curve(answer_of(Transcript(words, "scripted", None), [(0, 20)]))
    assert curve[0] == (5.0, pytest.approx(120, abs=1))
    assert curve[-1] == (15.0, pytest.approx(240, abs=1))
    fastest = next(e for e in speaking_rate(answer_of(
        Transcript(words, "scripted", None), [(0, 20)])
    ).evidence if "fastest" in e.note)  # fmt: skip
    assert (fastest.start, fastest.end) == (10.0, 20.0)


def test_a_short_answer_has_no_curve():
    assert pace_curve(answer_of(spoken("too short"), [(0, 0.8)])) == ()


def test_length_runs_from_word_to_word_and_the_wait_comes_before():
    assert answer_length(STEADY).value == pytest.approx(20)
    assert "180 s" in answer_length(STEADY).evidence[0].note
    assert time_to_first_word(STEADY).value == pytest.approx(2)


def test_a_filler_is_not_the_first_word():
    answer = answer_of(spoken("um hello", 1.0), [(0, 2)])
    assert time_to_first_word(answer).value == pytest.approx(1)


def test_without_times_nothing_is_fast_or_slow():
    untimed = Transcript((Word("hello", None, None),) * 30, "given", None)
    answer = Answer(untimed, (), None, None, None, "manager")
    for measure in (speaking_rate, answer_length, time_to_first_word):
        assert measure(answer).value is None
