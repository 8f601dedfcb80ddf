"""A straight line through the takes, and how sure it is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean
from typing import Final

from voicecoach.thresholds import BANDS, PROGRESS
from voicecoach.types import Band

Interval = tuple[float, float]

_NORMAL: Final = 1.959964  # half-width of a 95 % interval, in standard errors
_POINTS: Final = Band(100.0, None, "More points are better.")
_TINY: Final = 1e-9  # a line through equal values has a slope of rounding errors


@dataclass(frozen=True, slots=True)
class Point:
    """One take in a series."""

    take: str
    recorded: datetime
    value: float
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Line:
    """Where a series goes.

    Attributes
    ----------
    first, last : float
        The line at the first take and at the last.
    change : float
        Last less first.
    interval : (float, float)
        95 % interval of the change.
    better : bool or None
        Whether a change beyond noise leads to the comfortable band; None where nothing
        says which way is better, or both ends lie inside.
    """

    first: float
    last: float
    change: float
    interval: Interval
    beyond_noise: bool
    better: bool | None


def line(
    name: str, points: Sequence[Point], seconds: Sequence[float | None]
) -> Line | None:
    """Lay a straight line through the takes of one measure.

    Parameters
    ----------
    seconds : sequence of float or None, one for each point
        Lengths of the answers, which weigh them; all weigh the same where one is None.

    Returns
    -------
    Line or None
        None with too few takes.
    """
    if len(points) < PROGRESS.fewest:
        return None
    weights = [1.0 if not all(seconds) else (length or 1.0) for length in seconds]
    total = sum(weights)
    values = [point.value for point in points]
    places = range(len(points))
    middle = sum(w * x for w, x in zip(weights, places, strict=True)) / total
    mean = sum(w * y for w, y in zip(weights, values, strict=True)) / total
    spread = sum(w * (x - middle) ** 2 for w, x in zip(weights, places, strict=True))
    slope = (
        sum(
            w * (x - middle) * (y - mean)
            for w, x, y in zip(weights, places, values, strict=True)
        )
        / spread
    )
    noise = max(
        sum(
            w * (y - mean - slope * (x - middle)) ** 2
            for w, x, y in zip(weights, places, values, strict=True)
        )
        / (len(points) - 2),
        _own_noise(points, weights),
    )
    steps = len(points) - 1
    half = student(len(points) - 2) * math.sqrt(noise / spread) * steps
    change = slope * steps
    if abs(change) < _TINY * (1 + abs(mean)):
        slope = change = 0.0
    first, beyond = mean - slope * middle, abs(change) > half
    better = _leads(name, first, first + change) if beyond else None
    ends = (change - half, change + half)
    return Line(first, first + change, change, ends, beyond, better)


def _own_noise(points: Sequence[Point], weights: Sequence[float]) -> float:
    """Weighted variance that the intervals of the single takes speak of."""
    known = [
        weight * ((point.interval[1] - point.interval[0]) / (2 * _NORMAL)) ** 2
        for point, weight in zip(points, weights, strict=True)
        if point.interval is not None
    ]
    return fmean(known) if known else 0.0


def _leads(name: str, first: float, last: float) -> bool | None:
    """Tell whether a line leads nearer to the comfortable band."""
    points = name == "overall" or name.startswith("part ")
    band = _POINTS if points else BANDS.get(name)
    if band is None:
        return None
    was, now = band.outside(first), band.outside(last)
    return None if was == now else now < was


def student(freedom: int) -> float:
    """Give the 97.5 % point of Student's t (Abramowitz & Stegun 26.7.3, 26.7.4).

    Examples
    --------
    >>> [round(student(n), 3) for n in (1, 4, 10, 30)]
    [12.706, 2.776, 2.228, 2.042]
    """
    low, high = 0.0, 1000.0
    for _ in range(80):
        half = (low + high) / 2
        low, high = (half, high) if _inside(half, freedom) < 0.95 else (low, half)
    return high


def _inside(t: float, freedom: int) -> float:
    """Probability that Student's t lies between -t and t."""
    angle = math.atan2(t, math.sqrt(freedom))
    square = math.cos(angle) ** 2
    odd = freedom % 2
    term = math.cos(angle) if odd else 1.0
    total = term if freedom > 1 or not odd else 0.0
    for step in range(3 if odd else 2, freedom - 1, 2):
        term *= square * (step - 1) / step
        total += term
    if odd:
        return 2 / math.pi * (angle + math.sin(angle) * total)
    return math.sin(angle) * total
