"""One round: a question is asked, an answer is listened to and handed over."""

import os
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from voicecoach.cli.context import Desk
from voicecoach.cli.keys import ENTER, Keys
from voicecoach.cli.lines import escape
from voicecoach.cli.meter import Meter
from voicecoach.cli.sitting_options import Chosen
from voicecoach.cli.voice import Voice
from voicecoach.errors import (
    DeviceError,
    InputError,
    OutputError,
    StoreError,
    VoicecoachError,
)

if TYPE_CHECKING:
    from voicecoach.microphone import Listening, Microphone
    from voicecoach.rehearsal import Answered, Answering, Rehearsal
    from voicecoach.types import Question, Report, Reviewed, Sound

GUARD: Final = 0.3
"""Seconds from the last of the question to the microphone: a room goes on sounding."""

LOOK: Final = 0.05
"""Seconds between two looks at the keys, the level and the clock."""

STOPS: Final = (ENTER, " ")

LATER: Final = "The recording is safe: the next `voicecoach rehearse` offers it again."
"""What becomes of an answer that could not be kept."""


@dataclass(frozen=True, slots=True)
class Handed:
    """An answer that was reported on, and where its page is; None where nowhere."""

    answered: "Answered"
    page: Path | None

    @property
    def report(self) -> "Report":
        """Give the report."""
        return self.answered.report

    @property
    def sound(self) -> "Sound | None":
        """Give the sound."""
        return self.answered.reviewed.sound


