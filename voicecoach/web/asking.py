"""What is asked in the browser: questions one after the other, or those of a plan."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeAlias

from voicecoach import next_question, plans, questions
from voicecoach.question_file import Level
from voicecoach.store import Store
from voicecoach.types import Audience, Question, Track

Kind: TypeAlias = Literal["rehearsal", "interview"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to rehearse; None is as the settings or the plan have it.

    ``prepare`` is how many seconds there are to think before an answer.
    """

    kind: Kind = "rehearsal"
    question_id: str | None = None
    question: str | None = None
    track: Track | None = None
    level: Level | None = None
    plan: str | None = None
    audience: Audience | None = None
    prepare: int = 0
    private: bool = False
    muted: bool | None = None
    auto_stop: bool | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that is asked; ``number`` counts them, another take is the same one.

    ``question`` is None where a recording that was left behind does not say; then only
    another one can follow. ``following`` says that it is a follow-up.
    """

    number: int
    question: Question | None
    follow_up_of: str | None = None
    following: bool = False


def one_by_one(wanted: Wanted, audience: Audience, store: Store) -> Iterator[Question]:
    """Give the question that was chosen, then others of its kind without an end.

    Raises
    ------
    UsageError
        There is no such question, or none of that kind.
    """
    first: Question | None = None
    if wanted.question_id:
        first = questions.find(wanted.question_id)
    elif wanted.question:
        first = questions.from_text(wanted.question, audience)
    if first is not None:
        yield replace(first, audience=audience)
    track = wanted.track or (first.track if first else None)
    coming = next_question.one_after_the_other(
        track,
        lambda: next_question.counts(store.takes()),
        date.today().isoformat(),
        level=wanted.level,
        but=first.id if first else None,
    )
    for question in coming:
        yield replace(question, audience=audience)


def of_plan(plan: plans.Plan, audience: Audience) -> tuple[Question, ...]:
    """Draw the questions of a plan, for a listener; the same ones all day."""
    drawn = plans.draw(plan, date.today().toordinal())
    return tuple(replace(question, audience=audience) for question in drawn)
