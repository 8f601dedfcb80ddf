"""What holds for everything that is measured from the words alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.analyse.clarity import extra_syllables, words_per_pause_unit
from voicecoach.analyse.hedges import hedges
from voicecoach.analyse.markers import markers
from voicecoach.analyse.repeats import repeats
from voicecoach.analyse.variety import lexical_variety
from voicecoach.testing import spoken
from voicecoach.types import Answer, Pause, Transcript, Word

METRICS = (repeats, hedges, lexical_variety, words_per_pause_unit, extra_syllables)
VOCABULARY = (
    "I we the data um so like, you know mean well right okay kind sort of actually "
    "maybe guess think was is it. very pro- — … went decided 90% don't"
).split()

lines = st.lists(st.sampled_from(VOCABULARY), max_size=70).map(" ".join)
anything = st.lists(st.text(max_size=8), max_size=20).map(
    lambda texts: tuple(Word(text, None, None) for text in texts)
)


def said(line: str, start: float = 0.0) -> Answer:
    heard = spoken(line, start=start)
    middle = start + 0.4 * (len(heard.words) // 2)
    pauses = (Pause(middle, middle + 0.3, "within"),) if heard.words else ()
    return Answer(heard, (), None, pauses, None, "manager")


@given(lines)
def test_the_same_answer_is_measured_the_same(line):
    for measure in (*METRICS, markers):
        assert measure(said(line)) == measure(said(line))


def test_nothing_heard_nothing_claimed():
    silent = said("")
    assert (markers(silent).counted, markers(silent).not_counted) == ((), ())
    for measure in METRICS:
        assert measure(silent).value is None
        assert measure(silent).evidence == ()


@given(lines)
def test_evidence_lies_inside_the_answer_and_stands_for_every_value(line):
    answer = said(line)
    for measure in METRICS:
        metric = measure(answer)
        assert bool(metric.evidence) or not metric.value
        for found in metric.evidence:
            assert answer.spoken.start <= found.start <= found.end <= answer.spoken.end
        if metric.interval:
            low, high = metric.interval
            assert low <= metric.value <= high


@given(lines)
def test_a_marker_is_where_it_says(line):
    answer = said(line)
    found = markers(answer)
    for use in (*found.counted, *found.not_counted):
        assert answer.words[use.word].start == use.start
        assert use.start < use.end <= answer.spoken.end
        assert use.why


@given(lines, st.floats(0.1, 1000))
def test_a_later_start_moves_the_evidence_and_nothing_else(line, shift):
    for measure in METRICS:
        early, late = measure(said(line)), measure(said(line, start=shift))
        assert (late.value is None) == (early.value is None)
        assert (late.value or 0) == pytest.approx(early.value or 0, rel=0.01)
        assert [e.note for e in late.evidence] == [e.note for e in early.evidence]
        for before, after in zip(early.evidence, late.evidence, strict=True):
            assert after.start == pytest.approx(before.start + shift, abs=0.002)


@given(anything)
def test_words_without_times_break_nothing(words):
    heard = Transcript(words, "given", None)
    answer = Answer(heard, (), None, None, None, "manager")
    markers(answer)
    for measure in (repeats, hedges, words_per_pause_unit, extra_syllables):
        assert measure(answer).value is None
    for found in repeats(answer).evidence:
        assert found.start is None
