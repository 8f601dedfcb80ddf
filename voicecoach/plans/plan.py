"""A plan of an interview, and the questions that it comes to."""

import hashlib
from dataclasses import dataclass, replace

from voicecoach import questions
from voicecoach.errors import InputError
from voicecoach.question_file import BankQuestion, Level
from voicecoach.types import Audience, Track


@dataclass(frozen=True, slots=True)
class Step:
    """One question of a plan: a certain one, or any of a track and a level."""

    question: str | None = None
    track: Track | None = None
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Which questions are asked, in their order, and who listens."""

    name: str
    text: str
    audience: Audience
    steps: tuple[Step, ...]


def draw(plan: Plan, seed: int = 0) -> tuple[BankQuestion, ...]:
    """Choose the questions of a plan from the bank, none of them twice.

    The same seed gives the same questions, as long as the bank is the same; a question
    that is added to the bank moves at most the steps that it is drawn for. Of the
    questions that fit a step, those for the plan's listener come first.

    Raises
    ------
    InputError
        The bank has not got a question, or not enough of a kind.
    """
    bank = questions.bank()
    named = {step.question for step in plan.steps}
    left = {question.id: question for question in bank if question.id not in named}
    by_id = {question.id: question for question in bank}
    drawn: list[BankQuestion] = []
    for number, step in enumerate(plan.steps, 1):
        fitting = (
            [by_id[step.question]] if step.question in by_id else _fitting(step, left)
        )
        if not fitting:
            raise InputError(
                f"The plan {plan.name!r}, step {number}: the bank has no such question "
                "left.",
                "Change that step; 'voicecoach questions list' shows the bank.",
            )
        chosen = min(
            fitting,
            key=lambda item: (item.audience != plan.audience, _lot(seed, item)),
        )
        left.pop(chosen.id, None)
        drawn.append(replace(chosen, audience=plan.audience))
    return tuple(drawn)


def _fitting(step: Step, left: dict[str | None, BankQuestion]) -> list[BankQuestion]:
    return [
        question
        for question in left.values()
        if step.question is None
        and (question.track, question.level) == (step.track, step.level)
    ]


def _lot(seed: int, question: BankQuestion) -> str:
    """Draw a lot for a question, the same on every computer."""
    return hashlib.sha256(f"{seed} {question.id}".encode()).hexdigest()
