"""What holds for every analyser, whatever it measures."""

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voicecoach.analyse import analyse, silent_pauses
from voicecoach.language import parse
from voicecoach.testing import acoustics
from voicecoach.types import Answer, Question, Transcript, Word

WORDS = """um uh I we led the team, so like you know it was a project. right well
actually maybe basically the the result was 20 percent faster API because""".split()
RATES = {"/min", "words/min", "syllables/s", "/100 words"}
SLOW = settings(
    max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None
)


@st.composite
def speech(draw):
    """Words with times: (text, start, end), in hundredths of a second."""
    clock, words = draw(st.integers(0, 300)), []
    for text in draw(st.lists(st.sampled_from(WORDS), max_size=40)):
        clock += draw(st.sampled_from([0, 0, 0, 30, 120]))
        end = clock + draw(st.sampled_from([10, 20, 35]))
        words.append((text, clock, end))
        clock = end
    return words


def answer_of(said, shift=0):
    """Make the answer outside the strategy: spaCy draws random numbers of its own."""
    words = tuple(
        Word(
            text,
            (start + shift) / 100,
            (end + shift) / 100,
            0.9,
            "filler" if text in ("um", "uh") else "word",
        )
        for text, start, end in said
    )
    spans = []
    for word in words:
        if spans and word.start - spans[-1][1] < 0.06:
            spans[-1] = (spans[-1][0], word.end)
        else:
            spans.append((word.start, word.end))
    transcript = Transcript(words, "scripted", None)
    heard = acoustics(words[-1].end + 1 if words else 5.0, spans)
    return Answer(
        transcript,
        parse(words),
        heard,
        silent_pauses(transcript, heard),
        Question("Tell me about a time you made a model faster.", track="impact"),
        "recruiter",
    )


def moments(analysis):
    for metric in analysis.metrics:
        for moment in metric.evidence:
            yield metric.name, moment.start, moment.end
    for filler in (*analysis.fillers.counted, *analysis.fillers.not_counted):
        yield "filler", filler.start, filler.end
    for segment in analysis.structure.segments:
        yield "segment", segment.start, segment.end
    for item in analysis.rubric:
        for moment in item.evidence:
            yield "rubric", moment.start, moment.end


@SLOW
@given(speech())
def test_the_same_answer_gives_the_same_analysis(said):
    assert analyse(answer_of(said)) == analyse(answer_of(said))


@SLOW
@given(speech())
def test_values_intervals_and_evidence_keep_the_contract(said):
    analysis = analyse(answer_of(said))
    for metric in analysis.metrics:
        if metric.value is None:
            assert metric.interval is None, metric.name
            continue
        assert math.isfinite(metric.value), metric.name
        if metric.unit in RATES:
            low, high = metric.interval
            assert low <= metric.value <= high, metric.name
        assert metric.evidence or metric.value == 0, metric.name


@SLOW
@given(speech())
def test_every_moment_lies_in_the_recording_and_runs_forwards(said):
    answer = answer_of(said)
    end = answer.words[-1].end if answer.words else 0
    for name, first, last in moments(analyse(answer)):
        assert 0 <= first <= last <= end + 0.01, name


@SLOW
@given(speech())
def test_the_segments_cover_every_word_once_in_order(said):
    covered = [
        word
        for segment in analyse(answer_of(said)).structure.segments
        for word in segment.text.split()
    ]
    assert covered == [text for text, _, _ in said]


@SLOW
@given(speech(), st.sampled_from([50, 200, 1000]))
def test_a_later_start_shifts_every_moment_and_changes_no_value(said, shift):
    before, after = analyse(answer_of(said)), analyse(answer_of(said, shift))
    for old, new in zip(before.metrics, after.metrics, strict=True):
        if old.value is None or old.name == "time_to_first_word":
            continue
        assert new.value == pytest.approx(old.value, rel=0.02, abs=0.02), old.name
    shifted = sorted((name, round(a, 1)) for name, a, _ in moments(after))
    expected = sorted(
        (name, round(a + shift / 100, 1)) for name, a, _ in moments(before)
    )
    skip = {"time_to_first_word", "loudness", "pitch_range"}
    for (name, a), (other, b) in zip(
        [m for m in shifted if m[0] not in skip],
        [m for m in expected if m[0] not in skip],
        strict=True,
    ):
        assert name == other
        assert a == pytest.approx(b, abs=0.11), name


def test_nothing_heard_nothing_claimed():
    analysis = analyse(answer_of([]))
    for metric in analysis.metrics:
        assert metric.value is None, metric.name
        assert metric.evidence == (), metric.name
    assert analysis.fillers.counted == ()
    assert analysis.structure.segments == ()
    assert analysis.structure.result_present is None


def test_words_without_times_are_read_but_not_timed():
    words = tuple(Word(text, None, None) for text in WORDS * 3)
    transcript = Transcript(words, "given", None)
    answer = Answer(transcript, parse(words), None, None, None, "recruiter")
    analysis = analyse(answer)
    for metric in analysis.metrics:
        if metric.unit in ("/min", "words/min", "syllables/s", "s"):
            assert metric.value is None, metric.name
    assert analysis.pauses is None
    assert analysis.structure.segments
    assert analysis.metric("jargon_density").value is not None
