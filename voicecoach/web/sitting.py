"""One rehearsal in the browser: what is asked, the answers to it, and what follows."""

import secrets
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from voicecoach import next_question, rehearsal
from voicecoach.rehearsal import Answered, Answering, Rehearsal, sitting
from voicecoach.session import Coach
from voicecoach.takes import Left
from voicecoach.types import Question
from voicecoach.web.answer import Answer
from voicecoach.web.asking import Asked, Wanted
from voicecoach.web.faults import RefusedError
from voicecoach.web.limits import Spoken

Wish: TypeAlias = Literal["next", "follow-up", "again"]

PATIENCE: Final = 120.0
"""Seconds to wait for a report at the end of a rehearsal."""

HEARD_AGAIN: Final = 3
"""Answers whose sound is in memory: 12 MB each for three minutes."""


@dataclass(frozen=True, slots=True)
class Coming:
    """The questions that are still to come, and how many are asked at most."""

    questions: Iterator[Question]
    most: int | None = None


class Sitting:
    """One rehearsal or interview; lasts until it is ended or the studio closes.

    Attributes
    ----------
    id : str
        How the browser calls it.
    asked : Asked
        What is asked now.
    answers : list of Answer
        In the order in which they were spoken.
    over : bool
        Whether nothing else is asked.
    muted, auto_stop : bool
        Whether the question is only shown, and whether an answer ends by itself.
    """

    def __init__(
        self,
        wanted: Wanted,
        coach: Coach,
        coming: Coming,
        limits: Spoken,
        *,
        muted: bool = False,
        auto_stop: bool = False,
    ) -> None:
        self.id = secrets.token_hex(8)
        self.wanted = wanted
        self.limits = limits
        self.muted = muted
        self.auto_stop = auto_stop
        self.most = coming.most
        self.answers: list[Answer] = []
        self.over = False
        self._coach = coach
        self._coming = coming.questions
        self._room: Rehearsal | None = None
        self._stack = ExitStack()
        self._lock = threading.RLock()
        self._again: Answer | None = None
        self.loading: Future[None] | None = None
        self.asked = Asked(1, None)

    def first(self) -> None:
        """Ask the first question.

        Raises
        ------
        UsageError
            There is none of that kind.
        """
        self.asked = Asked(1, next(self._coming))

    @property
    def session(self) -> str | None:
        """Its name in the store; None while nothing is kept of it."""
        return self._room.session if self._room else None

    @property
    def tells(self) -> bool:
        """Whether it says what an answer was like: an interview does at its end."""
        return self.wanted.kind == "rehearsal" or self.over

    @property
    def busy(self) -> bool:
        """Whether an answer comes in or is being reported on."""
        return any(
            answer.state in ("listening", "reporting") for answer in self.answers
        )

    @property
    def answered(self) -> bool:
        """Whether there is an answer to what is asked now."""
        last = self.answers[-1] if self.answers else None
        return last is not None and last.asked is self.asked and not last.left

    def find(self, number: int) -> Answer:
        """Find an answer by its number.

        Raises
        ------
        RefusedError
            There is none.
        """
        with self._lock:
            if not 1 <= number <= len(self.answers):
                raise RefusedError(404, "There is no such answer.", "Begin one.")
            return self.answers[number - 1]

    def begin(self, rate: int) -> Answer:
        """Begin an answer to what is asked, whose sound has so many samples a second.

        One that was not ended is left, and is found again.

        Raises
        ------
        RefusedError
            Nothing is asked any more.
        ModelError, OutputError, StoreError
            The models are not there; nothing can be written or kept.
        """
        with self._lock:
            question = self.asked.question
            if self.over or question is None:
                raise RefusedError(409, "Nothing is asked now.", "Ask for a question.")
            if self.loading is not None and self.loading.done():
                self.loading.result()
            self._let_go()
            answering = self._opened().begin(question, rate)
            answer = Answer(
                len(self.answers) + 1, self.asked, self.limits, answering, self._again
            )
            self.answers.append(answer)
            return answer

    def finish(self, answer: Answer, answering: Answering) -> Answered:
        """Report on an answer that has ended, and keep it."""
        room = self._room  # it was opened for the answer; the lock may wait for us
        if room is None:
            raise RefusedError(409, "Nothing was begun.", "Begin an answer.")
        return room.end(answering, answer.asked.follow_up_of)

    def take_up(self, left: Left, executor: Executor) -> Answer:
        """Report on a recording that was left behind, as the first answer."""
        with self._lock:
            self.asked = Asked(1, rehearsal.asked(left.about))
            answer = Answer(1, self.asked, self.limits)
            answer.made_of(executor.submit(self._opened().take_up, left))
            self.answers.append(answer)
            return answer

    def further(self) -> Question | None:
        """Find the follow-up that could be asked now; None where nothing is missing."""
        last = self.answers[-1] if self.answers else None
        answered = last.answered if last else None
        question = self.asked.question
        if answered is None or question is None or self.asked.following:
            return None
        return next_question.follow_up(question, answered.report)

    def ask(self, wish: Wish) -> None:
        """Go on: to the next question, to a follow-up, or to the same once more.

        Raises
        ------
        RefusedError
            An answer is not done yet, or there is nothing of that kind.
        """
        with self._lock:
            if self.over or self.busy:
                raise RefusedError(
                    409,
                    "It is over." if self.over else "The answer is not done yet.",
                    "Begin another one." if self.over else "End it first.",
                )
            if wish == "again":
                self._same_again()
            elif self.wanted.kind == "interview":
                self._go_through()
            else:
                self._go_on(self._wished() if wish == "follow-up" else None)

    def end(self) -> None:
        """End it; an answer that comes in is left, a report is waited for."""
        with self._lock:
            self._let_go()
            for answer in self.answers:
                answer.wait(PATIENCE)
            self.over = True
            self._stack.close()
            if self.wanted.kind == "rehearsal":
                self._forget(self.answers)

    def close(self) -> None:
        """Let everything go at once: the studio ends."""
        with self._lock:
            self._let_go()
            self.over = True
            if not self.busy:
                self._stack.close()

    def _same_again(self) -> None:
        if self.asked.question is None:
            raise RefusedError(409, "The question is not known.", "Ask for the next.")
        last = self.answers[-1] if self.answers else None
        if self.wanted.kind == "rehearsal" and last and last.answered:
            self._again = last
        self.asked = replace(self.asked)  # the same, and not answered yet

    def _wished(self) -> Question:
        further = self.further()
        if further is None:
            raise RefusedError(409, "There is nothing to follow up.", "Go on.")
        return further

    def _go_through(self) -> None:
        """Ask what is next in an interview: a follow-up takes a question's place."""
        if self.most is not None and self.asked.number >= self.most:
            self.end()
            return
        self._go_on(self.further())

    def _go_on(self, further: Question | None) -> None:
        self._again = None
        if self.wanted.kind == "rehearsal":
            self._forget(self.answers[:-HEARD_AGAIN])
        last = self.answers[-1].answered if self.answers else None
        question = further or next(self._coming, None)
        if question is None:
            self.end()
            return
        before = last.kept if further is not None and last is not None else None
        self.asked = Asked(self.asked.number + 1, question, before, further is not None)

    def _opened(self) -> Rehearsal:
        """Open what is kept, with the first answer: without one nothing is left."""
        with self._lock:
            if self._room is None:
                wanted = self.wanted
                room = sitting(
                    self._coach, wanted.kind, plan=wanted.plan, private=wanted.private
                )
                self._room = self._stack.enter_context(room)
            return self._room

    @staticmethod
    def _forget(answers: Sequence[Answer]) -> None:
        for answer in answers:
            answer.forget_sound()

    def _let_go(self) -> None:
        for answer in self.answers:
            answer.let_go()
