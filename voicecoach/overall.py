"""What repeats over the answers of one interview."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from voicecoach.analyse.rates import per_minute
from voicecoach.exchange import Habit, Lack, Overall
from voicecoach.types import Evidence, FillerKind, Metric, Report

MOST_HABITS: Final = 8
"""Fillers that are named, most used first."""

STORY: Final = ("situation", "task", "action", "result")

RATES: Final[tuple[tuple[str, FillerKind], ...]] = (
    ("filler_sounds", "sound"),
    ("filler_markers", "marker"),
)


def overall(reports: Sequence[Report]) -> Overall:
    """Look over the reports on the answers of one interview.

    Counts are added up and not averaged: a long answer says more than a short one.
    """
    scores = [r.score.overall for r in reports if r.score.overall is not None]
    speaking = _speaking(reports)
    return Overall(
        answers=len(reports),
        scored=len(scores),
        score=_mean(scores),
        speaking=speaking,
        rates=tuple(_rate(reports, name, kind, speaking) for name, kind in RATES),
        fillers=_habits(reports),
        missing=tuple(_lacks(reports)),
        parts=tuple(_parts(reports)),
    )


def _mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 4) if values else None


def _speaking(reports: Sequence[Report]) -> float | None:
    """Seconds from the first to the last word of each answer, added up."""
    total = 0.0
    for report in reports:
        words = report.transcript.words
        if not words:
            continue
        start, end = words[0].start, words[-1].end
        if start is None or end is None:
            return None
        total += end - start
    return round(total, 3) or None


def _rate(
    reports: Sequence[Report], name: str, kind: FillerKind, speaking: float | None
) -> Metric:
    found = [
        Evidence(filler.start, filler.end, filler.text)
        for report in reports
        for filler in report.analysis.fillers.counted
        if filler.kind == kind
    ]
    if speaking is None:
        return Metric(name, None, "/min", evidence=tuple(found))
    value, interval = per_minute(len(found), speaking)
    return Metric(name, value, "/min", interval, evidence=tuple(found))


def _habits(reports: Sequence[Report]) -> tuple[Habit, ...]:
    uses: Counter[tuple[str, FillerKind]] = Counter()
    answers: Counter[tuple[str, FillerKind]] = Counter()
    for report in reports:
        own = Counter(
            (filler.text.strip(" ,.?!").lower(), filler.kind)
            for filler in report.analysis.fillers.counted
        )
        uses.update(own)
        answers.update(own.keys())
    again = [item for item in uses.most_common() if item[1] > 1]
    return tuple(
        Habit(text, kind, count, answers[text, kind])
        for (text, kind), count in again[:MOST_HABITS]
    )


def _lacks(reports: Sequence[Report]) -> Iterator[Lack]:
    """Count the parts that are missing where a story was told and judged."""
    told = [
        report.analysis.structure
        for report in reports
        if report.analysis.structure.story is not None and not report.refusals
    ]
    lacks = [
        Lack(part, sum(part in story.missing for story in told), len(told))
        for part in STORY
    ]
    yield from sorted(
        (lack for lack in lacks if lack.missing), key=lambda k: -k.missing
    )


def _parts(reports: Sequence[Report]) -> Iterator[tuple[str, float]]:
    points: dict[str, list[float]] = {}
    for report in reports:
        for part in report.score.parts:
            if part.points is not None:
                points.setdefault(part.name, []).append(part.points)
    for name, own in points.items():
        yield name, round(sum(own) / len(own), 4)
