"""What is said, how, and what became of it."""

import io
import wave
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np

from voicecoach.errors import UsageError
from voicecoach.play import Device
from voicecoach.types import Samples

By: TypeAlias = Literal["piper", "system", "espeak-ng", "say", "powershell"]
"""Who speaks: a neural voice, the system's through pyttsx3, or a program."""

RATE: Final = 170
"""Words a minute unless said: how interviewers read questions out, a little slower
than they talk."""

SLOWEST, FASTEST = 80, 450
"""Words a minute that espeak-ng takes; the others take them too."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How to speak.

    Attributes
    ----------
    voice : str or None
        A name or id that ``voices`` lists, or an engine ("piper", "espeak-ng", ...)
        with the voice that is usual there; None is the best that works.
    rate : int
        Words a minute, 80 to 450.
    device : str, int or None
        The loudspeaker, by a part of its name or by its number.
    muted : bool
        Whether to say nothing at all.
    """

    voice: str | None = None
    rate: int = RATE
    device: Device = None
    muted: bool = False

    def __post_init__(self) -> None:
        if not SLOWEST <= self.rate <= FASTEST:
            raise UsageError(
                f"A voice cannot speak {self.rate} words a minute.",
                f"Give a rate between {SLOWEST} and {FASTEST}.",
            )


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice that is there.

    ``id`` is what its engine calls it; ``language`` is as the engine says it
    ("en-us"), empty where it does not.
    """

    name: str
    by: By
    id: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What did not work on the way to the voice that spoke, and what to do about it."""

    problem: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """What became of a text.

    Attributes
    ----------
    by : str or None
        Who spoke last; None where nothing sounded and the text has to be read.
    seconds : float
        From the first sound to the last.
    problems : tuple of Problem
        What failed on the way.
    whole : bool
        Whether all of it was spoken; not when it was stopped or a device failed.
    """

    by: By | None
    seconds: float
    problems: tuple[Problem, ...] = ()
    whole: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A text as sound: mono float32 samples, shape (n,), ``rate`` of them a second."""

    samples: Samples
    rate: int
    by: By
    problems: tuple[Problem, ...] = ()

    @property
    def seconds(self) -> float:
        """How long it sounds."""
        return len(self.samples) / self.rate

    def wav(self) -> bytes:
        """Give it as a WAV file, 16 bit."""
        whole = np.round(np.clip(self.samples, -1, 1) * np.iinfo(np.int16).max)
        file = io.BytesIO()
        with wave.open(file, "wb") as writer:
            writer.setnchannels(1)
            writer.setsampwidth(2)
            writer.setframerate(self.rate)
            writer.writeframes(whole.astype("<i2").tobytes())
        return file.getvalue()
