"""The system's own voices, through pyttsx3 in a process of its own.

pyttsx3 can wait for ever, speak once and never again, crash on loading, or write an
empty file; none of that may reach the rehearsal. So each sentence gets a process that
writes it to a file and is gone.
"""

import importlib.util
import json
import sys
import tempfile
import threading
from pathlib import Path
from typing import Final

from voicecoach.errors import DeviceError
from voicecoach.speak import child, sound
from voicecoach.speak.engine import PATIENCE, Order, english
from voicecoach.speak.manner import By, Voice
from voicecoach.types import Samples

CHILD: Final = Path(__file__).with_name("system_child.py")
"""Run as a file, so that each sentence does not wait for the rest of voicecoach."""

NAME: Final = "The system's voice (pyttsx3)"

REMEDIES: Final = {
    "linux": "Install a voice: on Debian and Ubuntu, sudo apt install espeak-ng; on "
    "Fedora, sudo dnf install espeak-ng.",
    "darwin": "Add a voice in System Settings, Accessibility, Spoken Content.",
    "win32": "Add a voice in Settings, Time & language, Speech.",
}


def remedy() -> str:
    """Say how this system comes to a voice."""
    return REMEDIES.get(sys.platform, "Add a voice in the system's settings.")


class System:
    """The voices that pyttsx3 finds: SAPI, NSSpeechSynthesizer, or espeak's library."""

    by: By = "system"

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience

    def there(self) -> bool:
        """Tell whether pyttsx3 is installed."""
        return importlib.util.find_spec("pyttsx3") is not None

    def voices(self, stop: threading.Event) -> tuple[Voice, ...]:
        """Ask pyttsx3 for its voices."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "voices.json"
            self._run("", stop, "--voices", str(path))
            try:
                rows = json.loads(path.read_bytes())
                found = [
                    Voice(row["name"], "system", row["id"], row["language"])
                    for row in rows
                ]
            except (OSError, ValueError, KeyError, TypeError) as error:
                raise DeviceError(f"{NAME} listed no voices.", remedy()) from error
        return tuple(voice for voice in found if english(voice.language))

    def make(self, order: Order, stop: threading.Event) -> tuple[Samples, int]:
        """Have a sentence written to a file, and read that."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "spoken.wav"
            self._run(order.text, stop, str(path), str(order.rate), order.voice or "")
            return sound.read(path, NAME, remedy())

    def close(self) -> None:
        """Do nothing: no process outlives its sentence."""

    def _run(self, text: str, stop: threading.Event, *arguments: str) -> None:
        child.run(
            [sys.executable, "-P", str(CHILD), *arguments],
            text,
            name=NAME,
            remedy=remedy(),
            patience=self._patience,
            stop=stop,
        )
