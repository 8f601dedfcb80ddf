"""The voice that asks: it can be skipped with a key, and is made ahead of time."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Self

from voicecoach.cli.keys import Keys, NoKeys
from voicecoach.cli.streams import Streams

if TYPE_CHECKING:
    from voicecoach.speak import Manner, Prepared, Spoken

TICK = 0.03
"""Seconds between two looks at whether the voice is done."""


class Voice:
    """Speaks in one manner; use it in a ``with`` statement."""

    def __init__(self, manner: "Manner", streams: Streams) -> None:
        from voicecoach.speak import Speaker

        self.muted = manner.muted
        self._speaker = Speaker(manner)
        self._streams = streams
        self._stop = threading.Event()
        self._pool = ThreadPoolExecutor(1, "voice")
        self._ahead: Future[Prepared] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._speaker.close()

    def early(self, text: str) -> None:
        """Make the sound of a text that will be said; what fails is told then."""
        if not self.muted:
            prepare = self._speaker.prepare
            self._ahead = self._pool.submit(prepare, text, self._stop)

    def say(self, text: str, keys: Keys | None = None) -> bool:
        """Say a text, any key ends it; tell whether something sounded."""
        if self.muted:
            return False
        stop = threading.Event()
        saying: Future[Spoken] = self._pool.submit(self._speaker.say, text, stop)
        listen = keys or NoKeys()
        try:
            while not saying.done():
                if listen.poll(TICK):
                    stop.set()
        finally:
            stop.set()
        spoken = saying.result()
        for problem in spoken.problems:
            self._streams.note(f"{problem.problem} {problem.remedy}")
        return spoken.by is not None
