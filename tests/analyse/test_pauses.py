"""Silent pauses: found in the sound, placed by the words."""

import pytest

from voicecoach.analyse.pauses import (
    longest_pause,
    longest_run,
    mean_run,
    pauses_within,
    phonation_ratio,
    silent_pauses,
)
from voicecoach.testing import acoustics, spoken
from voicecoach.types import Answer, Transcript, Word


def answer_of(timed, spans, duration=10.0):
    words = tuple(Word(text, start, end, 0.9) for text, start, end in timed)
    transcript = Transcript(words, "scripted", None)
    heard = acoustics(duration, spans)
    pauses = silent_pauses(transcript, heard)
    return Answer(transcript, (), heard, pauses, None, "manager")


TWO_CLAUSES = answer_of(
    [("we", 1, 1.4), ("built", 2, 2.5), ("it.", 2.5, 3), ("Then", 4, 4.5)],
    [(1, 1.4), (2, 3), (4, 4.5)],
)


def test_a_pause_inside_a_clause_is_told_from_one_between_clauses():
    assert [(p.start, p.end, p.place) for p in TWO_CLAUSES.pauses] == [
        (1.4, 2, "within"),
        (3, 4, "between"),
    ]


@pytest.mark.parametrize("following", ["and", "but", "so", "because", "which"])
def test_a_connective_opens_a_clause(following):
    answer = answer_of([("done", 0, 1), (following, 2, 3)], [(0, 1), (2, 3)])
    assert answer.pauses[0].place == "between"


def test_249_ms_is_no_pause_and_250_ms_is_one():
    for gap, count in ((0.24, 0), (0.25, 1)):
        answer = answer_of(
            [("a", 0, 1), ("b", 1 + gap, 2 + gap)], [(0, 1), (1 + gap, 2 + gap)]
        )
        assert len(answer.pauses) == count


def test_silence_before_the_first_word_and_after_the_last_is_no_pause():
    answer = answer_of([("one", 2, 3)], [(0.2, 0.5), (2, 3), (5, 6)])
    assert answer.pauses == ()


def test_a_gap_between_words_over_sound_is_no_pause():
    answer = answer_of([("one", 0, 1), ("two", 2, 3)], [(0, 3)])
    assert answer.pauses == ()


def test_without_sound_or_times_pauses_are_not_measured():
    transcript = spoken("no sound here")
    assert silent_pauses(transcript, None) is None
    untimed = Transcript((Word("hello", None, None),), "given", None)
    assert silent_pauses(untimed, acoustics(3, [(0, 1)])) is None
    answer = Answer(transcript, (), None, None, None, "manager")
    for measure in (pauses_within, longest_pause, mean_run, phonation_ratio):
        assert measure(answer).value is None


def test_the_arithmetic_of_pauses():
    within = pauses_within(TWO_CLAUSES)
    assert within.value == pytest.approx(60 / 3.5)
    assert within.interval[0] < within.value < within.interval[1]
    assert longest_pause(TWO_CLAUSES).value == pytest.approx(1.0)
    assert phonation_ratio(TWO_CLAUSES).value == pytest.approx(1 - 1.6 / 3.5, abs=1e-3)
    assert mean_run(TWO_CLAUSES).value == pytest.approx(4 / 3, abs=0.01)
    assert longest_run(TWO_CLAUSES).value == pytest.approx(1.0)
