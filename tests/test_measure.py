"""The arithmetic behind docs/accuracy.md, and the floors."""

import json
import math
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.measuring import (
    arithmetic,
    boundaries,
    corpora,
    fillers,
    floors,
    invented,
    pauses,
    sections,
    words,
)
from scripts.measuring.arithmetic import Tally
from scripts.measuring.corpora import Clip
from scripts.measuring.listeners import OURS, PLAIN, PROMPTED, Heard, Listeners
from scripts.measuring.tables import number, table
from voicecoach.types import Span, Word

ROOT = Path(__file__).parents[1]

counts = st.integers(0, 50)
texts = st.lists(st.sampled_from("we led the team to a fix".split()), max_size=12)


def spans(*pairs):
    return [Span(start, end) for start, end in pairs]


def said(text, start=0.0, length=0.4):
    tokens = text.split()
    return tuple(
        Word(token, start + i * length, start + (i + 1) * length)
        for i, token in enumerate(tokens)
    )


def clip(name="a", **changes):
    values = {
        "set": "wuw",
        "path": Path(name),
        "speaker": name,
        "seconds": 30.0,
        "text": "um we led the team",
        "fillers": ("um",),
    }
    return Clip(name=name, **{**values, **changes})


class Told(Listeners):
    """Listeners who were told what to hear, by who listens and where."""

    def __init__(self, heard):
        super().__init__(rivals=(PLAIN,))
        self._heard = heard

    def hear(self, who, path, *, timed=False):
        return self._heard[who, path.name]


# -- matching ---------------------------------------------------------------------


@given(counts, counts)
def test_matching_counts_finds_no_more_than_there_is_and_no_more_than_was_found(a, b):
    tally = arithmetic.counted(a, b)
    assert tally.right == min(a, b)
    assert arithmetic.counted(b, a).right == tally.right


def test_counts_give_precision_recall_and_their_mean():
    tally = arithmetic.counted(4, 5)
    assert (tally.precision, tally.recall) == (0.8, 1.0)
    assert tally.f1 == pytest.approx(2 * 0.8 / 1.8)


def test_a_clip_with_too_many_does_not_make_up_for_one_with_too_few():
    both = arithmetic.total([arithmetic.counted(2, 0), arithmetic.counted(0, 2)])
    assert both == Tally(true=2, found=2, right=0)
    assert both.f1 == 0


def test_nothing_to_find_and_nothing_found_is_no_figure():
    empty = arithmetic.counted(0, 0)
    assert (empty.precision, empty.recall, empty.f1) == (None, None, None)
    assert arithmetic.counted(3, 0).precision is None
    assert arithmetic.counted(3, 0).f1 == 0


def test_stretches_match_where_they_share_time_and_once_only():
    true = spans((1, 2), (5, 6))
    assert arithmetic.overlapping(true, spans((1.5, 5.5))).right == 1
    assert arithmetic.overlapping(true, spans((1.1, 1.2), (1.3, 1.4))).right == 1
    assert arithmetic.overlapping(true, spans((2, 5))).right == 0
    assert arithmetic.overlapping(true, spans((5.9, 7), (0, 1.1))).right == 2


@pytest.mark.parametrize(
    ("found", "right"),
    [
        ((1.0, 1.5), 1),
        ((1.1, 1.4), 1),
        ((0.9, 1.6), 1),
        ((1.0, 1.61), 0),
        ((0.89, 1.5), 0),
    ],
)
def test_a_pause_is_found_when_both_of_its_ends_are_near(found, right):
    assert arithmetic.close(spans((1.0, 1.5)), spans(found), 0.1).right == right


def test_a_pause_broken_in_two_is_not_found():
    tally = arithmetic.close(spans((1, 2)), spans((1, 1.4), (1.6, 2)), 0.1)
    assert tally == Tally(true=1, found=2, right=0)
    assert tally.f1 == 0


def test_pauses_that_are_all_found_have_an_f1_of_one():
    true = spans((1, 2), (3, 4), (9, 9.3))
    assert arithmetic.close(true, spans((9.05, 9.2), (3, 4), (1, 2)), 0.1).f1 == 1


