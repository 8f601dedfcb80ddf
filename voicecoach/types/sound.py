"""A recording, its sound, and what is in it before anyone has looked at words."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE = 16_000
"""Samples a second of every sound inside voicecoach, in Hz: what Whisper takes."""

FRAME = 0.01
"""Length of one acoustic frame, in seconds."""

Samples: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Recording:
    """Which recording was analysed: what identifies it, without its sound.

    ``duration`` is in seconds, ``sample_rate`` that of the file in Hz, ``sha256`` that
    of the file's bytes in hexadecimal.
    """

    name: str
    duration: float
    sample_rate: int
    sha256: str


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """Mono sound: float32 samples of shape (n,) at 16 kHz, full scale at -1 and 1.

    ``warnings`` says what happened while it was read (a damaged end, say).
    """

    samples: Samples
    recording: Recording
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.samples.ndim != 1 or self.samples.dtype != np.float32:
            raise ValueError(
                f"expected float32 samples of shape (n,), got {self.samples.dtype} "
                f"of shape {self.samples.shape}"
            )

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return len(self.samples) / SAMPLE_RATE

    def cut(self, start: float, end: float) -> Samples:
        """Give the samples between two times, as a view."""
        first, last = round(start * SAMPLE_RATE), round(end * SAMPLE_RATE)
        return self.samples[max(0, first) : max(0, last)]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time."""

    start: float
    end: float

    @property
    def duration(self) -> float:
        """Length in seconds; rounded, so that no limit hangs on a float's last bit."""
        return round(self.end - self.start, 6)


@dataclass(frozen=True, slots=True, eq=False)
class Acoustics:
    """What is in the sound, before anyone has looked at words.

    The arrays have shape (n,) with one value for each frame of ``FRAME`` seconds.

    Attributes
    ----------
    level : float32 array
        Root-mean-square level, in dB relative to full scale; -120 for digital silence.
    speech : float32 array
        Probability of speech, 0 to 1 (Silero).
    floor : float32 array
        The noise floor at that moment, in dBFS.
    pitch : float32 array
        Fundamental frequency in Hz; NaN where the sound is not voiced.
    speech_spans : tuple of Span
        Where somebody speaks, boundaries pulled to the energy.
    warnings : tuple of str
        Muted, clipping, very quiet, noisy.
    """

    level: NDArray[np.float32]
    speech: NDArray[np.float32]
    floor: NDArray[np.float32]
    pitch: NDArray[np.float32]
    speech_spans: tuple[Span, ...]
    warnings: tuple[str, ...] = ()
