"""The geometry of a report's timeline, as fractions of its length."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from voicecoach.report.timed import length, tracks
from voicecoach.types import Band, Report

COLUMNS: Final = 500
"""Columns of the outline that is drawn for paper."""

TICKS: Final = (5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)
"""Seconds that may lie between two marks of the time axis ..."""

MOST_TICKS: Final = 8
"""... of which there are at most so many."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something on a lane; ``left`` and ``width`` are percentages of the length."""

    start: float
    end: float
    left: float
    width: float
    text: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """What the timeline draws.

    Attributes
    ----------
    outline : str
        The waveform as the points of an SVG path, 0 to 1000 across, -100 to 100 down.
    pace : str
        The pace curve as SVG points, 0 to 1000 across, 0 (fast) to 100 (slow) down.
    pace_low, pace_high : float
        The words a minute at the bottom and the top of the curve.
    """

    duration: float
    fillers: tuple[Item, ...]
    pauses: tuple[Item, ...]
    structure: tuple[Item, ...]
    ticks: tuple[tuple[float, int], ...]
    outline: str
    pace: str
    pace_low: float
    pace_high: float
    band: Band | None


def timeline(report: Report) -> Timeline | None:
    """Lay out the timeline of a report; None where there is nothing to draw."""
    duration = length(report)
    found = tracks(report)
    if duration <= 0 or not (report.peaks or any(found.values())):
        return None
    lanes = {
        name: tuple(
            Item(
                item.start,
                item.end,
                round(100 * item.start / duration, 3),
                round(100 * (item.end - item.start) / duration, 3),
                item.text,
            )
            for item in items
        )
        for name, items in found.items()
    }
    band = next(
        (m.band for m in report.analysis.metrics if m.name == "speaking_rate"), None
    )
    low, high = _pace_range(report, band)
    return Timeline(
        duration,
        lanes["fillers"],
        lanes["pauses"],
        lanes["structure"],
        ticks(duration),
        outline(report.peaks),
        _pace(report.analysis.pace, duration, low, high),
        low,
        high,
        band,
    )


def ticks(duration: float) -> tuple[tuple[float, int], ...]:
    """Give (percentage, second) of the marks of the axis."""
    step = next((s for s in TICKS if duration / s <= MOST_TICKS), TICKS[-1])
    return tuple(
        (round(100 * at / duration, 3), at) for at in range(0, int(duration) + 1, step)
    )


def outline(peaks: Sequence[float]) -> str:
    """Draw the outline of the sound, scaled to the loudest peak."""
    loudest = max(peaks, default=0.0)
    if loudest <= 0:
        return ""
    count = min(COLUMNS, len(peaks))
    edges = [len(peaks) * column // count for column in range(count + 1)]
    heights = [100 * max(peaks[a:b]) / loudest for a, b in pairwise(edges)]
    xs = [1000 * (column + 0.5) / count for column in range(count)]
    top = [f"{x:.1f},{-height:.0f}" for x, height in zip(xs, heights, strict=True)]
    low = [f"{x:.1f},{height:.0f}" for x, height in zip(xs, heights, strict=True)]
    return "M0,0L" + "L".join([*top, "1000,0", *reversed(low)]) + "Z"


def _pace_range(report: Report, band: Band | None) -> tuple[float, float]:
    """Give the words a minute at the bottom and the top of the curve, with room."""
    values = [pace for _, pace in report.analysis.pace]
    values += (
        [edge for edge in (band.low, band.high) if edge is not None] if band else []
    )
    if not values:
        return 0.0, 0.0
    return 10 * (min(values) // 10 - 1), 10 * (max(values) // 10 + 2)


def _pace(
    points: Sequence[tuple[float, float]], duration: float, low: float, high: float
) -> str:
    return " ".join(
        f"{1000 * at / duration:.1f},{100 * (high - pace) / (high - low):.1f}"
        for at, pace in points
    )
