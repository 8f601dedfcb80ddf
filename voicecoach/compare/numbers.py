"""What changed in the score, its parts and the metrics."""

from collections.abc import Iterator
from typing import Final

from voicecoach.compare.noise import chance_of, difference
from voicecoach.compare.values import Change, Interval
from voicecoach.thresholds import BANDS, PROGRESS
from voicecoach.types import Band, Metric, Part, Report

POINTS: Final = Band(100.0, None, "More points are better.")
"""The band of a score: only its upper end is good enough."""

_WHOLE: Final = 0.05  # how far a count that is worked out may lie from a whole number


def points(
    name: str,
    old: tuple[float | None, Interval | None],
    new: tuple[float | None, Interval | None],
) -> Change:
    """Compare two scores, each with its interval."""
    return _by_intervals(
        Metric(name, old[0], "points", old[1], POINTS),
        Metric(name, new[0], "points", new[1], POINTS),
    )


def parts(old: tuple[Part, ...], new: tuple[Part, ...]) -> Iterator[Change]:
    """Compare the parts that both scores have."""
    later = {part.name: part for part in new}
    for part in old:
        if other := later.get(part.name):
            yield points(
                part.name, (part.points, part.interval), (other.points, other.interval)
            )


def metrics(before: Report, after: Report) -> Iterator[Change]:
    """Compare the metrics that both reports have: rates by their counts."""
    later = {metric.name: metric for metric in after.analysis.metrics}
    for old in before.analysis.metrics:
        new = later.get(old.name)
        if new is None:
            continue
        first, second = _count(old, before), _count(new, after)
        if first is None or second is None:
            yield _by_intervals(old, new)
        else:
            yield _by_counts(old, first, new, second)


def _count(metric: Metric, report: Report) -> tuple[int, float] | None:
    """Work out how many events a rate stands for, and in how many seconds.

    None where it is no rate a minute, or no whole number of events gives it.
    """
    words = report.transcript.words
    if metric.unit != "/min" or metric.value is None or not words:
        return None
    start, end = words[0].start, words[-1].end
    if start is None or end is None or end <= start:
        return None
    events = metric.value * (end - start) / 60
    return (
        (round(events), end - start) if abs(events - round(events)) < _WHOLE else None
    )


def _by_counts(
    old: Metric, first: tuple[int, float], new: Metric, second: tuple[int, float]
) -> Change:
    chance = chance_of(*first, *second)
    beyond = chance < PROGRESS.chance
    return Change(
        old.name,
        old.unit,
        old.value,
        new.value,
        change=(new.value or 0.0) - (old.value or 0.0),
        chance=chance,
        beyond_noise=beyond,
        better=_better(old, new) if beyond else None,
        method="counts",
    )


def _by_intervals(old: Metric, new: Metric) -> Change:
    if old.value is None or new.value is None:
        return Change(old.name, old.unit, old.value, new.value)
    change = new.value - old.value
    if old.interval is None or new.interval is None:
        return Change(old.name, old.unit, old.value, new.value, change)
    _, (low, high) = difference(old.value, old.interval, new.value, new.interval)
    beyond = low > 0 or high < 0
    return Change(
        old.name,
        old.unit,
        old.value,
        new.value,
        change=change,
        interval=(low, high),
        beyond_noise=beyond,
        better=_better(old, new) if beyond else None,
        method="intervals",
    )


def _better(old: Metric, new: Metric) -> bool | None:
    """Tell whether a value came nearer to the comfortable band."""
    band = new.band or old.band or BANDS.get(new.name)
    if band is None or old.value is None or new.value is None:
        return None
    was, now = band.outside(old.value), band.outside(new.value)
    return None if was == now else now < was
