"""What a trend needs of one take."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from voicecoach.types import Metric, Report, Track

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Measure:
    """One number of one take, with its 95 % interval; None if not measured."""

    name: str
    unit: str
    value: float | None
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a trend needs of one take.

    Attributes
    ----------
    take : str
        Its name among what is kept.
    seconds : float or None
        Length of the answer, from the first word to the last.
    measures : tuple of Measure
        The overall score ("overall"), the parts ("part flow"), the metrics.
    fillers : tuple of (str, int)
        How often each filler was counted.
    missing : tuple of str or None
        STAR parts that were not there; None where no story was told.
    pauses : (int, int) or None
        Pauses within and between clauses.
    """

    take: str
    recorded: datetime
    track: Track | None
    question_id: str | None
    seconds: float | None
    measures: tuple[Measure, ...]
    fillers: tuple[tuple[str, int], ...] = ()
    missing: tuple[str, ...] | None = None
    pauses: tuple[int, int] | None = None


def summarise(report: Report, take: str, recorded: datetime) -> Summary:
    """Take from a report what a trend needs."""
    analysis, score, question = report.analysis, report.score, report.question
    counted = Counter(filler.text.casefold() for filler in analysis.fillers.counted)
    story = analysis.structure.story == "episode"
    return Summary(
        take=take,
        recorded=recorded,
        track=question.track if question else None,
        question_id=question.id if question else None,
        seconds=_length(analysis.metrics),
        measures=(
            Measure("overall", "points", score.overall, score.interval),
            *(
                Measure(f"part {part.name}", "points", part.points, part.interval)
                for part in score.parts
            ),
            *(
                Measure(metric.name, metric.unit, metric.value, metric.interval)
                for metric in analysis.metrics
            ),
        ),
        fillers=tuple(counted.most_common()),
        missing=analysis.structure.missing if story else None,
        pauses=_places(report),
    )


def _length(metrics: Iterable[Metric]) -> float | None:
    lengths = [metric.value for metric in metrics if metric.name == "answer_length"]
    return lengths[0] if lengths else None


def _places(report: Report) -> tuple[int, int] | None:
    pauses = report.analysis.pauses
    if pauses is None:
        return None
    within = sum(pause.place == "within" for pause in pauses)
    return within, len(pauses) - within
