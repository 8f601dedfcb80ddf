"""The voice that asks: it makes a file, and the browser plays it."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from voicecoach.speak import Manner, Speaker
from voicecoach.store import load_settings


class Voice:
    """Says questions in the manner of the settings, one at a time."""

    def __init__(
        self, home: Path, speaking: Callable[[Manner], Speaker] = Speaker
    ) -> None:
        self._home = home
        self._speaking = speaking
        self._lock = threading.Lock()
        self._manner: Manner | None = None
        self._speaker: Speaker | None = None

    def sound(self, text: str) -> bytes:
        """Give a text as a WAV file.

        Raises
        ------
        DeviceError
            No voice of this computer works, or there is nothing to say.
        """
        kept = load_settings(self._home)
        manner = Manner(voice=kept.voice)
        if kept.voice_rate is not None:
            manner = replace(manner, rate=round(kept.voice_rate))
        with self._lock:
            if self._speaker is None or manner != self._manner:
                self._close()
                self._speaker, self._manner = self._speaking(manner), manner
            return self._speaker.prepare(text).wav()

    def close(self) -> None:
        """End the processes of the voice."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._speaker is not None:
            self._speaker.close()
            self._speaker = None
