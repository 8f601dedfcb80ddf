"""Judge an analysis: points for each part, with the arithmetic that made them.

Every number comes from thresholds. What cannot be judged gets None and a reason,
never 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from voicecoach.score.parts import (
    answers_another,
    clarity,
    fillers,
    flow,
    pace,
    rubric,
    structure,
)
from voicecoach.score.refuse import Context, refusals
from voicecoach.score.said import said
from voicecoach.score.scaled import Verdict, points
from voicecoach.thresholds import (
    FILLER_SCALE,
    FLOW,
    JARGON_SCALE,
    NOT_JUDGED_IN,
    PACE_SCALE,
    RUBRIC_SOURCE,
    STRUCTURE_SOURCE,
    WEIGHTS,
)
from voicecoach.types import Analysis, Part, Score

__all__ = ["Context", "Evaluation", "answers_another", "evaluate", "points"]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The score, and what was not scored and why."""

    score: Score
    refusals: tuple[str, ...]


def evaluate(analysis: Analysis, context: Context) -> Evaluation:
    """Score an analysis, or say why it cannot be scored."""
    left = said(context.transcript, analysis)
    reasons = tuple(refusals(context, left))
    if reasons:
        reason = "Not scored: " + reasons[0]
        parts = tuple(_part(name, Verdict(None, None, reason)) for name in WEIGHTS)
        return Evaluation(Score(None, None, parts), reasons)
    verdicts = {
        "flow": flow(analysis, left),
        "pace": pace(analysis, left),
        "fillers": fillers(analysis),
        "structure": structure(analysis, context.question, context.transcript),
        "clarity": clarity(analysis, left),
        "rubric": rubric(analysis),
    }
    for mode in context.modes:
        for name in NOT_JUDGED_IN[mode]:
            verdicts[name] = Verdict(None, None, f"Not judged: you chose {mode}.")
    parts = tuple(_part(name, verdicts[name]) for name in WEIGHTS)
    unjudged = [p for p in parts if p.points is None]
    return Evaluation(
        _overall(parts), tuple(f"{p.name.capitalize()}: {p.why}" for p in unjudged)
    )


def _part(name: str, verdict: Verdict) -> Part:
    sources = {
        "flow": FLOW[0].source,
        "pace": PACE_SCALE.source,
        "fillers": FILLER_SCALE.source,
        "structure": STRUCTURE_SOURCE,
        "clarity": JARGON_SCALE.source,
        "rubric": RUBRIC_SOURCE,
    }
    return Part(
        name=name,
        points=_round(verdict.points),
        interval=verdict.interval
        and (round(verdict.interval[0], 1), round(verdict.interval[1], 1)),
        weight=WEIGHTS[name],
        why=verdict.why,
        source=sources[name],
    )


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _overall(parts: Sequence[Part]) -> Score:
    """Weighted mean of the parts that have points, their weights scaled to 1."""
    judged = [
        (part.weight, part.points, part.interval)
        for part in parts
        if part.points is not None and part.interval is not None
    ]
    if not judged:
        return Score(None, None, tuple(parts))
    total = sum(weight for weight, _, _ in judged)
    overall = sum(weight * mark for weight, mark, _ in judged) / total
    # The parts share their causes, so their errors are taken to go the same way.
    low = sum(weight * ends[0] for weight, _, ends in judged) / total
    high = sum(weight * ends[1] for weight, _, ends in judged) / total
    return Score(round(overall, 1), (round(low, 1), round(high, 1)), tuple(parts))
