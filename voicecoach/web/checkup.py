"""The checks of ``voicecoach doctor``, in a process of their own."""

import threading
import time
from dataclasses import asdict
from typing import Final

from voicecoach.doctor import Check
from voicecoach.web.child import Child, EndedError, Line
from voicecoach.web.limits import Limits

LIMITS: Final = Limits(
    memory=8_000_000_000, processor=600, output=100_000_000, patience=300.0, shared=True
)


class Checkup:
    """One run of the checks at a time, and what it has found so far."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: list[Check] = []
        self._running = False

    def start(self) -> None:
        """Begin anew, unless one is under way."""
        with self._lock:
            if self._running:
                return
            self._running, self._found = True, []
        threading.Thread(target=self._run, name="checkup", daemon=True).start()

    def found(self) -> tuple[bool, tuple[Check, ...]]:
        """Tell whether it is still under way, and what it has found."""
        with self._lock:
            return self._running, tuple(self._found)

    def _run(self) -> None:
        child = Child(examine, LIMITS)
        until = time.monotonic() + LIMITS.patience
        try:
            while "name" in (heard := child.line.hear(until)):
                with self._lock:
                    self._found.append(Check(**heard))
        except (EndedError, TypeError):
            failed = Check(
                "the checks", "system", "fail", "they ended early", "Run them again."
            )
            with self._lock:
                self._found.append(failed)
        finally:
            child.end()
            with self._lock:
                self._running = False


def examine(line: Line) -> None:
    """Run in the process of its own."""
    from voicecoach import doctor, settings

    for check in doctor.examine(settings.home()):
        line.say(**asdict(check))
    line.say(done=True)
