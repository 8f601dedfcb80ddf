"""Points read off a scale, with their interval and the arithmetic in words."""

from dataclasses import dataclass

import numpy as np

from voicecoach.thresholds import Scale
from voicecoach.types import Metric

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Points with their interval and arithmetic, or None and the reason."""

    points: float | None
    interval: Interval | None
    why: str


def points(scale: Scale, value: float) -> float:
    """Read the points of a value off a scale, 0 to 100.

    Examples
    --------
    >>> from voicecoach.thresholds import FILLER_SCALE
    >>> points(FILLER_SCALE, 4.0), points(FILLER_SCALE, 12.0), points(FILLER_SCALE, 99)
    (100.0, 50.0, 0.0)
    """
    values, marks = zip(*scale.anchors, strict=True)
    return float(np.interp(value, values, marks))


def scaled(scale: Scale, metric: Metric) -> Verdict:
    """Read the points of one metric off its scale."""
    if metric.value is None:
        return Verdict(None, None, f"{metric.name} was not measured.")
    mark = points(scale, metric.value)
    return Verdict(
        mark,
        _ends(scale, metric),
        f"{metric.name} {_amount(metric.value, metric.unit)} gives {mark:.0f} points "
        f"({anchors(scale)}).",
    )


def _amount(value: float, unit: str) -> str:
    """Write a value with its unit; a ratio has none, and smaller steps."""
    return f"{value:.2f}" if unit == "ratio" else f"{value:.1f} {unit}"


def _ends(scale: Scale, metric: Metric) -> Interval:
    """Lowest and highest points over the metric's interval."""
    low, high = metric.interval or (metric.value or 0.0, metric.value or 0.0)
    inside = [value for value, _ in scale.anchors if low < value < high]
    marks = [points(scale, value) for value in (low, high, *inside)]
    return min(marks), max(marks)


def anchors(scale: Scale) -> str:
    """Write out a scale."""
    return ", ".join(f"{marks:g} at {value:g}" for value, marks in scale.anchors)
