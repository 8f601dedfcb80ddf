"""Two cells at work: how far the tests are, and what became of the code."""

import os
import queue
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from voicecoach.cell.confine import Limits
from voicecoach.cell.start import Cell
from voicecoach.cell.sweep import workshop

GLANCE: Final = 0.25
"""Seconds after which we look again, when nothing is heard."""

MOST_FILES: Final = 4096
"""Files and folders that may be made."""

SPARE: Final = 5
"""Seconds after which a cell ends itself when nobody watches it any more."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done.

    ``source`` is the candidate's code, ``tests`` that of the tests, ``entry`` what the
    tests may use of the first, ``done`` the tests that are not run again.
    """

    source: str
    tests: str
    entry: tuple[str, ...]
    done: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """How long we look on.

    ``each`` and ``total`` are seconds: of one test or of loading, of all; ``shown`` and
    ``most`` bytes of output: that are kept, and that may be written.
    """

    each: float
    total: float
    shown: int
    most: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one test, and how long it took in seconds."""

    name: str
    passed: bool
    why: str
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Fate:
    """What came of one start of the code.

    Attributes
    ----------
    tests : tuple of str or None
        The names of all tests; None when the code could not be loaded.
    verdicts : tuple of Verdict
        Of the tests that were run in this start.
    problem : str or None
        Why the code could not be loaded, or ended.
    output : str
        What the code printed, cut.
    still_open : tuple of str
        What was not shut off or limited.
    """

    tests: tuple[str, ...] | None
    verdicts: tuple[Verdict, ...]
    problem: str | None
    output: str
    output_cut: bool
    still_open: tuple[str, ...]


def examine(job: Job, limits: Limits, terms: Terms) -> Fate:
    """Start the code and its tests, watch both, and leave nothing of them behind."""
    with (
        workshop() as folder,
        _cells(job, limits, terms, folder) as (judge, server, events),
    ):
        look = _Look(judge, server, limits, terms)
        look.follow(events)
        return look.fate()


@contextmanager
def _cells(
    job: Job, limits: Limits, terms: Terms, folder: Path
) -> Iterator[tuple[Cell, Cell, "queue.Queue[tuple[str, Any]]"]]:
    """Start both cells with pipes between them; end both, whatever happens."""
    if sys.platform != "win32":
        folder.chmod(0o711)  # each cell's own folder lies inside
    events: queue.Queue[tuple[str, Any]] = queue.Queue()
    asked, ask = os.pipe()
    replied, reply = os.pipe()
    both = {"limits": asdict(limits), "patience": round(terms.total) + SPARE}
    bounds = (terms.shown, terms.most)
    serving = {**both, "source": job.source}
    judging = {
        **both,
        "tests": job.tests,
        "entry": list(job.entry),
        "done": list(job.done),
    }
    server = Cell("serve", serving, folder / "1", (asked, reply), events, *bounds)
    try:
        judge = Cell("judge", judging, folder / "2", (replied, ask), events, *bounds)
        try:
            yield judge, server, events
        finally:
            judge.end()
    finally:
        server.end()


class _Look:
    """Follows the events of one start."""

    def __init__(self, judge: Cell, server: Cell, limits: Limits, terms: Terms) -> None:
        self._judge, self._server = judge, server
        self._limits, self._terms = limits, terms
        self._tests: tuple[str, ...] | None = None
        self._verdicts: list[Verdict] = []
        self._running: str | None = None
        self._problem: str | None = None
        self._over = False

    def follow(self, events: "queue.Queue[tuple[str, Any]]") -> None:
        """Listen until the tests are through, or something is over a limit."""
        last = time.monotonic() + self._terms.total
        until = time.monotonic() + self._terms.each
        while not self._over:
            try:
                who, event = events.get(timeout=GLANCE)
            except queue.Empty:
                who, event = "", None
            if who == "output":
                size = self._terms.most / 1e6
                self._stop(f"wrote more than {size:g} MB of output")
            elif who == "judge":
                self._heard({} if event is None else event)
                until = time.monotonic() + self._terms.each
            elif time.monotonic() > min(last, until):
                each = self._terms.each if until <= last else self._terms.total
                self._stop(f"still running after {each:g} s")
            elif too_full(self._server.folder, self._limits.folder):
                size = self._limits.folder / 1e6
                self._stop(f"wrote more than {size:g} MB, or too many files")

    def _stop(self, problem: str | None) -> None:
        self._problem, self._over = problem, True

    def _heard(self, event: dict[str, Any]) -> None:
        """Take in what the judge says; nothing at all is its end."""
        if "tests" in event:
            self._tests = tuple(event["tests"])
        elif "begun" in event:
            self._running = str(event["begun"])
        elif "test" in event:
            self._running = None
            self._verdicts.append(
                Verdict(event["test"], event["passed"], event["why"], event["seconds"])
            )
        elif "problem" in event:
            self._stop(str(event["problem"]))
        elif "ended" in event:
            self._stop(_ending(self._server.wait(), self._limits))
        elif "through" in event:
            self._stop(None)
        else:
            self._stop("the tests were ended before they were through")

    def fate(self) -> Fate:
        """Say what came of it, once both cells are still."""
        self._judge.end()
        self._server.end()
        opening = self._server.opening[-1] if self._server.opening else {}
        if "open" not in opening:
            self._problem = "could not be started on this computer"
        elif not opening["readable"]:
            self._problem = (
                f"user nobody cannot read {sys.prefix}: do not run it as root"
            )
        verdicts = list(self._verdicts)
        if self._running is not None and self._problem is not None:
            verdicts.append(Verdict(self._running, False, self._problem, None))
        return Fate(
            tests=self._tests,
            verdicts=tuple(verdicts),
            problem=self._problem,
            output=self._server.output.decode("utf-8", "replace"),
            output_cut=self._server.written > len(self._server.output),
            still_open=tuple(opening.get("open", ())),
        )


def _ending(code: int | None, limits: Limits) -> str:
    """Say how a process ended that was not asked to."""
    if code is None:
        return "cut itself off from the tests"
    if code <= 128:
        return f"ended its own process (exit code {code})"
    number = code - 128
    names = {kind.value: kind.name for kind in signal.Signals}
    name = names.get(number, f"exit code {code}")
    if name == "SIGXCPU":
        return f"used more than {limits.processor} s of the processor's time"
    return f"crashed or was killed ({name})"


def too_full(folder: Path, most: int) -> bool:
    """Whether a folder holds more bytes, or files, than it may.

    Behind walls the kernel sees to that, and this folder stays empty.
    """
    size = count = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                size += os.lstat(os.path.join(place, name)).st_size  # noqa: PTH118
        count += 1 + len(names)
        if size > most or count > MOST_FILES:
            return True
    return False
