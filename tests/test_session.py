"""The whole way from a file to a report, with a scripted recogniser and a real one."""

import json
from pathlib import Path

import numpy as np
import pytest

from tests.test_audio import write_wav
from voicecoach import audio, session
from voicecoach.errors import InputError, UsageError
from voicecoach.peaks import outline
from voicecoach.session import Coach, Options
from voicecoach.testing import ScriptedEngine, sound, tone
from voicecoach.types import Question

SAMPLES = Path(__file__).parents[1] / "samples"
SPOKEN = SAMPLES / "impact-good.mp3"
TEXT = "So um last year I led a team and we had to make search faster and it worked. "


@pytest.fixture
def scripted(monkeypatch):
    """Put a recogniser in place that hears a fixed text in the first piece."""
    engine = ScriptedEngine([TEXT], [TEXT])
    monkeypatch.setattr(session, "open_engine", lambda name, weights: engine)
    monkeypatch.setattr(session, "find", lambda name: name)
    monkeypatch.setattr(session, "load", lambda model: model)
    return engine


def test_a_recording_becomes_a_report(scripted, begun):
    question = Question("Tell me about a project.", track="impact")
    stages = []
    reviewed = Coach(Options(question=question)).analyze(
        begun, progress=lambda stage, _: stages.append(stage)
    )
    report = reviewed.report
    assert report.question == question
    assert report.recording.name == "begun.wav"
    assert report.transcript.text.startswith("So um last year")
    assert [f.text for f in report.analysis.fillers.counted if f.kind == "sound"]
    assert report.score.parts
    assert report.timing.audio == pytest.approx(report.recording.duration, abs=0.01)
    assert 0 < max(report.peaks) <= 1
    assert reviewed.sound.recording == report.recording
    assert list(dict.fromkeys(stages)) == [
        "reading", "listening", "transcribing", "analysing",
    ]  # fmt: skip


def test_silence_is_refused_and_not_scored(scripted, tmp_path):
    path = write_wav(tmp_path / "mute.wav", np.zeros(48_000))
    report = Coach(Options()).analyze(path).report
    assert report.transcript.words == ()
    assert report.score.overall is None
    assert any("all zeros" in warning for warning in report.warnings)
    assert report.refusals
    assert report.advice == ()


def test_a_transcript_stands_without_a_recording(tmp_path):
    path = tmp_path / "said.txt"
    path.write_text(TEXT * 4, encoding="utf-8")
    reviewed = Coach(Options()).analyze(None, transcript=path)
    assert reviewed.sound is None
    report = reviewed.report
    assert report.recording is None
    assert report.transcript.engine == "given"
    assert report.analysis.pauses is None
    assert report.timing.audio is None
    assert [p.points for p in report.score.parts if p.name == "pace"] == [None]


def test_a_transcript_with_times_is_measured_against_its_recording(tmp_path):
    truth = json.loads(SPOKEN.with_suffix(".truth.json").read_text(encoding="utf-8"))
    path = tmp_path / "said.json"
    path.write_text(json.dumps({"words": truth["words"]}), encoding="utf-8")
    report = Coach(Options()).analyze(SPOKEN, transcript=path).report
    assert len(report.transcript.words) == len(truth["words"])
    assert report.analysis.pauses
    sounds = [f for f in report.analysis.fillers.counted if f.kind == "sound"]
    assert len(sounds) == len(truth["fillers"])
    assert {f.heard for f in sounds} == {"both"}


def test_a_text_beside_its_recording_gets_its_times_from_it(scripted, begun, tmp_path):
    path = tmp_path / "said.txt"
    path.write_text("So um last year I really led a team.", encoding="utf-8")
    report = Coach(Options()).analyze(begun, transcript=path).report
    assert report.transcript.engine == "given"
    assert report.transcript.text == "So um last year I really led a team."
    assert report.transcript.timed
    assert report.analysis.metric("speaking_rate").value


