"""What a comparison of two reports says."""

from dataclasses import dataclass
from typing import Literal

Interval = tuple[float, float]
Method = Literal["counts", "intervals"]
StepKind = Literal["part", "result", "number", "term", "rubric"]


@dataclass(frozen=True, slots=True)
class Change:
    """One number before and after.

    Attributes
    ----------
    change : float or None
        After less before, in ``unit``; None where one of them was not measured.
    interval : (float, float) or None
        95 % interval of the change, where it was judged by intervals.
    chance : float or None
        How often chance alone makes a difference as large, where counts were compared.
    beyond_noise : bool or None
        None where it cannot be told: not measured, or a measure without an interval.
    better : bool or None
        Whether a change beyond noise is for the better: nearer to the comfortable
        band. None where nothing says which way is better, or both lie inside.
    method : {"counts", "intervals"} or None
        How it was judged.
    """

    name: str
    unit: str
    before: float | None
    after: float | None
    change: float | None = None
    interval: Interval | None = None
    chance: float | None = None
    beyond_noise: bool | None = None
    better: bool | None = None
    method: Method | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """Something that is either there or not, and now is (or no longer is).

    ``kind`` is "part" (of the story), "result", "number" (in the result), "term" (that
    is explained) or "rubric"; ``name`` is which one.
    """

    kind: StepKind
    name: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two answers held against each other.

    Attributes
    ----------
    fixed, lost : tuple of Step
        What was missing before and is there now, and the other way round.
    same_question, same_audience : bool or None
        None where one of the reports does not say.
    remarks : tuple of str
        What makes the two less comparable.
    """

    overall: Change
    parts: tuple[Change, ...]
    metrics: tuple[Change, ...]
    fixed: tuple[Step, ...]
    lost: tuple[Step, ...]
    same_question: bool | None
    same_audience: bool | None
    remarks: tuple[str, ...] = ()

    @property
    def changes(self) -> tuple[Change, ...]:
        """The overall score, the parts, the metrics."""
        return (self.overall, *self.parts, *self.metrics)

    @property
    def better(self) -> tuple[Change, ...]:
        """What got better beyond noise."""
        return tuple(item for item in self.changes if item.better is True)

    @property
    def worse(self) -> tuple[Change, ...]:
        """What got worse beyond noise."""
        return tuple(item for item in self.changes if item.better is False)

    @property
    def noise(self) -> tuple[Change, ...]:
        """What differs by no more than chance makes it."""
        return tuple(item for item in self.changes if item.beyond_noise is False)