def test_gaps_between_words_are_pauses_from_a_quarter_of_a_second():
    three = (Word("so", 0.0, 0.5), Word("we", 0.75, 1.0), Word("led", 1.24, 1.5))
    assert corpora.gaps(three) == (Span(0.5, 0.75),)
    assert corpora.gaps(()) == ()


# -- words ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("Um, so—we, uh, led.", ["so", "we", "led"]),
        ("Don’t", ["don't"]),
        ("20 percent", ["twenty", "percent"]),
        ("20%", ["twenty", "percent"]),
        ("[ ... ]", []),
        ("oh her", ["oh", "her"]),
    ],
)
def test_texts_are_compared_without_fillers_case_and_punctuation(text, normal):
    assert arithmetic.normal(text) == normal


@given(texts, texts)
def test_edits_are_a_distance(a, b):
    assert arithmetic.edits(a, b) == arithmetic.edits(b, a)
    assert (arithmetic.edits(a, b) == 0) == (a == b)
    assert abs(len(a) - len(b)) <= arithmetic.edits(a, b) <= max(len(a), len(b))


def test_a_word_changed_one_dropped_and_one_added_are_three_edits():
    assert arithmetic.edits("we led the team".split(), "we let team now".split()) == 3


def test_word_error_rates_weigh_clips_by_their_words():
    clips = [words.Errors(90, 9, 0), words.Errors(10, 1, 5)]
    assert words.rate(clips) == pytest.approx(10.0)
    assert words.excess(clips) == pytest.approx(5.0)
    assert words.rate([]) is None
    assert words.excess([]) is None


def test_boundaries_are_compared_on_words_that_agree():
    true = said("uh we led the team")
    found = said("We let the team.", start=0.45)
    distances = boundaries.errors(true, found)
    assert len(distances) == 3
    assert distances == [pytest.approx((0.05, 0.05))] * 3


def test_words_without_times_have_no_boundaries():
    assert boundaries.errors(said("we led"), (Word("we", None, None),)) == []


# -- intervals --------------------------------------------------------------------


def test_a_quantile_lies_between_the_values():
    assert arithmetic.quantile([], 0.5) is None
    assert arithmetic.quantile([7.0], 0.9) == 7.0
    assert arithmetic.quantile([0.0, 10.0], 0.25) == 2.5


def test_an_interval_is_the_same_every_time_and_holds_the_figure():
    groups = [[counted] for counted in (1.0, 2.0, 3.0, 4.0, 5.0, 6.0)]
    low, high = arithmetic.interval(groups, np.mean)
    assert (low, high) == arithmetic.interval(groups, np.mean)
    assert 1 < low < 3.5 < high < 6


def test_too_few_speakers_have_no_interval():
    assert arithmetic.interval([[1.0]] * 4, np.mean) is None


def test_speakers_are_drawn_whole():
    ten_alike = [[value] * 10 for value in (0.0, 1.0, 0.0, 1.0, 0.0, 1.0)]
    alone = [[value] for group in ten_alike for value in group]
    by_speaker = arithmetic.interval(ten_alike, np.mean)
    by_clip = arithmetic.interval(alone, np.mean)
    assert np.ptp(by_speaker) > 2 * np.ptp(by_clip)


# -- whole measures, with listeners who were told what to hear --------------------


def test_fillers_are_counted_clip_by_clip_and_false_ones_a_minute():
    clean = clip("clean", fillers=(), text="we led", seconds=60.0)
    told = {
        (OURS, "a"): Heard(said("um we led the team"), 1),
        (OURS, "clean"): Heard(said("um uh we led"), 2),
        (PLAIN, "a"): Heard(said("we led the team"), 0),
        (PLAIN, "clean"): Heard(said("we led"), 0),
    }
    measured = fillers.measure(Told(told), [clip("a"), clean])
    assert measured.figures["fillers.wuw.recall"] == 1.0
    assert measured.figures["fillers.wuw.precision"] == pytest.approx(1 / 3)
    assert measured.figures["fillers.false_per_minute"] == pytest.approx(2.0)
    assert measured.figures["fillers.mfa.f1"] is None
    assert f"| {PLAIN} | 2 | 1 | 0 | - |" in measured.body


