"""The voices of this computer, as settings show them, and a sentence by each."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from voicecoach import speak
from voicecoach.speak import Manner, Speaker, Voice

SENTENCE: Final = "Tell me about a time you changed your mind."
"""What is said to be heard."""

FRESH: Final = 60.0
"""Seconds for which a list is believed: voices come and go seldom."""

ENGINES: Final = {
    "piper": "Piper, a neural voice",
    "system": "The system's voices",
    "espeak-ng": "espeak-ng",
    "say": "macOS",
    "powershell": "Windows",
}


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence as a WAV file, and the engine that spoke it."""

    wav: bytes
    by: str


class Voices:
    """Lists the voices that are here, and has one of them speak."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: tuple[Voice, ...] = ()
        self._looked: float | None = None
        self._speaking = threading.Lock()  # each takes a process and half a second

    def listed(self) -> tuple[Voice, ...]:
        """List the English voices, the best engine's first; none twice."""
        with self._lock:
            now = time.monotonic()
            if self._looked is None or now - self._looked > FRESH:
                self._found = tuple(_once(speak.voices()))
                self._looked = time.monotonic()
            return self._found

    def find(self, name: str) -> Voice | None:
        """Find a voice by the name or id that settings keep."""
        wanted = name.strip().casefold()
        for voice in self.listed():
            if wanted in (voice.id.casefold(), voice.name.casefold()):
                return voice
        return None

    def heard(self, voice: Voice, rate: int) -> Heard:
        """Have a voice speak a sentence.

        Raises
        ------
        DeviceError
            It cannot, and no other can.
        """
        with self._speaking, Speaker(Manner(voice.id, rate)) as speaker:
            prepared = speaker.prepare(SENTENCE)
        return Heard(prepared.wav(), prepared.by)


def _once(found: tuple[Voice, ...]) -> Iterator[Voice]:
    """Leave out what another goes by already: espeak-ng has many names for one."""
    known: set[tuple[str, str]] = set()
    for voice in found:
        if (voice.by, voice.id) not in known:
            known.add((voice.by, voice.id))
            yield voice
