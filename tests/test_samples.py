"""The samples are what their truth files say."""

import itertools
import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from voicecoach import questions
from voicecoach.audio import read
from voicecoach.settings import share
from voicecoach.types import SAMPLE_RATE

SAMPLES = share("samples")
NAMES = sorted(p.name.removesuffix(".truth.json") for p in SAMPLES.glob("*.truth.json"))
SCRIPTS = sorted(path.stem for path in (SAMPLES / "scripts").glob("*.toml"))
TRACKS = ("ambiguity", "explain", "impact", "python", "team")
MEDIA = {".mp3", ".m4a", ".ogg", ".opus", ".webm", ".flac", ".wav"}
ROOM = -55.0  # dBFS; the samples' own room noise is at -60
VOICE = -35.0  # dBFS; fillers are made at about -24
EDGE = 0.03  # s; what a lossy codec smears over a boundary

each_sample = pytest.mark.parametrize("name", NAMES)
SPANS = ("words", "fillers", "markers", "hedges", "repeats", "restarts", "pauses")


def truth(name):
    return json.loads((SAMPLES / f"{name}.truth.json").read_text(encoding="utf-8"))


@cache
def sound(name):
    return read(SAMPLES / truth(name)["file"])


def level(name, start, end):
    """Root-mean-square level in dBFS."""
    power = np.mean(np.square(sound(name).cut(start, end), dtype=np.float64))
    return 10 * np.log10(power + 1e-12)


def test_every_track_has_a_strong_and_a_weak_sample():
    found = sorted((t["track"], t["expected"]["strong"]) for t in map(truth, NAMES))
    assert found == sorted(itertools.product(TRACKS, (False, True)))


def test_every_recording_has_its_script_and_its_truth():
    recordings = sorted(p.name for p in SAMPLES.iterdir() if p.suffix in MEDIA)
    assert recordings == sorted(truth(name)["file"] for name in NAMES)
    assert SCRIPTS == NAMES


def test_the_samples_are_small_enough_to_travel():
    files = [path for path in SAMPLES.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 4_500_000
    assert sum((SAMPLES / truth(name)["file"]).stat().st_size for name in NAMES) < 4e6


def test_the_readme_names_every_sample():
    text = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert "synthetic" in text
    assert [name for name in NAMES if truth(name)["file"] not in text] == []


@each_sample
def test_a_sample_says_that_it_is_synthetic_and_who_speaks(name):
    assert truth(name)["synthetic"] is True
    assert truth(name)["voice"] == "Piper en_US-joe-medium"


@each_sample
def test_a_sample_is_as_long_as_its_truth(name):
    duration = truth(name)["duration"]
    assert sound(name).duration == pytest.approx(duration, abs=0.15)
    assert 40 <= duration <= 110


@each_sample
def test_a_sample_is_read_without_complaint(name):
    assert sound(name).warnings == ()
    assert sound(name).samples.dtype == np.float32
    assert len(sound(name).samples) > 40 * SAMPLE_RATE


@each_sample
def test_every_filler_is_heard(name):
    for filler in truth(name)["fillers"]:
        assert level(name, filler["start"], filler["end"]) > VOICE, filler
        assert 0.25 <= filler["end"] - filler["start"] <= 0.65, filler


@each_sample
def test_every_pause_is_silent_and_has_speech_on_both_sides(name):
    for pause in truth(name)["pauses"]:
        start, end = pause["start"], pause["end"]
        assert end - start >= 0.25
        # AAC and ADPCM smear: the middle of the pause is what must be the room alone
        assert level(name, start + 2 * EDGE, end - 2 * EDGE) < ROOM, pause
        assert level(name, start - 0.15, start) > ROOM + 6, pause
        assert level(name, end, end + 0.15) > ROOM + 6, pause


@each_sample
def test_no_long_silence_is_left_out_of_the_pauses(name):
    facts = truth(name)
    hop = 0.01
    pauses = [(p["start"] - EDGE, p["end"] + EDGE) for p in facts["pauses"]]
    first, last = facts["words"][0]["start"], facts["words"][-1]["end"]
    run = 0.0
    for at in np.arange(first, last - hop, hop):
        known = any(start <= at <= end for start, end in pauses)
        quiet = level(name, at, at + hop) < ROOM + 2
        run = run + hop if quiet and not known else 0.0
        assert run < 0.25, f"silent before {at:.2f} s and not among the pauses"


@each_sample
def test_times_are_in_order_and_inside_the_recording(name):
    facts = truth(name)
    for key in SPANS:
        starts = [span["start"] for span in facts[key]]
        assert starts == sorted(starts), key
        for span in facts[key]:
            assert 0 <= span["start"] < span["end"] <= facts["duration"], (key, span)


@each_sample
def test_the_words_are_the_text_and_the_fillers_are_among_them(name):
    facts = truth(name)
    bare = [word.strip(".,?!") for word in facts["text"].split()]
    assert [word["text"] for word in facts["words"]] == bare
    among = [
        {key: word[key] for key in ("text", "start", "end")}
        for word in facts["words"]
        if word["kind"] == "filler"
    ]
    assert among == facts["fillers"]


@each_sample
def test_the_segments_cover_every_word_once(name):
    facts = truth(name)
    joined = " ".join(segment["text"] for segment in facts["segments"])
    assert joined == facts["text"]


@each_sample
def test_what_is_marked_was_said_at_that_time(name):
    facts = truth(name)
    for key in ("markers", "hedges", "repeats", "restarts"):
        for note in facts[key]:
            said = [
                word["text"]
                for word in facts["words"]
                if note["start"] <= word["start"] < note["end"]
            ]
            assert " ".join(said) == note["text"], (key, note)


@each_sample
def test_the_story_is_the_one_expected(name):
    facts = truth(name)
    labels = {segment["label"] for segment in facts["segments"]}
    assert ("result" in labels) == facts["expected"]["result_present"]
    missing = facts["expected"].get("missing")
    if missing is not None:
        parts = ["situation", "task", "action", "result"]
        assert missing == [part for part in parts if part not in labels]


@each_sample
def test_the_question_is_one_of_the_bank(name):
    facts = truth(name)
    asked = questions.find(facts["question_id"])
    assert (asked.text, asked.track) == (facts["question"], facts["track"])


@each_sample
def test_what_a_weak_answer_lacks_is_asked_for_by_its_track(name):
    facts = truth(name)
    lacks = facts["expected"]["not_met"]
    assert set(lacks) <= set(questions.RUBRICS[facts["track"]])
    assert bool(lacks) != facts["expected"]["strong"]


def test_a_weak_pace_is_a_measured_pace():
    rates = {truth(name)["expected"]["pace"]: [] for name in NAMES}
    for name in NAMES:
        rates[truth(name)["expected"]["pace"]].append(truth(name)["speaking_rate"])
    assert max(rates["slow"]) < 100
    assert min(rates["fast"]) > 200
    assert min(rates["comfortable"]) > 120
    assert max(rates["comfortable"]) < 175


def test_the_samples_come_in_several_kinds_of_file():
    assert {Path(truth(name)["file"]).suffix for name in NAMES} == MEDIA
