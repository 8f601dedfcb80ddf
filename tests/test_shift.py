import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report.made_reports import rich_report
from voicecoach.shift import acoustics_between, shifted, transcript_between
from voicecoach.testing import acoustics, spoken
from voicecoach.types import Span, Transcript, Word

times = st.floats(-1000, 1000).map(lambda x: round(x, 3))


@given(times)
def test_there_and_back_again_is_the_same_report(by):
    report = rich_report()
    back = shifted(shifted(report, by), -by)
    assert back.transcript == shifted(report, 0.0).transcript
    assert back.analysis == shifted(report, 0.0).analysis


@given(times, times)
def test_two_shifts_are_one(one, other):
    report = rich_report()
    twice = shifted(shifted(report, one), other)
    assert twice.transcript.words[3].start == pytest.approx(
        shifted(report, one + other).transcript.words[3].start, abs=1e-5
    )


def test_moments_move_and_measurements_stay():
    report = rich_report()
    moved = shifted(report, 100.0)
    for before, after in zip(
        report.analysis.metrics, moved.analysis.metrics, strict=True
    ):
        assert (before.value, before.interval) == (after.value, after.interval)
        for old, new in zip(before.evidence, after.evidence, strict=True):
            assert new.start == pytest.approx(old.start + 100.0)
    assert moved.analysis.pace[0][0] == pytest.approx(report.analysis.pace[0][0] + 100)
    assert moved.analysis.pace[0][1] == report.analysis.pace[0][1]
    assert moved.recording == report.recording
    assert moved.timing == report.timing


def test_words_without_times_have_none_afterwards():
    words = (Word("so", None, None),)
    assert shifted(Transcript(words, "given", None), 5.0).words == words


def test_the_words_of_a_stretch_start_at_its_beginning():
    heard = spoken("a b c d e f g h", 1.0)
    cut = transcript_between(heard, Span(2.0, 6.7), (Span(2.0, 4.0), Span(5.0, 8.0)))
    assert [word.text for word in cut.words] == ["c", "d", "f", "g"]
    assert (cut.words[0].start, cut.words[-1].end) == (0.0, 4.7)


def test_speech_of_the_other_is_left_out_of_a_stretch():
    heard = acoustics(10.0, [(0.5, 1.5), (2.0, 4.0), (4.5, 5.0), (5.5, 8.0)])
    cut = acoustics_between(heard, Span(1.8, 7.0), (Span(1.8, 4.2), Span(5.2, 8.0)))
    assert cut.speech_spans == (Span(0.2, 2.2), Span(3.7, 5.2))
    assert len(cut.level) == len(cut.pitch) == 520
    assert cut.level[30] == heard.level[210]
