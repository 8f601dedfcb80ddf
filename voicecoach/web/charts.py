"""Where the parts of a chart lie: drawn by the server, so that no script is needed.

Across, places are per cent of the width, so that a chart fits every window; down, they
are pixels.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, TypeAlias

from voicecoach.report.verdicts import number
from voicecoach.thresholds import BANDS
from voicecoach.trends import Line, Point, Series

MOST: Final = 60
"""Takes of one chart: of more, the last are drawn."""

EDGE: Final = 4.0
"""Per cent left free at both sides, so that no dot is cut."""

ROOM: Final = 0.12
"""Free height above and below, as a share of what is drawn."""

LEAST: Final = 1e-6
"""A scale of nothing is still a scale."""

Top: TypeAlias = Callable[[float], float]
"""Gives the place of a value, in pixels from the top."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One take: its place, the ends of its interval, and what it stands for."""

    left: float
    top: float
    ends: tuple[float, float] | None
    point: Point


@dataclass(frozen=True, slots=True)
class Chart:
    """One series as places.

    Attributes
    ----------
    band : (float, float) or None
        Top and height of the comfortable band.
    usual : float
        Where the speaker's own median lies.
    course : ((float, float), (float, float)) or None
        The straight line, where it is beyond noise: left and top of both ends.
    sittings : tuple of (float, float)
        Left end and width of each session that has several takes.
    scale : tuple of (float, str)
        The ends of the scale, and what they are.
    left_out : int
        Earlier takes that are not drawn.
    """

    series: Series
    height: float
    dots: tuple[Dot, ...]
    band: tuple[float, float] | None
    usual: float
    course: tuple[tuple[float, float], tuple[float, float]] | None
    sittings: tuple[tuple[float, float], ...]
    scale: tuple[tuple[float, str], ...]
    left_out: int

    @property
    def scored(self) -> bool:
        """Whether it is one of points."""
        return self.series.unit == "points"


def chart(series: Series, height: float) -> Chart:
    """Lay a series out in a height of so many pixels."""
    points = series.points[-MOST:]
    low, high = _scale(series, points)

    def top(value: float) -> float:
        inside = min(max(value, low), high)
        return round(height * (high - inside) / (high - low), 1)

    dots = tuple(
        Dot(_left(index, len(points)), top(point.value), _ends(point, top), point)
        for index, point in enumerate(points)
    )
    left_out = len(series.points) - len(points)
    return Chart(
        series=series,
        height=height,
        dots=dots,
        band=_band(series, top),
        usual=top(series.usual),
        course=_course(series.line, dots, left_out, top),
        sittings=tuple(_sittings(dots)),
        scale=((top(high), number(high)), (top(low), number(low))),
        left_out=left_out,
    )


def _scale(series: Series, points: Sequence[Point]) -> tuple[float, float]:
    """Choose the ends of the scale: points have theirs, others fit what there is."""
    if series.unit == "points":
        return 0.0, 100.0
    known = [end for point in points for end in (point.interval or (point.value,))]
    known += [point.value for point in points]
    band = BANDS.get(series.name)
    if band is not None:
        known += [end for end in (band.low, band.high) if end is not None]
    low, high = min(known), max(known)
    room = max(ROOM * (high - low), LEAST * (1 + abs(high)))
    return (max(0.0, low - room) if low >= 0 else low - room), high + room


def _left(index: int, count: int) -> float:
    if count == 1:
        return 50.0
    return round(EDGE + index * (100 - 2 * EDGE) / (count - 1), 2)


def _ends(point: Point, top: Top) -> tuple[float, float] | None:
    if point.interval is None:
        return None
    low, high = point.interval
    return top(high), top(low)


def _band(series: Series, top: Top) -> tuple[float, float] | None:
    band = BANDS.get(series.name)
    if band is None:
        return None
    upper = 0.0 if band.high is None else top(band.high)
    lower = top(-math.inf if band.low is None else band.low)
    return upper, round(lower - upper, 1)


def _course(
    line: Line | None, dots: Sequence[Dot], left_out: int, top: Top
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Draw no direction where there is none: noise has no line."""
    if line is None or not line.beyond_noise:
        return None
    steps = len(dots) + left_out - 1
    first = line.first + line.change * left_out / steps
    return (dots[0].left, top(first)), (dots[-1].left, top(line.last))


def _sittings(dots: Sequence[Dot]) -> Iterator[tuple[float, float]]:
    for _, several in groupby(dots, key=lambda dot: dot.point.take.partition(".")[0]):
        own = list(several)
        if len(own) > 1:
            yield own[0].left, round(own[-1].left - own[0].left, 2)
