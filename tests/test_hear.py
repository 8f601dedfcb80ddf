"""What is heard in the project's own samples, and in sounds that hold no speech."""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from voicecoach import audio, hear
from voicecoach.testing import sound, tone
from voicecoach.types import FRAME, SAMPLE_RATE

SAMPLES = Path(__file__).parents[1] / "samples"
SPOKEN = SAMPLES / "impact-good.mp3"


@pytest.fixture(scope="module")
def spoken():
    return audio.read(SPOKEN)


@pytest.fixture(scope="module")
def heard(spoken):
    return hear.listen(spoken)


def noise(seconds, level, seed=0):
    random = np.random.default_rng(seed)
    samples = level * random.standard_normal(round(seconds * SAMPLE_RATE))
    return samples.astype(np.float32)


def silences(acoustics, shortest=0.25):
    spans = acoustics.speech_spans
    return [
        (before.end, after.start)
        for before, after in pairwise(spans)
        if after.start - before.end >= shortest
    ]


def test_every_frame_is_measured(spoken, heard):
    frames = len(spoken.samples) // 160
    for values in (heard.level, heard.speech, heard.floor, heard.pitch):
        assert values.shape == (frames,)
        assert values.dtype == np.float32


def test_the_placed_pauses_are_found_where_they_are(heard):
    truth = json.loads(SPOKEN.with_suffix(".truth.json").read_text(encoding="utf-8"))
    found = silences(heard)
    placed = [(p["start"], p["end"]) for p in truth["pauses"]]
    close = [
        any(abs(a - c) <= 0.1 and abs(b - d) <= 0.1 for c, d in found)
        for a, b in placed
    ]
    assert sum(close) >= 0.9 * len(placed)


def test_twice_as_loud_moves_the_level_by_six_decibels_and_nothing_else(spoken, heard):
    louder = hear.listen(sound(spoken.samples * 2))
    audible = heard.level > -100
    assert np.median((louder.level - heard.level)[audible]) == pytest.approx(
        6.02, abs=0.01
    )
    shift = [
        abs(a.start - b.start) + abs(a.end - b.end)
        for a, b in zip(louder.speech_spans, heard.speech_spans, strict=False)
    ]
    assert np.median(shift) <= 2 * FRAME


def test_silence_in_front_shifts_the_speech_and_nothing_else(spoken, heard):
    lead = noise(2, 1e-3)
    later = hear.listen(sound(np.concatenate([lead, spoken.samples])))
    assert later.speech_spans[0].start == pytest.approx(
        heard.speech_spans[0].start + 2, abs=0.05
    )
    assert later.speech_spans[-1].end == pytest.approx(
        heard.speech_spans[-1].end + 2, abs=0.05
    )


@pytest.mark.parametrize(
    ("samples", "says"),
    [
        (np.zeros(5 * SAMPLE_RATE, np.float32), "all zeros"),
        (noise(5, 0.01), "No speech"),
        (tone(5, 50), "No speech"),
        (tone(5, 1000), "No speech"),
    ],
    ids=["muted", "noise", "hum", "beep"],
)
def test_without_speech_nothing_is_heard_and_the_reader_is_told(samples, says):
    acoustics = hear.listen(sound(samples))
    assert acoustics.speech_spans == ()
    assert says in acoustics.warnings[0]


def test_a_quiet_and_a_noisy_recording_are_reported(spoken):
    quiet = hear.listen(sound(spoken.samples * 0.005))
    assert any("very quiet" in warning for warning in quiet.warnings)
    noisy = hear.listen(sound(spoken.samples + noise(spoken.duration, 0.03)))
    assert any("noisy" in warning for warning in noisy.warnings)


def test_a_good_recording_has_no_warning(heard):
    assert heard.warnings == ()


@pytest.mark.parametrize("length", [0, 1, 159, 160, 500, 4000])
def test_very_short_sounds_do_no_harm(length):
    acoustics = hear.listen(sound(np.zeros(length, np.float32)))
    assert len(acoustics.level) == length // 160


def test_the_pitch_of_a_hum_of_120_hz_is_120_hz():
    pitch = hear.pitches(tone(2, 120, 0.3), 200)
    assert np.nanmedian(pitch) == pytest.approx(120, rel=0.02)


def test_a_sound_that_grows_is_heard_as_the_whole_one(spoken, heard):
    listener = hear.Listener()
    for seconds in np.arange(5, spoken.duration, 7):
        samples = spoken.samples[: round(seconds * SAMPLE_RATE)].copy()
        assert listener.keep_up(samples).speech_spans
    grown = listener.listen(spoken)
    assert grown.speech_spans == heard.speech_spans
    assert grown.warnings == heard.warnings
    for name in ("level", "speech", "floor", "pitch"):
        one, other = getattr(grown, name), getattr(heard, name)
        assert np.allclose(one, other, equal_nan=True, atol=1e-4), name
