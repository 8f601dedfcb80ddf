"""Uploads waiting for their report: worked through one after the other.

Each lies in a folder of its own with its order beside it, so that what was uploaded
and not yet analysed when the studio ended is taken up again at its next start.
"""

import json
import shutil
import threading
from collections import OrderedDict
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final, Literal, TypeAlias

from voicecoach.errors import VoicecoachError
from voicecoach.web import correcting
from voicecoach.web.bench import Bench, Order, StoppedError
from voicecoach.web.shelf import Shelf

State: TypeAlias = Literal["waiting", "working", "done", "failed"]

UPLOAD: Final = "upload"
ORDER: Final = "order.json"

MOST_WAITING: Final = 100
"""Uploads that may wait at a time."""

REMEMBERED: Final = 200
"""Jobs that are done and still told of."""


@dataclass(frozen=True, slots=True)
class Job:
    """One upload on its way to a report.

    ``fraction`` is how much of its ``stage`` is done, 0 to 1; ``kept`` the id of the
    finished report on the shelf.
    """

    order: Order
    state: State = "waiting"
    stage: str = ""
    fraction: float = 0.0
    error: str | None = None
    remedy: str | None = None
    kept: str | None = None


class Jobs:
    """The queue, and the one thread that works through it."""

    def __init__(self, folder: Path, shelf: Shelf, bench: Bench) -> None:
        self._folder = folder
        self._shelf = shelf
        self._bench = bench
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._changed = threading.Condition()
        self._closing = False
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Take up what was left, and begin to work."""
        for order in sorted(self._left(), key=lambda order: order.added):
            self._jobs[order.id] = Job(order)
        self._begin()

    def close(self) -> None:
        """Stop; what waits is taken up at the next start."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._bench.stop()
        if self._thread is not None:
            self._thread.join(5.0)
        self._bench.close()

    def place(self, job_id: str) -> Path:
        """Make the folder of a new upload."""
        place = self._folder / job_id
        place.mkdir(parents=True, mode=0o700)
        return place

    def full(self) -> bool:
        """Tell whether too many wait already."""
        with self._changed:
            waiting = [job for job in self._jobs.values() if job.state == "waiting"]
            return len(waiting) >= MOST_WAITING

    def put(self, order: Order) -> Job:
        """Queue an upload that lies whole in its place."""
        text = json.dumps(asdict(order))
        (self._folder / order.id / ORDER).write_text(text, encoding="ascii")
        job = Job(order)
        with self._changed:
            self._jobs[order.id] = job
            self._changed.notify_all()
        return job

    def listed(self) -> tuple[Job, ...]:
        """List the jobs in their order."""
        with self._changed:
            return tuple(self._jobs.values())

    def find(self, job_id: str) -> Job | None:
        """Find a job by its id."""
        with self._changed:
            return self._jobs.get(job_id)

    def drop(self, job_id: str) -> bool:
        """Take a job away, and its upload; end it if it is being worked on."""
        with self._changed:
            job = self._jobs.pop(job_id, None)
            if job is not None and job.state == "working":
                self._bench.stop()
        if job is None:
            return False
        if job.state != "working":  # else whoever works on it clears up
            shutil.rmtree(self._folder / job_id, ignore_errors=True)
        return True

    def _left(self) -> list[Order]:
        """Find what was uploaded whole; the rest nobody will ever finish."""
        left = []
        for place in sorted(self._folder.glob("*")):
            try:
                found = json.loads((place / ORDER).read_text(encoding="ascii"))
                found["modes"] = tuple(found["modes"])
                order = Order(**found)
            except (OSError, ValueError, TypeError, KeyError):
                shutil.rmtree(place, ignore_errors=True)
                continue
            whole = (place / UPLOAD).is_file() or correcting.there(place)
            if order.id == place.name and whole:
                left.append(order)
        return left

    def _begin(self) -> None:
        self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        job = None
        try:
            while (job := self._next()) is not None:
                self._work(job)
                job = None
        finally:
            if job is not None:  # a fault nobody foresaw; the others still have a turn
                self._change(
                    job.order.id,
                    state="failed",
                    error=f"{job.order.name}: a fault in voicecoach itself.",
                    remedy="Analyse it with voicecoach analyze --debug.",
                )
                if not self._closing:
                    self._begin()

    def _next(self) -> Job | None:
        with self._changed:
            while not self._closing:
                for job in self._jobs.values():
                    if job.state == "waiting":
                        self._jobs[job.order.id] = replace(job, state="working")
                        return job
                self._changed.wait()
        return None

    def _work(self, job: Job) -> None:
        order, place = job.order, self._folder / job.order.id
        try:
            take = order.corrects
            made = self._bench.make(
                order,
                place / UPLOAD if take is None else self._shelf.store.sound(take),
                place,
                lambda stage, fraction: self._change(
                    order.id, stage=stage, fraction=fraction
                ),
            )
            if take is None:
                kept = self._shelf.add(made, order.name)
            else:
                kept = self._shelf.propose(made, take)
        except StoppedError:
            if not self._closing:
                shutil.rmtree(place, ignore_errors=True)
            return
        except VoicecoachError as error:
            self._change(
                order.id, state="failed", error=error.problem, remedy=error.remedy
            )
        else:
            self._change(order.id, state="done", kept=kept)
        shutil.rmtree(place, ignore_errors=True)
        self._forget()

    def _change(self, job_id: str, **changes: object) -> None:
        with self._changed:
            if job_id in self._jobs:  # it may have been taken away
                self._jobs[job_id] = replace(self._jobs[job_id], **changes)  # type: ignore[arg-type]

    def _forget(self) -> None:
        """Forget the oldest that are done."""
        with self._changed:
            ended = [
                name
                for name, job in self._jobs.items()
                if job.state in ("done", "failed")
            ]
            for name in ended[:-REMEMBERED]:
                del self._jobs[name]
