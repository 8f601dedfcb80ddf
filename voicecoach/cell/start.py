"""Start a cell from outside, read what it says within bounds, and end it."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Final

PROGRAM: Final = (
    "import sys; sys.path.insert(0, sys.argv.pop()); path = sys.argv.pop();"
    "from voicecoach.cell.keep import main; main(path)"
)
"""What the new interpreter does: -I keeps its own path and environment out of it."""

LONGEST_LINE: Final = 20_000
"""Bytes of a line that a cell says to us."""

PATIENCE: Final = 2.0
"""Seconds that an ended cell may take to be gone."""

ENVIRONMENT: Final = {
    # Threads are processes to the kernel, and there may be one.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}


class Cell:
    """A process that was started to do a job, and all that it started.

    Parameters
    ----------
    role : {"judge", "serve"}
        Lines of a judge are events; the rest of what a server says is output.
    job : mapping
        What ``keep.main`` is told.
    streams : pair of int
        Descriptors for its standard input and output; they are closed here.
    events : queue
        Gets ("judge", line), ("output", size) when there is too much of it, and
        (role, None) at the end.
    shown, most : int
        Bytes of output that are kept, and that may be written at all.
    """

    def __init__(
        self,
        role: str,
        job: Mapping[str, Any],
        workshop: Path,
        streams: tuple[int, int],
        events: "queue.Queue[tuple[str, Any]]",
        shown: int,
        most: int,
    ) -> None:
        self.role, self._events = role, events
        self._shown, self._most = shown, most
        self.opening: list[dict[str, Any]] = []
        self.output = b""
        self.written = 0
        (workshop / "root").mkdir(parents=True)
        self.folder = workshop / "work"
        self.folder.mkdir()
        self._allow(workshop)
        path = workshop / "job.json"
        path.write_text(json.dumps({**job, "role": role}), encoding="utf-8")
        self._process = _start(path, streams)
        self._reader = threading.Thread(target=self._read, name=role, daemon=True)
        self._reader.start()

    @staticmethod
    def _allow(workshop: Path) -> None:
        """Let a user without rights reach the working folder, and write there."""
        if sys.platform != "win32" and os.geteuid() == 0:
            workshop.chmod(0o711)
            (workshop / "work").chmod(0o1777)

    def end(self) -> int | None:
        """Kill everything in the cell; give the exit code it had before, if any."""
        before: int | None = None
        with suppress(subprocess.TimeoutExpired):
            before = self._process.wait(0)
        self._kill()
        self._process.wait()
        self._reader.join(PATIENCE)
        return before

    def wait(self) -> int | None:
        """Give the exit code of a cell that is ending by itself; None if it is not."""
        try:
            return self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            return None

    def _kill(self) -> None:
        if sys.platform == "win32":
            self._process.kill()
            return
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        # What left the group and the keeper behind is known by its number, which
        # is nobody else's as long as it holds its output open.
        number = self.opening[0].get("process") if self.opening else None
        if number is not None and self._reader.is_alive():
            with suppress(ProcessLookupError, PermissionError):
                os.kill(int(number), signal.SIGKILL)

    def _read(self) -> None:
        """Read what the cell says until it says nothing more."""
        source = self._process.stderr
        if source is None:
            raise ValueError("a cell is started with a pipe")
        with source, suppress(ValueError, OSError):
            lines = 1 if sys.platform == "win32" else 2
            for _ in range(lines):
                self.opening.append(json.loads(source.readline(LONGEST_LINE)))
            if self.role == "judge":
                while line := source.readline(LONGEST_LINE):
                    self._events.put(("judge", json.loads(line)))
            else:
                self._drain(source)
        self._events.put((self.role, None))

    def _drain(self, source: IO[bytes]) -> None:
        """Keep the beginning of the output; say once when there is too much of it."""
        while block := os.read(source.fileno(), 1 << 16):
            before = self.written
            self.written += len(block)
            if len(self.output) < self._shown:
                self.output = (self.output + block)[: self._shown]
            if before <= self._most < self.written:
                self._events.put(("output", self.written))


def _start(path: Path, streams: tuple[int, int]) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-I", "-X", "utf8", "-c", PROGRAM, str(path)]
    command.append(str(Path(__file__).parents[2]))
    more: dict[str, Any] = {"start_new_session": True}
    environment = dict(ENVIRONMENT)
    if sys.platform == "win32":
        more = {
            "creationflags": subprocess.CREATE_NEW_PROCESS_GROUP
            | subprocess.CREATE_NO_WINDOW
        }
        environment["SYSTEMROOT"] = os.environ.get("SYSTEMROOT", "")
    try:
        return subprocess.Popen(
            command,
            stdin=streams[0],
            stdout=streams[1],
            stderr=subprocess.PIPE,
            bufsize=0,
            env=environment,
            cwd=path.parent,
            **more,
        )
    finally:
        for descriptor in streams:
            os.close(descriptor)
