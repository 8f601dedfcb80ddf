"""Hold one answer against another: what changed, and what is only noise.

A count in a short answer is unsure, so two answers of one speaker differ by chance.
A rate of events a minute is compared by the exact conditional test of two Poisson
counts (Przyborowski & Wilenski, Biometrika 31, 1940; both tails, the smaller one
doubled). What has an interval of another kind is compared by the interval of the
difference that the two intervals give (Zou & Donner, Statistics in Medicine 27, 2008).
What has none is shown and not judged. Each comparison stands for itself: of twenty,
one is beyond noise by chance alone.

The noise is that of counting and of reading one answer. That a day is better than
another is a real difference to it; only many takes tell of more (``trends.py``).
"""

from collections.abc import Iterator

from voicecoach.compare.noise import chance_of, difference
from voicecoach.compare.numbers import metrics, parts, points
from voicecoach.compare.steps import steps
from voicecoach.compare.values import Change, Comparison, Step
from voicecoach.types import Report

__all__ = ["Change", "Comparison", "Step", "chance_of", "compare", "difference"]


def compare(before: Report, after: Report) -> Comparison:
    """Compare two reports, the earlier one first.

    ``compare(b, a)`` is the same with every sign turned, and a report differs from
    itself in nothing.
    """
    same_question, same_audience = _same_question(before, after), None
    if before.question and after.question:
        same_audience = before.question.audience == after.question.audience
    old, new = before.score, after.score
    return Comparison(
        overall=points(
            "overall", (old.overall, old.interval), (new.overall, new.interval)
        ),
        parts=tuple(parts(old.parts, new.parts)),
        metrics=tuple(metrics(before, after)),
        fixed=tuple(steps(before, after)),
        lost=tuple(steps(after, before)),
        same_question=same_question,
        same_audience=same_audience,
        remarks=tuple(_remarks(before, after, same_question, same_audience)),
    )


def _same_question(before: Report, after: Report) -> bool | None:
    old, new = before.question, after.question
    if old is None or new is None:
        return None
    if old.id and new.id:
        return old.id == new.id
    return old.text.split() == new.text.split()


def _remarks(
    before: Report, after: Report, question: bool | None, audience: bool | None
) -> Iterator[str]:
    """Say what makes two reports less comparable."""
    if question is False:
        yield "These are answers to two questions: a part may ask for other things."
    if audience is False:
        yield "They were spoken to two kinds of listener: other words are jargon."
    old, new = before.transcript, after.transcript
    if (old.engine, old.model) != (new.engine, new.model):
        yield "Two ways of writing down the words were used, which differ in fillers."
    if before.version != after.version:
        yield "They were measured by two versions of voicecoach."