def test_fillers_with_known_times_must_lie_where_they_are():
    sample = clip("s", set="samples", filler_times=(Span(1.0, 1.5),))
    heard = Heard(said("um we"), 1, (Span(4.0, 4.4),))
    told = Told({(OURS, "s"): heard})
    assert fillers.tallied(told, OURS, sample) == Tally(true=1, found=1, right=0)


def test_word_errors_leave_marked_texts_out():
    marked = clip("b", plain=False)
    told = {
        (OURS, "a"): Heard(said("um we let the team"), 1),
        (PLAIN, "a"): Heard(said("we led the team"), 0),
    }
    measured = words.measure(Told(told), [clip("a"), marked])
    assert measured.figures["words.real.excess"] == pytest.approx(25.0)
    assert measured.figures["words.samples.excess"] is None


def test_pauses_of_plain_whisper_are_the_gaps_between_its_words():
    timed = clip("a", pauses=(Span(1.0, 2.0),))
    gapped = (*said("we led", 0.2), *said("it", 2.05))
    told = Told({(PLAIN, "a"): Heard(gapped, 0)})
    assert pauses.tallied(told, PLAIN, timed) == Tally(true=1, found=1, right=1)


def test_every_word_where_nobody_speaks_is_invented():
    class Inventive(Listeners):
        def hear(self, who, path, *, timed=False):
            assert path.is_file()
            # One filler in the words, and one heard in the sound alone.
            return Heard(said("um thanks"), 2)

    measured = invented.measure(Inventive(rivals=()))
    assert measured.figures["invented.words"] == 3 * len(invented.SOUNDS)


@pytest.mark.parametrize("name", invented.SOUNDS)
def test_a_sound_without_speech_is_a_minute_and_the_same_every_time(name):
    make = invented.SOUNDS[name]
    sound = make(np.random.default_rng(3))
    assert len(sound) == 60 * 16_000
    assert np.isfinite(sound).all()
    assert np.abs(sound).max() <= 1
    assert np.array_equal(sound, make(np.random.default_rng(3)))


def test_noise_has_the_level_of_its_name():
    sound = invented.white(np.random.default_rng(1))
    assert 10 * math.log10(np.mean(np.square(sound))) == pytest.approx(-40, abs=0.1)


# -- recordings -------------------------------------------------------------------


def test_without_corpora_the_samples_are_left(monkeypatch, tmp_path):
    monkeypatch.setenv("VOICECOACH_CORPORA", str(tmp_path))
    assert corpora.folder() == tmp_path
    assert corpora.found() is None
    left = corpora.clips(None)
    assert {clip.set for clip in left} == {"samples"}
    assert len(left) == 10
    assert all(c.path.is_file() and c.pauses is not None for c in left)


def test_a_manifest_becomes_clips_with_their_speakers(monkeypatch, tmp_path):
    item = {"seconds": 1.0, "n_fillers": 0, "fillers": [], "file": "x.flac"}
    timed = [{"text": "hold", "start": 0.1, "end": 0.3}]
    slip = {"text": "uh", "start": 0.3, "end": 0.31, "doubtful": "a slip"}
    listed = {
        "wuw": {**item, "id": "WUWII00009_006", "text": "hello"},
        "mfa": {**item, "id": "m", "text": "<cutoff-x> x", "words": [*timed, slip]},
        "speechocean": {**item, "id": "s", "speaker": "0024", "text": "know 'er"},
        "jfk": {**item, "id": "j", "text": "and so"},
    }
    for name, entry in listed.items():
        place = tmp_path / "speech" / name
        place.mkdir(parents=True)
        manifest = json.dumps([entry])
        (place / "manifest.json").write_text(manifest, encoding="utf-8")
    (tmp_path / "text").mkdir()
    monkeypatch.setenv("VOICECOACH_CORPORA", str(tmp_path))
    wuw, mfa, read, jfk = corpora.clips(corpora.found())[:4]
    assert [c.speaker for c in (wuw, mfa, read, jfk)] == [
        "WUWII00009",
        "mfa",
        "0024",
        "jfk",
    ]
    assert [c.plain for c in (wuw, mfa)] == [True, False]
    assert arithmetic.normal(mfa.text) == ["x"]
    assert [word.text for word in mfa.words] == ["hold"]
    assert arithmetic.normal(read.text) == ["know", "her"]


