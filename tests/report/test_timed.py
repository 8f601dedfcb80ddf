"""WebVTT, Audacity labels and TextGrid: the formats that are nothing but times."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
import webvtt
from hypothesis import given
from hypothesis import strategies as st

from tests.report.made_reports import hostile, refused, rich_report, untimed
from voicecoach.errors import UsageError
from voicecoach.report import audacity, textgrid, vtt
from voicecoach.report.textgrid import tile
from voicecoach.report.timed import Interval
from voicecoach.types import Word


def captions(text):
    return list(webvtt.from_string(text))


def test_vtt_report(report, golden):
    golden(vtt.render(report), ".vtt")


def test_audacity_report(report, golden):
    golden(audacity.render(report))


def test_textgrid_report(report, golden):
    golden(textgrid.render(report), ".TextGrid")


@pytest.mark.parametrize("form", [vtt, audacity, textgrid])
def test_a_transcript_without_times_is_refused_with_a_remedy(form):
    with pytest.raises(UsageError, match="needs times") as caught:
        form.render(untimed(rich_report()))
    assert "json" in caught.value.remedy


def test_silence_has_no_captions_no_labels_and_an_empty_grid():
    assert vtt.render(refused()) == "WEBVTT\n"
    assert audacity.render(refused()) == ""
    tiers = read_grid(textgrid.render(refused()))
    assert tiers["words"] == [(0.0, 4.0, "")]


# -- WebVTT --------------------------------------------------------------------------


def test_captions_hold_every_word_in_order_and_follow_each_other(report):
    cues = captions(vtt.render(report))
    said = " ".join(cue.text for cue in cues).split()
    assert [w for w in said if w != "er"] == [w.text for w in report.transcript.words]
    last = "00:00:00.000"  # written this way, times sort as text
    for cue in cues:
        assert last <= cue.start < cue.end
        last = cue.end


def test_fillers_are_in_a_class_of_their_own(report):
    text = vtt.render(report)
    marked = re.findall(r"<c\.filler>(.*?)</c>", text)
    assert marked == ["um", "so", "I", "mean,", "like", "uh", "er"]


def test_markup_in_a_word_is_text():
    text = vtt.render(hostile())
    assert "<img" not in text
    assert "&lt;img" in text
    assert text.count("-->") == len(captions(text))


# -- Audacity ------------------------------------------------------------------------


def test_labels_are_lines_of_start_end_and_text(report):
    lines = audacity.render(report).splitlines()
    cells = [line.split("\t") for line in lines]
    assert all(len(row) == 3 and float(row[0]) <= float(row[1]) for row in cells)
    texts = [text for _, _, text in cells]
    assert sum(text.startswith("filler: ") for text in texts) == 6
    assert sum(text.startswith("pause: ") for text in texts) == 6
    assert sum(text.startswith("STAR: ") for text in texts) == 5
    assert [float(row[0]) for row in cells] == sorted(float(row[0]) for row in cells)


def test_a_tab_or_a_line_in_a_word_ends_no_label(report):
    words = (Word("one\ttwo\nthree", 0.0, 1.0),)
    odd = replace(report, transcript=replace(report.transcript, words=words))
    assert "0.000000\t1.000000\tone two three\n" in audacity.render(odd)


# -- TextGrid ------------------------------------------------------------------------

NUMBER = r"(\d+(?:\.\d+)?)"
TEXT = r'"((?:[^"]|"")*)"'


def read_grid(text):
    """Read a long TextGrid as Praat does, and refuse what Praat would."""
    at = 0

    def take(pattern):
        nonlocal at
        match = re.compile(r"\s*" + pattern).match(text, at)
        assert match, f"expected {pattern} at {text[at : at + 60]!r}"
        at = match.end()
        return match.groups()

    take('File type = "ooTextFile"')
    take('Object class = "TextGrid"')
    take("xmin = 0")
    (end,) = map(float, take(f"xmax = {NUMBER}"))
    take("tiers\\? <exists>")
    (size,) = map(int, take(r"size = (\d+)"))
    take(r"item \[\]:")
    tiers = {}
    for number in range(1, size + 1):
        take(rf"item \[{number}\]:")
        take('class = "IntervalTier"')
        (name,) = take(f"name = {TEXT}")
        take("xmin = 0")
        assert float(take(f"xmax = {NUMBER}")[0]) == end
        (count,) = map(int, take(r"intervals: size = (\d+)"))
        rows = []
        for interval in range(1, count + 1):
            take(rf"intervals \[{interval}\]:")
            first = float(take(f"xmin = {NUMBER}")[0])
            last = float(take(f"xmax = {NUMBER}")[0])
            rows.append((first, last, take(f"text = {TEXT}")[0].replace('""', '"')))
        assert_tiles(rows, end)
        tiers[name] = rows
    assert not text[at:].strip()
    return tiers


def assert_tiles(rows, end):
    assert rows[0][0] == 0
    assert rows[-1][1] == end
    for (_, last, _), (first, _, _) in pairwise(rows):
        assert first == last
    assert all(first < last for first, last, _ in rows)


def test_a_grid_has_four_tiers_that_hold_what_was_found(report):
    tiers = read_grid(textgrid.render(report))
    assert list(tiers) == ["words", "fillers", "pauses", "structure"]
    said = [text for _, _, text in tiers["words"] if text]
    assert said == [word.text for word in report.transcript.words]
    assert sum(bool(text) for _, _, text in tiers["pauses"]) == 6


def test_quotes_in_a_word_are_doubled():
    grid = textgrid.render(hostile())
    tiers = read_grid(grid)
    assert any('"' in text for _, _, text in tiers["words"])


spans = st.lists(
    st.tuples(st.floats(0, 20), st.floats(0, 5), st.text("ab ", min_size=1)),
    max_size=8,
)


@given(spans)
def test_tiles_cover_the_recording_and_lose_no_text(made):
    items = sorted(
        (Interval(start, start + more, text) for start, more, text in made),
        key=lambda item: (item.start, item.end),
    )
    end = 25.0
    rows = [(t.start, t.end, t.text) for t in tile(items, end)]
    assert_tiles(rows, end)
    kept = "".join(text for _, _, text in rows).replace(" ", "")
    assert kept == "".join(item.text for item in items).replace(" ", "")


def test_a_word_at_the_very_end_is_kept():
    rows = tile([Interval(0.0, 1.0, "a"), Interval(1.0, 1.0, "b")], 1.0)
    assert [row.text for row in rows] == ["a b"]
    assert [row.text for row in tile([Interval(1.0, 1.0, "b")], 1.0)] == ["b"]