def test_corrected_words_are_judged_again_without_recognising(scripted, begun):
    coach = Coach(Options())
    first = coach.analyze(begun).report
    asked = len(scripted.asked)
    again = coach.again(first.transcript, begun)
    assert len(scripted.asked) == asked
    assert again.report.analysis == first.analysis
    assert again.report.score == first.score
    assert again.sound.recording == first.recording


def test_nothing_to_analyze_is_a_usage_error():
    with pytest.raises(UsageError):
        Coach(Options()).analyze(None)


def test_a_recording_that_is_not_there_is_named():
    with pytest.raises(InputError, match="nowhere"):
        Coach(Options()).analyze(Path("nowhere.wav"))


def test_the_engine_is_opened_once_and_only_when_needed(
    scripted, begun, monkeypatch, tmp_path
):
    opened = []
    monkeypatch.setattr(
        session,
        "open_engine",
        lambda name, weights: opened.append((name, weights)) or scripted,
    )
    coach = Coach(Options())
    text = tmp_path / "a.txt"
    text.write_text("hello", encoding="utf-8")
    coach.analyze(None, transcript=text)
    assert opened == []
    coach.analyze(begun)
    coach.analyze(begun)
    assert opened == [("faster-whisper", "base"), ("faster-whisper", "tiny.en")]


@pytest.mark.parametrize("length", [0, 1, 10, 1999, 2000, 50_001])
def test_the_outline_has_the_loudest_sample_of_each_stretch(length):
    samples = tone(4)[:length]
    peaks = outline(sound(samples))
    assert len(peaks) == min(2000, length)
    if length:
        assert max(peaks) == pytest.approx(np.abs(samples).max(), abs=1e-3)


def at_half_rate(samples):
    import soxr

    return soxr.resample(samples, 16_000, 44_100)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "rate"),
    [
        (lambda samples: samples * 10 ** (-6 / 20), 16_000),
        (lambda samples: np.clip(samples * 10 ** (6 / 20), -1, 1) * 0.999, 16_000),
        (at_half_rate, 44_100),
        (lambda samples: np.concatenate([np.zeros(24_000), samples]), 16_000),
    ],
    ids=["softer", "louder", "resampled", "later"],
)
def test_level_rate_and_lead_silence_move_no_part_by_more_than_3_points(
    reported, tmp_path, change, rate
):
    samples = change(audio.read(SPOKEN).samples)
    changed = write_wav(tmp_path / "changed.wav", samples, rate)
    plain, other = reported(SPOKEN).score, reported(changed).score
    for before, after in zip(plain.parts, other.parts, strict=True):
        assert (before.points is None) == (after.points is None), before.name
        if before.points is not None:
            assert abs(before.points - after.points) <= 3, before.name


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    sorted(
        p.name
        for p in SAMPLES.iterdir()
        if p.with_suffix(".truth.json").is_file() and p.suffix != ".json"
    ),
)
def test_what_was_placed_in_a_sample_is_found_there(reported, name):
    path = SAMPLES / name
    truth = json.loads(path.with_suffix(".truth.json").read_text(encoding="utf-8"))
    report = reported(path)
    found = [f for f in report.analysis.fillers.counted if f.kind == "sound"]
    hit = [
        t for t in truth["fillers"]
        if any(f.start < t["end"] and t["start"] < f.end for f in found)
    ]  # fmt: skip
    assert len(hit) >= 0.6 * len(truth["fillers"])
    assert len(found) <= len(truth["fillers"]) + 1
    close = [
        p for p in truth["pauses"]
        if any(
            abs(p["start"] - q.start) <= 0.1 and abs(p["end"] - q.end) <= 0.1
            for q in report.analysis.pauses
        )
    ]  # fmt: skip
    assert len(close) >= 0.9 * len(truth["pauses"])
    rate = report.analysis.metric("speaking_rate").value
    assert rate == pytest.approx(truth["speaking_rate"], rel=0.06)
