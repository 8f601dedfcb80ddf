"""The mel spectrogram that the voice encoder was trained on, in NumPy alone.

As librosa's ``feature.melspectrogram`` makes it: Slaney's mel scale with filters of
equal area (Slaney, Auditory Toolbox, 1998), power and not decibels, windows centred on
their frame with zeros beyond the ends.
"""

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from voicecoach.types import SAMPLE_RATE, Samples

WINDOW: Final = 400
HOP: Final = 160
"""Samples of a window (25 ms) and from one frame to the next (10 ms)."""

BANDS: Final = 40

TARGET: Final = 10 ** (-30 / 20)
"""Root mean square to which quiet sound is raised; louder sound stays: -30 dBFS."""

LINEAR_HZ: Final = 200 / 3
BREAK_HZ: Final = 1000.0
BREAK_MEL: Final = BREAK_HZ / LINEAR_HZ
LOG_STEP: Final = np.log(6.4) / 27
"""Slaney's scale: 66.7 Hz to the mel up to 1000 Hz, then 27 mels for a factor 6.4."""

Mel = NDArray[np.float32]


def raised(samples: Samples) -> Samples:
    """Raise quiet sound to -30 dBFS; louder sound and digital silence stay.

    Examples
    --------
    >>> import numpy as np
    >>> quiet = raised(np.full(100, 0.001, np.float32))
    >>> round(20 * float(np.log10(quiet[0])), 1)
    -30.0
    """
    power = float(np.mean(np.square(samples, dtype=np.float64))) if len(samples) else 0
    if not 0 < power < TARGET**2:
        return samples
    return np.asarray(samples * (TARGET / power**0.5), np.float32)


def mel(samples: Samples) -> Mel:
    """Give the power in 40 bands of each 10 ms, shape (1 + samples // 160, 40)."""
    padded = np.pad(samples, WINDOW // 2)
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP]
    power = np.abs(np.fft.rfft(frames * _window())) ** 2
    return np.asarray(power @ filters().T, np.float32)


@cache
def _window() -> NDArray[np.float64]:
    """Give a periodic Hann window."""
    return np.hanning(WINDOW + 1)[:-1]


@cache
def filters() -> NDArray[np.float64]:
    """Give the triangles of the bands over the spectrum, shape (40, 201)."""
    hz = np.fft.rfftfreq(WINDOW, 1 / SAMPLE_RATE)
    edges = hz_of(np.linspace(0, mels_of(SAMPLE_RATE / 2), BANDS + 2))
    rise = (hz - edges[:-2, None]) / np.diff(edges)[:-1, None]
    fall = (edges[2:, None] - hz) / np.diff(edges)[1:, None]
    area = 2 / (edges[2:] - edges[:-2])
    return np.asarray(np.maximum(0, np.minimum(rise, fall)) * area[:, None])


def mels_of(hz: float) -> float:
    """Turn Hz into Slaney's mels.

    Examples
    --------
    >>> round(mels_of(1000.0), 6), round(mels_of(6400.0), 6)
    (15.0, 42.0)
    """
    if hz < BREAK_HZ:
        return hz / LINEAR_HZ
    return float(BREAK_MEL + np.log(hz / BREAK_HZ) / LOG_STEP)


def hz_of(mels: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn Slaney's mels into Hz."""
    above = BREAK_HZ * np.exp(LOG_STEP * (mels - BREAK_MEL))
    return np.where(mels < BREAK_MEL, mels * LINEAR_HZ, above)
