"""What is in the sound: level, noise floor, speech, pitch; no words yet.

The one door of Silero's voice activity model (inside faster-whisper's wheel) and of
SwiftF0 (pitch). Everything is measured in frames of 10 ms.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from voicecoach.thresholds import HEARING
from voicecoach.types import FRAME, SAMPLE_RATE, Acoustics, Samples, Sound, Span

HOP: Final = round(FRAME * SAMPLE_RATE)
"""Samples of a frame."""

SILENT_DBFS: Final = -120.0
"""Level given to digital silence, in dBFS."""

WINDOW: Final = 60 * SAMPLE_RATE
"""Samples that are looked at together, so that memory stays flat."""

STFT: Final = 400
"""Samples of one short-time spectrum: 25 ms."""

PITCH_WINDOW: Final = 188 * 1280
PITCH_CONTEXT: Final = 6 * 1280
"""Samples whose pitch is looked for together (15 s), and those heard on either side:
whole numbers of our frames and of the model's, which have 256 samples."""

VAD_HOP: Final = 512
"""Samples of one step of Silero's model: 32 ms."""

Frames = NDArray[np.float32]
Mask = NDArray[np.bool_]


def listen(sound: Sound) -> Acoustics:
    """Measure level, speech, noise floor and pitch of a recording, frame by frame."""
    return Listener().listen(sound)


