"""A measurement, its band, and the moments that it was measured from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """A moment that a measurement can point at and play back.

    ``start`` and ``end`` are None only where the transcript has no times.
    """

    start: float | None
    end: float | None
    note: str


@dataclass(frozen=True, slots=True)
class Band:
    """A comfortable range of a metric, and who says so; None is an open end."""

    low: float | None
    high: float | None
    source: str

    def outside(self, value: float) -> float:
        """How far a value lies outside the band; 0 within it."""
        below = 0.0 if self.low is None else self.low - value
        above = 0.0 if self.high is None else value - self.high
        return max(0.0, below, above)


@dataclass(frozen=True, slots=True)
class Metric:
    """One measurement, and the moments it was measured from.

    ``interval`` is the 95 % interval, always there for rates and counts that have a
    value; ``evidence`` is empty only where ``value`` is None or 0.
    """

    name: str
    value: float | None
    unit: str
    interval: tuple[float, float] | None = None
    band: Band | None = None
    evidence: tuple[Evidence, ...] = ()
