"""A process of our own that may crash, hang or be taken over: kept at a distance.

It is spoken to in JSON alone. What Python would pass between processes by itself
(pickle) lets the one run code in the other.
"""

import json
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Final, TypeAlias

from voicecoach.web.limits import Limits, keep

Message: TypeAlias = dict[str, Any]
Work: TypeAlias = Callable[["Line"], None]

LONGEST: Final = 1_000_000
"""Bytes of one message."""


class EndedError(Exception):
    """The process is gone: killed by a limit, crashed, or ended for being too slow."""


class Line:
    """One end of the line between the two processes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def say(self, **message: Any) -> None:  # noqa: ANN401  (what JSON has)
        """Say something."""
        self._connection.send_bytes(json.dumps(message).encode("ascii"))

    def hear(self, until: float | None = None) -> Message:
        """Wait for what is said, until a time of ``time.monotonic``.

        Raises
        ------
        EndedError
            Nobody is there any more, the time is over, or it is no message.
        """
        try:
            if until is not None:
                left = until - time.monotonic()
                if left <= 0 or not self._connection.poll(left):
                    raise EndedError("time")
            heard = json.loads(self._connection.recv_bytes(LONGEST))
        except (EOFError, OSError, ValueError) as error:
            raise EndedError("gone") from error
        if not isinstance(heard, dict):
            raise EndedError("no message")
        return heard


class Child:
    """A process that does one kind of work, within limits."""

    def __init__(self, work: Work, limits: Limits) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._connection = ours
        self.line = Line(ours)
        # Not one that Python ends by itself: those may have no children of their own.
        self._process = context.Process(
            target=_begin, args=(work, limits, theirs), daemon=False
        )
        self._process.start()
        theirs.close()

    @property
    def alive(self) -> bool:
        """Whether the process is still there."""
        return self._process.is_alive()

    def kill(self) -> None:
        """End the process; whoever listens to it hears that it is gone."""
        self._process.kill()

    def end(self) -> None:
        """End the process, whatever it does, and clear up."""
        self._process.kill()
        self._process.join()
        self._connection.close()

    def fate(self) -> str:
        """Say how the process ended that nobody asked to."""
        self._process.join(1.0)
        code = self._process.exitcode
        if code is None:
            return "it took too long"
        names = {"SIGXCPU": "it used too much of the processor's time"}
        names["SIGXFSZ"] = "it unpacks to too much"
        name = next((kind.name for kind in signal.Signals if -kind == code), "")
        return names.get(name, "reading it took more memory than it may, or crashed")


def _begin(work: Work, limits: Limits, connection: Connection) -> None:
    """Run in the new process."""
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's; the owner decides
    keep(limits)
    work(Line(connection))


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
