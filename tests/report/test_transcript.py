from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report.made_reports import SCRIPT, refused, rich_report, untimed
from voicecoach.report.transcript import counts, stretches
from voicecoach.types import Segment, Structure


def marked(report):
    """What wears each kind of mark, as text."""
    found = {}
    for stretch in stretches(report):
        for run in stretch.runs:
            for mark in run.marks:
                text = " ".join(word.text for word in run.words)
                found.setdefault(mark.kind, []).append(text)
    return found


def test_every_mark_stands_on_its_words(report):
    assert marked(report) == {
        "sound": ["um", "uh", "er"],
        "marker": ["so", "I mean,", "like"],
        "repeat": ["I I"],
        "hedge": ["maybe"],
        "jargon": ["embedding", "backfill"],
    }
    assert counts(stretches(report)) == {
        "sound": 3,
        "marker": 3,
        "repeat": 1,
        "hedge": 1,
        "jargon": 2,
    }


def test_without_times_fillers_and_jargon_are_still_marked():
    assert marked(untimed(rich_report())) == {
        "sound": ["um", "uh"],
        "marker": ["so", "I mean,", "like"],
        "jargon": ["embedding", "backfill"],
    }


def test_a_filler_in_the_sound_alone_stands_where_it_was_heard(report):
    runs = [run for stretch in stretches(report) for run in stretch.runs]
    at = next(i for i, run in enumerate(runs) if run.unwritten)
    assert runs[at - 1].words[-1].end <= runs[at].words[0].start + 0.5
    assert runs[at + 1].words[0].start >= runs[at].words[0].end - 0.5


def test_stretches_have_the_labels_and_the_words_of_the_segments(report):
    told = stretches(report)
    assert [stretch.label for stretch in told] == list(dict(SCRIPT))
    for stretch, segment in zip(told, report.analysis.structure.segments, strict=True):
        words = [
            word.text for run in stretch.runs if not run.unwritten for word in run.words
        ]
        assert " ".join(words) == segment.text


def test_segments_told_without_the_filler_sounds_still_fit(report):
    structure = report.analysis.structure
    without = tuple(
        replace(
            segment,
            text=" ".join(t for t in segment.text.split() if t not in ("um", "uh")),
        )
        for segment in structure.segments
    )
    cut = replace(
        report,
        analysis=replace(
            report.analysis, structure=replace(structure, segments=without)
        ),
    )
    assert stretches(cut) == stretches(report)


def test_no_words_have_no_stretches():
    assert stretches(refused()) == ()


def test_words_without_segments_are_one_stretch_without_a_label(report):
    bare = Structure((), None, (), None, None, ())
    (told,) = stretches(
        replace(report, analysis=replace(report.analysis, structure=bare))
    )
    assert told.label is None


@given(st.lists(st.integers(1, 30), min_size=1, max_size=6))
def test_whatever_the_segments_every_word_comes_once_in_order(cuts):
    report = rich_report()
    words = [word.text for word in report.transcript.words]
    segments, first = [], 0
    for cut in cuts:
        text = " ".join(words[first : first + cut])
        segments.append(Segment(text, None, None, "other"))
        first += cut
    structure = replace(report.analysis.structure, segments=tuple(segments))
    told = stretches(
        replace(report, analysis=replace(report.analysis, structure=structure))
    )
    written = [
        word.text
        for stretch in told
        for run in stretch.runs
        if not run.unwritten
        for word in run.words
    ]
    assert written == words


@pytest.mark.parametrize("index", [0, 40, 90])
def test_a_word_of_several_tokens_is_still_one_word(report, index):
    words = list(report.transcript.words)
    if index >= len(words):
        index = len(words) - 1
    words[index] = replace(words[index], text="two words")
    odd = replace(report, transcript=replace(report.transcript, words=tuple(words)))
    said = [
        w for s in stretches(odd) for r in s.runs if not r.unwritten for w in r.words
    ]
    assert tuple(said) == odd.transcript.words
