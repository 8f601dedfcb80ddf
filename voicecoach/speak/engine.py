"""What every engine is: something that makes a sound of a sentence, or says why not."""

import threading
from dataclasses import dataclass
from typing import Final, Protocol

from voicecoach.speak.manner import By, Voice
from voicecoach.types import Samples

PATIENCE: Final = 10.0
"""Seconds that a sentence may take; espeak-ng needs 0.1, pyttsx3 0.5."""


@dataclass(frozen=True, slots=True)
class Order:
    """A sentence to speak: with which voice of the engine, at how many words/min.

    ``voice`` is an id of the engine's, None what is usual there.
    """

    text: str
    voice: str | None
    rate: int


class Engine(Protocol):
    """Makes speech.

    ``name`` is what the user is told; ``remedy`` is what to do where it fails.
    """

    @property
    def by(self) -> By:
        """Which engine this is."""
        ...

    def there(self) -> bool:
        """Tell, without trying, whether it may be on this computer."""
        ...

    def voices(self, stop: threading.Event) -> tuple[Voice, ...]:
        """List its English voices.

        Raises
        ------
        DeviceError
            It failed.
        StoppedError
            ``stop`` was set.
        """
        ...

    def make(self, order: Order, stop: threading.Event) -> tuple[Samples, int]:
        """Make mono float32 samples of shape (n,), and give their rate in Hz.

        Raises
        ------
        DeviceError
            It failed; HungError where it gave no answer.
        StoppedError
            ``stop`` was set.
        """
        ...

    def close(self) -> None:
        """End what it has running."""
        ...


def english(language: str) -> bool:
    """Tell whether a language as engines write it may be English.

    Examples
    --------
    >>> [english(tag) for tag in ("en-us", "en_GB", "English", "", "de")]
    [True, True, True, True, False]
    """
    return not language or language.casefold().startswith("en")
