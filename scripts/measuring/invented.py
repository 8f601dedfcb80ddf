"""Words that nobody said: a minute each of sounds that are no speech."""

import tempfile
import wave
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scripts.measuring.listeners import OURS, Listeners, watched
from scripts.measuring.tables import Measured, table
from voicecoach.spelling import filler_sound
from voicecoach.types import SAMPLE_RATE, Word

SECONDS: Final = 60
SEED: Final = 7

ABOUT: Final = """\
Words and fillers written on one minute each of sound that this script makes and in
which nobody speaks."""

Wave = NDArray[np.float64]


def measure(listeners: Listeners) -> Measured:
    """Count the words that each listener writes where nobody speaks."""
    step = watched("invented", len(SOUNDS) * len(listeners.names))
    counts: dict[str, dict[str, int]] = {}
    with tempfile.TemporaryDirectory(prefix="voicecoach-measure-") as folder:
        for name, make in SOUNDS.items():
            path = Path(folder) / f"{name}.wav"
            save(make(np.random.default_rng(SEED)), path)
            for who in listeners.names:
                heard = listeners.hear(who, path)
                extra = max(0, heard.count - _fillers(heard.words))
                counts.setdefault(name, {})[who] = len(heard.words) + extra
                step()
    names = listeners.names
    rows: list[list[object]] = [
        [name, *(counts[name][who] for who in names)] for name in counts
    ]
    sums = {who: sum(count[who] for count in counts.values()) for who in names}
    rows.append([f"all {len(SOUNDS)} minutes", *(sums[who] for who in names)])
    body = f"{ABOUT}\n\n{table(['one minute of', *names], rows)}"
    return Measured("Invented words", body, {"invented.words": float(sums[OURS])})


def _fillers(words: Sequence[Word]) -> int:
    return sum(filler_sound(word.text) is not None for word in words)


def save(sound: Wave, path: Path) -> None:
    """Write a sound as 16 bit mono WAV."""
    pcm = np.round(np.clip(sound, -1, 1) * 32767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(pcm.tobytes())


def scaled(sound: Wave, dbfs: float) -> Wave:
    """Bring a sound to a root-mean-square level."""
    loud = float(np.sqrt(np.mean(np.square(sound))))
    scaled: Wave = sound * (10 ** (dbfs / 20) / loud)
    return scaled


def _times() -> Wave:
    return np.arange(SECONDS * SAMPLE_RATE) / SAMPLE_RATE


def silence(_dice: np.random.Generator) -> Wave:
    """Give digital silence."""
    return np.zeros(SECONDS * SAMPLE_RATE)


def white(dice: np.random.Generator) -> Wave:
    """Give white noise at -40 dBFS."""
    return scaled(dice.standard_normal(SECONDS * SAMPLE_RATE), -40)


def pink(dice: np.random.Generator) -> Wave:
    """Give pink noise at -40 dBFS: power falls with frequency."""
    spectrum = np.fft.rfft(dice.standard_normal(SECONDS * SAMPLE_RATE))
    spectrum /= np.sqrt(np.maximum(1, np.arange(len(spectrum))))
    return scaled(np.fft.irfft(spectrum, SECONDS * SAMPLE_RATE), -40)


def hum(mains: float) -> Callable[[np.random.Generator], Wave]:
    """Make the hum of the mains at -35 dBFS, with harmonics and a little noise."""

    def make(dice: np.random.Generator) -> Wave:
        parts = [np.sin(2 * np.pi * mains * k * _times() + k) / k for k in range(1, 11)]
        sound: Wave = np.sum(parts, axis=0)
        return scaled(sound, -35) + scaled(dice.standard_normal(len(sound)), -65)

    return make


def keys(dice: np.random.Generator) -> Wave:
    """Give somebody typing: bursts of noise, some five a second, over a quiet room."""
    sound = scaled(dice.standard_normal(SECONDS * SAMPLE_RATE), -65)
    at = 0.5
    while at < SECONDS - 0.5:
        length = round(dice.uniform(0.008, 0.03) * SAMPLE_RATE)
        fade = np.exp(-5 * np.arange(length) / length)
        first = round(at * SAMPLE_RATE)
        burst = dice.standard_normal(length) * fade * dice.uniform(0.05, 0.3)
        sound[first : first + length] += burst
        at += float(dice.exponential(0.18)) + 0.05
    return sound


def chords(dice: np.random.Generator) -> Wave:
    """Give music of a kind: plucked chords with overtones, at -25 dBFS."""
    sound = np.zeros(SECONDS * SAMPLE_RATE)
    length = 2 * SAMPLE_RATE
    times = np.arange(length) / SAMPLE_RATE
    for first in range(0, len(sound) - length + 1, SAMPLE_RATE):
        root = 110 * 2 ** (dice.integers(0, 12) / 12)
        for ratio in (1, 5 / 4, 3 / 2, 2):
            for k in range(1, 6):
                tone = np.sin(2 * np.pi * root * ratio * k * times) / k**1.5
                sound[first : first + length] += tone * np.exp(-2 * k * times / 2)
    return scaled(sound, -25)


SOUNDS: Final[Mapping[str, Callable[[np.random.Generator], Wave]]] = {
    "digital silence": silence,
    "white noise, -40 dBFS": white,
    "pink noise, -40 dBFS": pink,
    "hum of 50 Hz": hum(50),
    "hum of 60 Hz": hum(60),
    "keyboard clicks": keys,
    "chords": chords,
}
