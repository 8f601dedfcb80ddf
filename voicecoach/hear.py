"""What is in the sound: level, noise floor, speech, pitch; no words yet.

The one door of Silero's voice activity model (inside faster-whisper's wheel) and of
SwiftF0 (pitch). Everything is measured in frames of 10 ms.
"""

from collections.abc import Iterator
from typing import Final

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

VAD_HOP: Final = 512
"""Samples of one step of Silero's model: 32 ms."""

Frames = NDArray[np.float32]
Mask = NDArray[np.bool_]


def listen(sound: Sound) -> Acoustics:
    """Measure level, speech, noise floor and pitch of a recording, frame by frame."""
    level, hiss = band_levels(sound.samples)
    floor = noise_floor(level)
    speech = speech_probability(sound.samples, len(level))
    likely = _hysteresis(speech, HEARING.speech_on, HEARING.speech_off)
    near = _dilate(likely, round(HEARING.boundary_reach / FRAME))
    heard = _over(level, floor, likely)
    # Fricatives live in the upper band; where a telephone cut it off, there is none.
    audible = hiss > floor - HEARING.hiss_under_floor
    heard |= audible & _over(hiss, noise_floor(hiss), likely)
    talking = _tidy(near & heard)
    pitch = pitches(sound.samples, len(level))
    faults = tuple(_faults(sound, level, floor, talking))
    return Acoustics(level, speech, floor, pitch, _spans(talking), faults)


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


def speech_probability(samples: Samples, frames: int) -> Frames:
    """Probability of speech in each frame (Silero VAD v6), shape (frames,)."""
    if not frames:
        return np.zeros(0, np.float32)
    from faster_whisper.vad import get_vad_model

    model = get_vad_model()
    found = [
        # A copy: the model's wrapper overwrites the end of what it is given.
        np.asarray(model(block.copy())).reshape(-1)
        for block in _blocks(samples, VAD_HOP)
    ]
    probability = np.concatenate(found)
    middles = (np.arange(len(probability)) + 0.5) * VAD_HOP / HOP - 0.5
    between = np.interp(np.arange(frames), middles, probability)
    return np.asarray(between, np.float32)


def _blocks(samples: Samples, multiple: int) -> Iterator[Samples]:
    """Cut into windows whose length is a multiple, the last one filled with zeros."""
    size = WINDOW - WINDOW % multiple
    for first in range(0, len(samples), size):
        block = samples[first : first + size]
        yield np.pad(block, (0, -len(block) % multiple))


def pitches(samples: Samples, frames: int) -> Frames:
    """Fundamental frequency of each frame in Hz, NaN where it is not voiced."""
    pitch = np.full(frames, np.nan, np.float32)
    if frames < HEARING.shortest_voiced / FRAME:
        return pitch
    from swift_f0 import SwiftF0

    detector = SwiftF0(spin=False)
    for first in range(0, len(samples), WINDOW):
        found = detector.detect(
            samples[first : first + WINDOW],
            SAMPLE_RATE,
            fmin=HEARING.pitch_low,
            fmax=HEARING.pitch_high,
        )
        start = first // HOP
        times = (np.arange(min(frames - start, WINDOW // HOP)) + 0.5) * FRAME
        steps = np.searchsorted(found.timestamps, times)
        nearest = steps.clip(0, len(found.timestamps) - 1)
        voiced = found.confidence[nearest] >= HEARING.voiced
        pitch[start : start + len(times)] = np.where(
            voiced, found.pitch_hz[nearest], np.nan
        )
    return pitch


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


def _faults(sound: Sound, level: Frames, floor: Frames, talking: Mask) -> Iterator[str]:
    """Say what makes this recording hard to judge."""
    if not sound.samples.any():
        yield (
            "The recording is all zeros: the microphone was muted, or the system "
            "did not let the program use it. Allow the microphone in the system's "
            "privacy settings and record again."
        )
        return
    if not talking.any():
        yield "No speech was found in the recording."
        return
    speech = float(np.median(level[talking]))
    if speech < HEARING.quiet:
        yield (
            f"The recording is very quiet ({speech:.0f} dBFS where somebody "
            "speaks): come closer to the microphone or turn it up."
        )
    ratio = speech - float(np.median(floor))
    if ratio < HEARING.noisy:
        yield (
            f"The recording is noisy: speech is only {ratio:.0f} dB over the "
            "noise, so what was measured is less sure. Record in a quieter room "
            "or closer to the microphone."
        )
