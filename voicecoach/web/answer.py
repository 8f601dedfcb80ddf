"""One answer that comes in from a browser, block by block.

Each block has a number and is on the disk before it is confirmed, so that a page whose
connection broke knows what to send again. Where nobody comes back the take is let go,
and is offered to whoever rehearses next.
"""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import replace
from typing import Final, Literal, TypeAlias

import numpy as np

from voicecoach.endpoint import Counting, Stop
from voicecoach.errors import OutputError, VoicecoachError
from voicecoach.microphone.watch import Fault, Watch
from voicecoach.rehearsal import Answered, Answering
from voicecoach.types import Reviewed
from voicecoach.web.asking import Asked
from voicecoach.web.faults import RefusedError
from voicecoach.web.heard import REMEDIES, Heard
from voicecoach.web.limits import Spoken

log = logging.getLogger(__name__)

State: TypeAlias = Literal["listening", "reporting", "done", "failed", "left"]

LEFT: Final = RefusedError(
    409,
    "This answer was let go because nobody was there.",
    "Its recording is kept: the page Rehearse offers it.",
)


class Answer:
    """An answer from its first block to its report.

    Attributes
    ----------
    number : int
        Its place among the answers of the rehearsal, from 1 on.
    before : Answer or None
        The take of the same question that it is another try of.
    """

    def __init__(
        self,
        number: int,
        asked: Asked,
        limits: Spoken,
        answering: Answering | None = None,
        before: "Answer | None" = None,
    ) -> None:
        self.number = number
        self.asked = asked
        self.before = before
        self.left = False
        self._limits = limits
        self._answering = answering
        self._report: Future[Answered] | None = None
        self._lock = threading.Lock()
        self._began = time.monotonic()
        self._connection = 0
        self._useless = 0
        self._told: set[str] = set()
        self._timer: threading.Timer | None = None
        if answering is not None:
            self._watch = Watch("The microphone", answering.take.rate)
            self._wait()

    @property
    def state(self) -> State:
        """How far it is."""
        if self._report is None:
            return "left" if self.left else "listening"
        if not self._report.done():
            return "reporting"
        return "done" if self._report.exception() is None else "failed"

    @property
    def have(self) -> int:
        """How many blocks are on the disk."""
        return self._answering.take.blocks_written if self._answering else 0

    @property
    def answered(self) -> Answered | None:
        """The answer with its report; None before it is there, and where it failed."""
        if self._report is None or self.state != "done":
            return None
        return self._report.result()

    @property
    def failure(self) -> BaseException | None:
        """Why there is no report."""
        if self._report is None or not self._report.done():
            return None
        return self._report.exception()

    def wait(self, seconds: float) -> None:
        """Wait for the report, or for so long."""
        if self._report is not None:
            with suppress(TimeoutError):
                self._report.exception(seconds)

    def connect(self) -> int:
        """Let a page send from now on, and nobody else; give what it signs with.

        Raises
        ------
        RefusedError
            It has ended.
        """
        with self._lock:
            self._listening()
            self._stop_waiting()
            self._connection += 1
            return self._connection

    def disconnected(self, connection: int) -> None:
        """Note that a page is gone: it may come back for a while."""
        with self._lock:
            if connection == self._connection and self.state == "listening":
                self._wait()

    def take_in(self, connection: int, number: int, data: bytes) -> Heard:
        """Take a block: write it, then let it be recognised.

        Raises
        ------
        RefusedError
            It is too large, it comes too early, or another page has taken over.
        OutputError
            The disk is full; what was written before stays.
        """
        with self._lock:
            answering = self._listening()
            if connection != self._connection:
                raise RefusedError(409, "Another page goes on with it.", "Look there.")
            rate, take = answering.take.rate, answering.take
            if len(data) % 2 or len(data) > 2 * rate * self._limits.block:
                raise RefusedError(413, "The block is too large.", "Send smaller ones.")
            if number != take.blocks_written:
                return self._repeated()
            seconds = take.seconds + len(data) / 2 / rate
            if seconds > time.monotonic() - self._began + self._limits.ahead:
                raise RefusedError(
                    429, "Sound comes faster than anybody speaks.", "Send it as it is."
                )
            if seconds > self._limits.longest:
                return Heard(self.have, full=True)
            block = np.frombuffer(data, "<i2").astype(np.int16, copy=False)
            take.write_numbered(number, block)
            self._watch.heard(block)
            answering.hear(block, rate)
            faults, passed = self._faults()
            return Heard(self.have, faults, passed, self._ends_in())

    def go_on(self) -> None:
        """Forget that the answer seemed to be over."""
        with self._lock:
            self._listening().go_on()

    def end(
        self, blocks: int, finish: Callable[[Answering], Answered], executor: Executor
    ) -> None:
        """End it, and begin to report; again and again is the same as once.

        Raises
        ------
        RefusedError
            Not all blocks have arrived, or nobody was there for too long.
        """
        with self._lock:
            if self._report is not None:
                return
            answering = self._listening()
            if self.have < blocks:
                raise RefusedError(
                    409,
                    f"Of {blocks} blocks {self.have} have arrived.",
                    "Send the others first.",
                )
            self._stop_waiting()
            answering.stopped()
            self.made_of(executor.submit(_reported, answering, finish))

    def made_of(self, report: "Future[Answered]") -> None:
        """Take the report that is being made."""
        self._report = report
        report.add_done_callback(_noted)

    def forget_sound(self) -> None:
        """Give the memory of its sound back; what is kept of it stays kept."""
        answered = self.answered
        if answered is None or answered.reviewed.sound is None:
            return
        mute: Future[Answered] = Future()
        mute.set_result(replace(answered, reviewed=Reviewed(answered.report, None)))
        self._report = mute

    def let_go(self) -> None:
        """Leave the recording to whoever rehearses next, if it has not ended."""
        with self._lock:
            if self._answering is None or self.state != "listening":
                return
            self.left = True
            self._stop_waiting()
            self._answering.abandon()
            with suppress(OutputError):  # what is on the disk is found again
                self._answering.take.leave()

    def _listening(self) -> Answering:
        if self.left:
            raise LEFT
        if self._answering is None or self._report is not None:
            raise RefusedError(409, "This answer has ended.", "Begin another take.")
        return self._answering

    def _repeated(self) -> Heard:
        self._useless += 1
        if self._useless > self._limits.useless:
            raise RefusedError(429, "The same comes again and again.", "Send the next.")
        return Heard(self.have)

    def _faults(self) -> tuple[tuple[Fault, ...], tuple[str, ...]]:
        """Give what is wrong and was not told yet, and what is not wrong any more."""
        found = self._watch.faults()
        fresh = tuple(
            Fault(fault.kind, fault.problem, REMEDIES.get(fault.kind, fault.remedy))
            for fault in found
            if fault.kind not in self._told
        )
        passed = self._told - {fault.kind for fault in found}
        self._told = {fault.kind for fault in found}
        return fresh, tuple(sorted(passed))

    def _ends_in(self) -> float | None:
        state = self._answering.state if self._answering else None
        if isinstance(state, Stop):
            return 0.0
        return state.seconds_left if isinstance(state, Counting) else None

    def _wait(self) -> None:
        self._stop_waiting()
        self._timer = threading.Timer(self._limits.grace, self.let_go)
        self._timer.daemon = True
        self._timer.start()

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def _noted(report: "Future[Answered]") -> None:
    """Write what nobody foresaw into the log."""
    if report.cancelled():
        return
    fault = report.exception()
    if fault is not None and not isinstance(fault, VoicecoachError):
        log.error("a fault in a report", exc_info=fault)


def _reported(
    answering: Answering, finish: Callable[[Answering], Answered]
) -> Answered:
    """Report; where that fails the take is left, to be taken up again."""
    try:
        return finish(answering)
    finally:
        answering.abandon()
        answering.take.leave()