class Rounds:
    """What every round of a sitting shares.

    Attributes
    ----------
    code : int
        The exit code so far.
    over : bool
        Whether no other round can follow: the microphone is gone.
    """

    def __init__(
        self,
        desk: Desk,
        chosen: Chosen,
        room: "Rehearsal",
        microphone: "Microphone",
        voice: Voice,
        pressed: Keys,
    ) -> None:
        self.streams = desk.streams
        self.chosen = chosen
        self.room = room
        self.voice = voice
        self.keys = pressed
        self.code = 0
        self.over = False
        self.microphone = microphone
        self._meter = Meter(desk.streams)
        self._loading: Future[None] | None = None

    def load(self) -> None:
        """Load the models beside the question that is spoken first."""
        pool = ThreadPoolExecutor(1, "models")
        self._loading = pool.submit(self.room.load)
        pool.shutdown(wait=False)

    def answer(
        self,
        question: "Question",
        number: int,
        follow_up_of: str | None = None,
        *,
        show: bool = True,
    ) -> "Answered":
        """Ask, listen, and report on the answer, which is shown at once.

        Raises
        ------
        DeviceError
            The microphone cannot be opened.
        InputError
            There is no sound.
        ModelError
            A model cannot be used. The recording is there in each case.
        """
        self._ask(question, number)
        self._think()
        if self._loading is not None and self._loading.done():
            self._loading.result()
        answering = self.room.begin(question, self.microphone.rate)
        with answering.take:
            try:
                failure = self._listen(answering)
                self._event("stopped")
                if failure is not None:
                    self.failed(failure)
                    self.over = isinstance(failure, DeviceError)
                    if not answering.take.seconds:
                        raise InputError(
                            "Nothing was recorded.", "Look at the microphone first."
                        )
                self._meter.show("Listening again to what was said ...")
                at_once = self.card if show else None
                answered = self.room.end(answering, follow_up_of, at_once)
            finally:
                answering.abandon()
                self._meter.clear()
        return answered

    def card(self, reviewed: "Reviewed") -> None:
        """Show a report, before it is kept or written anywhere."""
        self._meter.clear()
        if self.streams.out_is_terminal and not self.chosen.json:
            from voicecoach.report.terminal import scorecard

            self.streams.show(scorecard(reviewed.report))

    def hand_over(
        self, answered: "Answered", name: str, *, show: bool = True
    ) -> Handed:
        """Write the report of an answer where it is wanted, and say where.

        Where it could not be kept, it is told why.
        """
        streams = self.streams
        if self.chosen.json:
            from voicecoach.report.json import to_json

            streams.line(to_json(answered.report))
        page = self._written(answered, name)
        self.tell_where(page, show=show)
        if (problem := answered.problem) is not None:
            self.failed(StoreError(problem.problem, f"{problem.remedy} {LATER}"))
        self._event(f"report {'-' if page is None else escape(os.fspath(page))}")
        return Handed(answered, page)

    def tell_where(self, page: Path | None, *, show: bool = True) -> None:
        """Say on stdout where a page lies."""
        if page is not None and show and not self.chosen.json:
            label = "Report: " if self.streams.out_is_terminal else ""
            self.streams.line(label + escape(os.fspath(page)))

    def failed(self, error: VoicecoachError) -> None:
        """Tell of a failure that ends no sitting."""
        self.streams.fail(error)
        self.code = error.exit_code

    def say(self, text: str) -> None:
        """Tell whoever is at the keys; with --json stdout is for documents alone."""
        if not self.chosen.json:
            self.streams.line(text)
        else:
            self.streams.note(text)

    def wait_for(self, choices: str) -> str:
        """Wait for one of these keys."""
        while True:
            key = self.keys.poll(1.0)
            if key is not None and key in choices:
                return key

    def _written(self, answered: "Answered", name: str) -> Path | None:
        target = self.chosen.target
        if target is None:
            return None
        from voicecoach.report import save

        try:
            paths = save(
                answered.report,
                answered.reviewed.sound,
                target.folder,
                target.name(name),
                target.formats,
            )
        except OutputError as error:
            self.failed(error)
            return None
        pages = [path for path in paths if path.suffix == ".html"]
        return (pages or list(paths))[0]

    def _ask(self, question: "Question", number: int) -> None:
        self._event("asking")
        if self.streams.out_is_terminal and not self.chosen.json:
            from voicecoach.report.terminal import plain

            self.streams.line(f"\nQuestion {number}: {plain(question.text)}\n")
        if self.voice.say(question.text, self.keys):
            time.sleep(GUARD)

    def _think(self) -> None:
        """Count down the time to prepare; a key ends it."""
        until = time.monotonic() + self.chosen.prepare
        while (rest := until - time.monotonic()) > 0:
            self._meter.show(f"{rest:.0f} s to prepare; any key begins")
            if self.keys.poll(min(rest, 0.25)):
                break
        self._meter.clear()

    def _listen(self, answering: "Answering") -> VoicecoachError | None:
        """Listen until the answer ends; give what ended it if that was a failure."""
        try:
            with self.microphone.listen(answering.take, answering.hear) as now:
                while not now.seconds and not now.wait(LOOK / 5):
                    pass
                self._event("listening")
                self._follow(answering, now)
                answering.stopped()
        except (DeviceError, OutputError) as error:
            answering.stopped()
            return error
        finally:
            self._meter.clear()
        return None

    def _follow(self, answering: "Answering", now: "Listening") -> None:
        from voicecoach.endpoint import Counting, Stop

        told: set[str] = set()
        while now.failure is None and now.seconds < self.chosen.seconds:
            for fault in now.faults():
                if fault.kind not in told:
                    told.add(fault.kind)
                    self._meter.clear()
                    self.streams.note(f"{fault.problem} {fault.remedy}")
            state = answering.state if self.chosen.auto_stop else None
            if isinstance(state, Stop):
                return
            hint = "" if self.chosen.no_keys else "Enter ends"
            if isinstance(state, Counting):
                go_on = "" if self.chosen.no_keys else ", c goes on"
                hint = f"ends in {state.seconds_left:.0f} s{go_on}"
            self._meter.level(now.seconds, now.level, hint)
            key = self.keys.poll(LOOK)
            if key in STOPS:
                return
            if key == "c":
                answering.go_on()

    def _event(self, line: str) -> None:
        if self.chosen.no_keys:
            self.streams.event(line)
