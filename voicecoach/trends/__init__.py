"""What many takes of one speaker show: where it goes, and what comes back.

A speaker is compared with nobody else. The direction of a measure is a straight line
through the takes in their order, by least squares weighted with the length of the
answers (a longer answer says more). Its 95 % interval takes the scatter around the line
with Student's t, and never less noise than the intervals of the single takes have. A
change is beyond noise where that interval leaves out 0. Each measure is looked at for
itself: of twenty, one is beyond noise by chance alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from voicecoach.thresholds import PROGRESS
from voicecoach.trends.habits import Habit, Habits, PauseHabit, habits
from voicecoach.trends.line import Line, Point, line
from voicecoach.trends.summary import Measure, Summary, summarise
from voicecoach.types import Track

__all__ = [
    "Habit",
    "Habits",
    "Line",
    "Measure",
    "PauseHabit",
    "Point",
    "Series",
    "Summary",
    "Trends",
    "habits",
    "summarise",
    "trends",
]


@dataclass(frozen=True, slots=True)
class Series:
    """One measure over the takes, oldest first.

    ``usual`` is the speaker's own median; ``line`` is None with too few takes.
    """

    name: str
    unit: str
    points: tuple[Point, ...]
    usual: float
    line: Line | None


@dataclass(frozen=True, slots=True)
class Trends:
    """What a choice of takes shows.

    ``too_few`` says in a sentence why there is no direction yet; None where there is.
    """

    takes: int
    series: tuple[Series, ...]
    habits: Habits
    too_few: str | None

    @property
    def better(self) -> tuple[Series, ...]:
        """What got better beyond noise."""
        return tuple(one for one in self.series if one.line and one.line.better)

    @property
    def worse(self) -> tuple[Series, ...]:
        """What got worse beyond noise."""
        return tuple(
            one for one in self.series if one.line and one.line.better is False
        )


def trends(
    summaries: Iterable[Summary],
    *,
    track: Track | None = None,
    question_id: str | None = None,
) -> Trends:
    """Look at many takes, or at those of one track or one question.

    Takes of several questions in one line are told apart by nothing: a change may be
    that of the questions. The order is that in which they were recorded.
    """
    chosen = sorted(
        (
            summary
            for summary in summaries
            if track in (None, summary.track)
            and question_id in (None, summary.question_id)
        ),
        key=lambda summary: summary.recorded,
    )
    few = len(chosen) < PROGRESS.fewest
    return Trends(
        takes=len(chosen),
        series=tuple(_all_series(chosen)),
        habits=habits(chosen),
        too_few=(
            f"A direction is told from {PROGRESS.fewest} takes on; there "
            f"{'is' if len(chosen) == 1 else 'are'} {len(chosen)}."
            if few
            else None
        ),
    )


def _all_series(chosen: Sequence[Summary]) -> Iterator[Series]:
    names = {m.name: m.unit for summary in chosen for m in summary.measures}
    for name, unit in names.items():
        found = [
            (
                Point(summary.take, summary.recorded, m.value, m.interval),
                summary.seconds,
            )
            for summary in chosen
            for m in summary.measures
            if m.name == name and m.value is not None
        ]
        if found:
            points = tuple(point for point, _ in found)
            direction = line(name, points, [seconds for _, seconds in found])
            usual = median(point.value for point in points)
            yield Series(name, unit, points, usual, direction)
