"""What to ask next: questions of a track, and a follow-up where an answer was thin."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from voicecoach import questions
from voicecoach.errors import UsageError
from voicecoach.question_file import BankQuestion, Level
from voicecoach.rubrics import RUBRICS
from voicecoach.store import Take
from voicecoach.types import Question, Report, Track

GENERIC: Final[Mapping[str, str]] = {
    "result": "What changed because of it, in numbers?",
    "action": "What did you do yourself, step by step?",
    "task": "What exactly was your job in it?",
    "situation": "Where was that, and what was going on?",
}
"""What is asked after a missing part of a story where the bank has nothing better."""


def follow_up(question: Question, report: Report) -> Question | None:
    """Find what to ask next, about what was missing; None where nothing was.

    The bank's own questions first, in their order; else, where a story was asked for,
    the part that is missing.
    """
    if report.score.overall is None:
        return None
    missing = set(_missing(report))
    if isinstance(question, BankQuestion):
        for step in question.follow_ups:
            if step.when in missing:
                return _after(question, step.ask)
    for part, ask in GENERIC.items():
        if part in missing and question.track in ("impact", "team"):
            return _after(question, ask)
    return None


def choose(
    track: Track | None,
    answered: Mapping[str, int],
    count: int,
    lot: str,
    level: Level | None = None,
) -> tuple[BankQuestion, ...]:
    """Choose questions of a track and a level, those answered least often first.

    Among those the lot decides; the same lot (the date, say) decides in the same way.

    Raises
    ------
    UsageError
        The bank has none of that kind.
    """
    fitting = [
        question
        for question in questions.bank()
        if track in (None, question.track) and level in (None, question.level)
    ]
    if not fitting:
        kind = f"the track {track}" + (f" and the level {level}" if level else "")
        raise UsageError(
            f"The bank has no question of {kind}.",
            "See: voicecoach questions list",
        )
    drawn = sorted(fitting, key=lambda question: _drawn(lot, question))
    drawn.sort(key=lambda question: answered.get(question.id or "", 0))
    return tuple(drawn[:count])


def one_after_the_other(
    track: Track | None,
    counted: Callable[[], Mapping[str, int]],
    lot: str,
    *,
    level: Level | None = None,
    but: str | None = None,
) -> Iterator[BankQuestion]:
    """Give questions as `choose` does, without an end.

    Parameters
    ----------
    counted : callable
        How often each question was answered; asked again when all have had a turn.
    but : str, optional
        The id of one that is left out: it was asked first.

    Raises
    ------
    UsageError
        The bank has none of that kind.
    """
    while True:
        for question in choose(track, counted(), 1000, lot, level):
            if but is None or question.id != but:
                yield question


def counts(takes: Iterable[Take]) -> Mapping[str, int]:
    """Count how often each question of the bank was answered."""
    return Counter(take.question_id for take in takes if take.question_id is not None)


def _drawn(lot: str, question: BankQuestion) -> str:
    return hashlib.sha256(f"{lot} {question.id}".encode()).hexdigest()


def _missing(report: Report) -> Iterator[str]:
    """Name what an answer lacks, as the follow-ups of the bank do."""
    structure = report.analysis.structure
    yield from structure.missing
    if structure.result_present and not structure.result_quantified:
        yield "number"
    if report.analysis.jargon.unexplained:
        yield "terms"
    track = report.question.track if report.question else None
    keys = {name: key for key, name in RUBRICS[track].items()} if track else {}
    for item in report.analysis.rubric:
        if item.met is False:
            yield keys.get(item.name, item.name)


def _after(question: Question, ask: str) -> Question:
    return Question(ask, None, question.track, question.audience, question.seconds)