class Listener:
    """Listens to one sound that may still be growing; whole windows are heard once."""

    def __init__(self) -> None:
        self._speech: list[Frames] = []
        self._pitch: list[Frames] = []

    def listen(self, sound: Sound) -> Acoustics:
        """Measure level, speech, noise floor and pitch of the sound as it is now."""
        found = self.spans(sound.samples)
        pitch = pitches(sound.samples, len(found.level), self._pitch)
        faults = tuple(_faults(sound, found))
        return replace(found, pitch=pitch, warnings=faults)

    def keep_up(self, samples: Samples) -> Acoustics:
        """Find where somebody speaks so far; do ahead what more sound cannot change."""
        whole = (len(samples) - PITCH_CONTEXT) // PITCH_WINDOW
        if whole > len(self._pitch):
            pitches(samples, whole * PITCH_WINDOW // HOP, self._pitch)
        return self.spans(samples)

    def spans(self, samples: Samples) -> Acoustics:
        """Find where somebody speaks, without pitch and without a word on faults."""
        level, hiss = band_levels(samples)
        floor = noise_floor(level)
        speech = speech_probability(samples, len(level), self._speech)
        likely = _hysteresis(speech, HEARING.speech_on, HEARING.speech_off)
        near = _dilate(likely, round(HEARING.boundary_reach / FRAME))
        heard = _over(level, floor, likely)
        # Fricatives live in the upper band; where a telephone cut it off, there is
        # none.
        audible = hiss > floor - HEARING.hiss_under_floor
        heard |= audible & _over(hiss, noise_floor(hiss), likely)
        unknown = np.full(len(level), np.nan, np.float32)
        return Acoustics(level, speech, floor, unknown, _spans(_tidy(near & heard)))


def band_levels(samples: Samples) -> tuple[Frames, Frames]:
    """Level of each 10 ms in the voice's band and in that of hisses, in dBFS.

    Hum and rumble below the voice's band say nothing about speech. Each frame is
    seen through a Hann window of 25 ms, centred on it. Both arrays have shape
    (frames,).

    Examples
    --------
    >>> import numpy as np
    >>> tone = np.sin(2 * np.pi * 1000 * np.arange(1600) / 16_000)
    >>> voice, hiss = band_levels((0.1 * tone).astype(np.float32))
    >>> round(float(voice[5])), bool(hiss[5] < -60)
    (-23, True)
    """
    count = len(samples) // HOP
    voice, hiss = np.empty(count, np.float32), np.empty(count, np.float32)
    window = np.hanning(STFT).astype(np.float32)
    hz = np.fft.rfftfreq(STFT, 1 / SAMPLE_RATE)
    in_voice = (hz >= HEARING.voice_low) & (hz < HEARING.voice_high)
    in_hiss = hz >= HEARING.voice_high
    scale = 2 / (STFT * float(np.sum(window**2)))
    margin = (STFT - HOP) // 2
    for first in range(0, count, WINDOW // HOP):
        last = min(count, first + WINDOW // HOP)
        start, end = first * HOP - margin, last * HOP + margin
        block = samples[max(0, start) : end]
        block = np.pad(block, (max(0, -start), max(0, end - len(samples))))
        frames = np.lib.stride_tricks.sliding_window_view(block, STFT)[::HOP]
        power = np.abs(np.fft.rfft(frames * window)) ** 2 * scale
        voice[first:last] = _decibels(power[:, in_voice].sum(axis=1))
        hiss[first:last] = _decibels(power[:, in_hiss].sum(axis=1))
    return voice, hiss


def _decibels(power: NDArray[np.floating]) -> Frames:
    with np.errstate(divide="ignore"):
        return np.asarray(np.maximum(SILENT_DBFS, 10 * np.log10(power)), np.float32)


def _over(level: Frames, floor: Frames, likely: Mask) -> Mask:
    """Mark the frames well over the noise floor, by how loud the speech is."""
    if not likely.any():
        return np.zeros(len(level), bool)
    smooth = np.convolve(level, np.ones(3, np.float32) / 3, mode="same")
    loud = np.percentile(level[likely], HEARING.loud_percentile)
    margin = HEARING.speech_range * (loud - floor)
    needed = floor + np.maximum(HEARING.speech_over_floor, margin)
    return np.asarray(smooth > needed, bool)


def _tidy(mask: Mask) -> Mask:
    """Drop clicks, bridge the short silences inside words."""
    kept = _drop_runs(mask, round(HEARING.shortest_sound / FRAME))
    return ~_drop_runs(~kept, round(HEARING.shortest_gap / FRAME))


def noise_floor(level: Frames) -> Frames:
    """Follow the level between the words: a low percentile of the seconds around.

    A percentile over a few seconds and not the minimum, so that a moment of digital
    silence does not lower it, and not a distance to the loudest frame, which one click
    would move.
    """
    if not len(level):
        return level.copy()
    step = max(1, round(HEARING.floor_step / FRAME))
    reach = round(HEARING.floor_reach / FRAME)
    centres = np.arange(0, len(level), step)
    # Digital silence is no room tone: it would pull the floor to -120 dBFS.
    real = np.where(level > SILENT_DBFS + 1, level, np.nan)
    lows = np.full(len(centres), np.nan)
    for i, centre in enumerate(centres):
        near = real[max(0, centre - reach) : centre + reach]
        near = near[~np.isnan(near)]
        if len(near):
            lows[i] = np.percentile(near, HEARING.floor_percentile)
    known = ~np.isnan(lows)
    if not known.any():
        return np.full_like(level, SILENT_DBFS)
    lows = np.interp(centres, centres[known], lows[known])
    return np.asarray(np.interp(np.arange(len(level)), centres, lows), np.float32)


def speech_probability(
    samples: Samples, frames: int, known: list[Frames] | None = None
) -> Frames:
    """Probability of speech in each frame (Silero VAD v6), shape (frames,).

    ``known`` holds what was found in the first whole windows; later ones are added.
    """
    if not frames:
        return np.zeros(0, np.float32)
    from faster_whisper.vad import get_vad_model

    model = get_vad_model()
    found = [] if known is None else known
    size = WINDOW - WINDOW % VAD_HOP
    rest: list[Frames] = []
    for first in range(len(found) * size, len(samples), size):
        block = samples[first : first + size]
        whole = len(block) == size
        # A copy: the model's wrapper overwrites the end of what it is given.
        heard = np.asarray(model(np.pad(block, (0, -len(block) % VAD_HOP))))
        (found if whole else rest).append(heard.reshape(-1))
    probability = np.concatenate([*found, *rest])
    middles = (np.arange(len(probability)) + 0.5) * VAD_HOP / HOP - 0.5
    between = np.interp(np.arange(frames), middles, probability)
    return np.asarray(between, np.float32)


def pitches(samples: Samples, frames: int, known: list[Frames] | None = None) -> Frames:
    """Fundamental frequency of each frame in Hz, NaN where it is not voiced.

    ``known`` holds what was found in the first windows that had all their context;
    later ones are added.
    """
    if frames < HEARING.shortest_voiced / FRAME:
        return np.full(frames, np.nan, np.float32)
    from swift_f0 import SwiftF0

    detector = SwiftF0(spin=False)
    found = [] if known is None else known
    rest: list[Frames] = []
    for first in range(len(found) * PITCH_WINDOW, frames * HOP, PITCH_WINDOW):
        whole = len(samples) >= first + PITCH_WINDOW + PITCH_CONTEXT
        (found if whole else rest).append(_window_pitch(detector, samples, first))
    return np.concatenate([*found, *rest])[:frames]


def _window_pitch(detector: Any, samples: Samples, first: int) -> Frames:  # noqa: ANN401  (SwiftF0, imported late)
    """Find the pitch of the frames of one window, heard with what is around it."""
    lead = min(first, PITCH_CONTEXT)
    block = samples[first - lead : first + PITCH_WINDOW + PITCH_CONTEXT]
    found = detector.detect(
        block, SAMPLE_RATE, fmin=HEARING.pitch_low, fmax=HEARING.pitch_high
    )
    count = min(PITCH_WINDOW, len(samples) - first) // HOP
    times = lead / SAMPLE_RATE + (np.arange(count) + 0.5) * FRAME
    nearest = np.searchsorted(found.timestamps, times)
    nearest = nearest.clip(0, len(found.timestamps) - 1)
    voiced = found.confidence[nearest] >= HEARING.voiced
    return np.where(voiced, found.pitch_hz[nearest], np.nan).astype(np.float32)


def _hysteresis(values: Frames, on: float, off: float) -> Mask:
    """Mark runs of values >= off that hold at least one value >= on."""
    above = values >= off
    edges = np.flatnonzero(np.diff(np.r_[False, above, False]))
    marked = np.zeros(len(values), bool)
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        marked[first:last] = values[first:last].max() >= on
    return marked


def _dilate(mask: Mask, reach: int) -> Mask:
    if not mask.any():
        return mask
    kernel = np.ones(2 * reach + 1)
    return np.convolve(mask, kernel, mode="full")[reach : reach + len(mask)] > 0.5


def _drop_runs(mask: Mask, shortest: int) -> Mask:
    """Clear the runs of True that are shorter than so many frames."""
    kept = mask.copy()
    edges = np.flatnonzero(np.diff(np.r_[False, mask, False]))
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        if last - first < shortest:
            kept[first:last] = False
    return kept


def _spans(talking: Mask) -> tuple[Span, ...]:
    edges = np.flatnonzero(np.diff(np.r_[False, talking, False]))
    return tuple(
        Span(round(float(first * FRAME), 3), round(float(last * FRAME), 3))
        for first, last in zip(edges[::2], edges[1::2], strict=True)
    )


def _faults(sound: Sound, found: Acoustics) -> Iterator[str]:
    """Say what makes this recording hard to judge."""
    if not sound.samples.any():
        yield (
            "The recording is all zeros: the microphone was muted, or the system "
            "did not let the program use it. Allow the microphone in the system's "
            "privacy settings and record again."
        )
        return
    talking = np.zeros(len(found.level), bool)
    for span in found.speech_spans:
        talking[round(span.start / FRAME) : round(span.end / FRAME)] = True
    if not talking.any():
        yield "No speech was found in the recording."
        return
    speech = float(np.median(found.level[talking]))
    if speech < HEARING.quiet:
        yield (
            f"The recording is very quiet ({speech:.0f} dBFS where somebody "
            "speaks): come closer to the microphone or turn it up."
        )
    ratio = speech - float(np.median(found.floor))
    if ratio < HEARING.noisy:
        yield (
            f"The recording is noisy: speech is only {ratio:.0f} dB over the "
            "noise, so what was measured is less sure. Record in a quieter room "
            "or closer to the microphone."
        )