# -- floors -----------------------------------------------------------------------


def written(path, text):
    path.write_text(text, encoding="utf-8")
    return path


ONE = """
[[figure]]
name = "pauses.f1"
floor = 0.8
reason = "reached .9"

[[figure]]
name = "cost.ratio"
ceiling = 1.6
reason = "reached 1.4"
"""


@pytest.mark.parametrize(
    ("figures", "failed"),
    [
        ({"pauses.f1": 0.8, "cost.ratio": 1.6}, []),
        ({"pauses.f1": 0.79, "cost.ratio": 1.0}, ["pauses.f1"]),
        ({"pauses.f1": 1.0, "cost.ratio": 1.61}, ["cost.ratio"]),
        ({"pauses.f1": 0.0, "cost.ratio": 9.0}, ["pauses.f1", "cost.ratio"]),
        ({"pauses.f1": None, "cost.ratio": None}, []),
    ],
)
def test_a_figure_past_its_limit_fails_and_is_named(tmp_path, figures, failed):
    chosen = floors.read(written(tmp_path / "f.toml", ONE))
    said = floors.failures(chosen, figures)
    assert [line.split()[0] for line in said] == failed


def test_what_was_not_measured_says_so(tmp_path):
    chosen = floors.read(written(tmp_path / "f.toml", ONE))
    shown = floors.listing(chosen, {"pauses.f1": None, "cost.ratio": 2.0})
    assert "| pauses.f1 | at least 0.8 | - | not measured |" in shown
    assert "| cost.ratio | at most 1.6 | 2.0000 | FAILS |" in shown


def test_a_floor_for_a_figure_that_nobody_measures_is_named(tmp_path):
    chosen = floors.read(written(tmp_path / "f.toml", ONE))
    assert floors.unknown(chosen, {"pauses.f1": None}) == ["cost.ratio"]


@pytest.mark.parametrize(
    "text",
    [
        '[[figure]]\nname = "a.b"\nfloor = 1.0',
        '[[figure]]\nname = "a.b"\nreason = "why"',
        '[[figure]]\nname = "a.b"\nreason = "why"\nfloor = 1.0\nceiling = 2.0',
        '[[figure]]\nname = "a.b"\nreason = "why"\nfloor = nan',
        ONE + ONE,
    ],
)
def test_a_floor_needs_a_name_a_reason_and_one_limit(tmp_path, text):
    with pytest.raises(ValueError, match=r"floor|limit|more than once"):
        floors.read(written(tmp_path / "f.toml", text))


def test_the_floors_of_the_project_belong_to_measures():
    chosen = floors.read()
    assert chosen
    assert {floor.measure for floor in chosen} <= set(sections.MEASURES)


# -- the command ------------------------------------------------------------------


def measure(*arguments, corpora):
    environment = {**os.environ, "VOICECOACH_CORPORA": str(corpora)}
    return subprocess.run(
        [sys.executable, ROOT / "scripts" / "measure", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        timeout=120,
    )


def test_a_clone_without_corpora_passes_and_keeps_the_page(tmp_path):
    page = ROOT / "docs" / "accuracy.md"
    before = page.read_bytes()
    ran = measure("--floors", "--only", "markers", corpora=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert "not measured" in ran.stdout
    assert "VOICECOACH_CORPORA" in ran.stderr
    assert page.read_bytes() == before


def test_a_measure_that_is_none_is_refused(tmp_path):
    ran = measure("--only", "charm", corpora=tmp_path)
    assert ran.returncode == 2
    assert "charm" in ran.stderr


# -- tables -----------------------------------------------------------------------


def test_numbers_show_their_interval_and_a_dash_where_there_is_none():
    assert number(None) == "-"
    assert number(1.234, 1) == "1.2"
    assert number(0.5, ends=(0.25, 0.75)) == "0.50 (0.25-0.75)"
    assert number(0.5, 1, (-0.5, 1.5)) == "0.5 (-0.5 to 1.5)"
    assert table(["a", "b"], [[1, 2]]).splitlines()[1] == "|---|---|"


def test_the_rivals_are_plain_whisper_and_its_filler_prompt():
    assert Listeners().names == (OURS, PLAIN, PROMPTED)
    assert Listeners(rivals=()).names == (OURS,)
