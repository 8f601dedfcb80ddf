"""The program of a new process: keep a cell, and what is in it.

The first process is the keeper: it builds the walls, starts what goes behind them and
waits. Only a grandchild, without rights and with limits, runs foreign code.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from voicecoach.cell import linux
from voicecoach.cell.confine import Limits, Walls, lower, wall_off
from voicecoach.cell.judge import Link, judge
from voicecoach.cell.serve import Server

Descriptors = tuple[int, int, int]


def main(path: str) -> None:
    """Do the job that is described in a file; the three standard streams lead to us.

    In: what the other cell says; out: what goes to it; err: lines for whoever started
    us, then the output of the candidate's code or the verdicts of the tests.
    """
    job = json.loads(Path(path).read_text(encoding="utf-8"))
    limits = Limits(**job["limits"])
    streams = _own_streams()
    if sys.platform == "win32":
        _work(job, limits, Walls(str(Path(path).parent / "work")), streams)
        return
    if sys.platform == "linux":
        linux.die_with_parent()
    walls = wall_off(Path(path).parent, limits)
    ready, go = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(go)
        os.read(ready, 1)  # until the keeper has told who we are
        _inside(walls, limits, streams, lambda: _work(job, limits, walls, streams))
    _say(streams[2], {"process": child})
    _close(ready, go, *streams)
    _wait(child, limits, job["patience"])


def _inside(
    walls: Walls, limits: Limits, streams: Descriptors, work: Callable[[], None]
) -> None:
    """Start the process that works; behind walls, ours is the first one there."""
    if walls.apart:
        linux.die_with_parent()
        child = os.fork()
        if child:
            _close(*streams)  # their end is to be that of the child's
            _wait(child, limits, 0)
    os.setsid()  # a leader cannot leave its own session
    work()
    sys.stdout.flush()
    os._exit(0)


def _wait(child: int, limits: Limits, patience: int) -> None:
    """Wait for a child and end as it did; after so many seconds end it (0: never)."""

    def out_of_patience(_signal: int, _frame: object) -> None:
        os.kill(child, signal.SIGKILL)

    signal.signal(signal.SIGALRM, out_of_patience)
    signal.alarm(patience)
    _, status, used = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code == -signal.SIGKILL and used.ru_utime + used.ru_stime >= limits.processor:
        code = -signal.SIGXCPU  # it did not listen to the first signal
    os._exit(code if code >= 0 else 128 - code)


def _work(job: Any, limits: Limits, walls: Walls, streams: Descriptors) -> None:  # noqa: ANN401  (JSON)
    """Lower our rights, tell what is still open, and begin."""
    come, go, tell = streams
    _leave_the_project()
    os.environ.update(HOME=walls.folder, TMPDIR=walls.folder)
    still_open = lower(limits, walls, judge=job["role"] == "judge")
    readable = os.access(os.__file__, os.R_OK)
    _say(tell, {"open": still_open, "readable": readable})
    if not readable:  # nothing could be imported
        return
    if job["role"] == "judge":
        judge(job, Link(go, come), lambda told: _say(tell, told))
    else:
        _redirect(tell)
        Server(job["source"], come, go).serve()


def _own_streams() -> Descriptors:
    """Take the standard streams for ourselves; what foreign code has leads nowhere."""
    if sys.platform == "win32":
        import msvcrt

        for descriptor in (0, 1, 2):
            msvcrt.setmode(descriptor, os.O_BINARY)
    kept = os.dup(0), os.dup(1), os.dup(2)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)
    return kept


def _redirect(output: int) -> None:
    """Let the output of foreign code go there, line by line."""
    for descriptor in (1, 2):
        os.dup2(output, descriptor)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(line_buffering=True, errors="backslashreplace")


def _leave_the_project() -> None:
    """Take out the path by which this program was found."""
    sys.path.pop(0)


def _close(*descriptors: int) -> None:
    for descriptor in descriptors:
        os.close(descriptor)


def _say(descriptor: int, told: dict[str, Any]) -> None:
    os.write(descriptor, json.dumps(told).encode("ascii") + b"\n")
