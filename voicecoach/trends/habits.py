"""What comes back from take to take."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from voicecoach.thresholds import PROGRESS
from voicecoach.trends.summary import Summary
from voicecoach.types import Place

_NORMAL: Final = 1.959964  # half-width of a 95 % interval, in standard errors


@dataclass(frozen=True, slots=True)
class Habit:
    """Something that comes back: in how many takes of how many, how often in all."""

    name: str
    takes: int
    of: int
    count: int


@dataclass(frozen=True, slots=True)
class PauseHabit:
    """Pauses within and between clauses, and where most are; None: not sure."""

    within: int
    between: int
    place: Place | None


@dataclass(frozen=True, slots=True)
class Habits:
    """What comes back. Each is None with too few takes to call anything a habit."""

    fillers: tuple[Habit, ...] | None
    missing: tuple[Habit, ...] | None
    pauses: PauseHabit | None


def habits(summaries: Sequence[Summary]) -> Habits:
    """Find what comes back from take to take."""
    stories = [one.missing for one in summaries if one.missing is not None]
    missing = Counter(part for parts in stories for part in set(parts))
    said: Counter[str] = Counter()
    takes: Counter[str] = Counter()
    for one in summaries:
        said.update(dict(one.fillers))
        takes.update({text for text, count in one.fillers if count})
    places = [one.pauses for one in summaries if one.pauses is not None]
    return Habits(
        fillers=_usual(takes, said, len(summaries)),
        missing=_usual(missing, missing, len(stories)),
        pauses=_pauses(places),
    )


def _usual(
    takes: Counter[str], counts: Counter[str], of: int
) -> tuple[Habit, ...] | None:
    if of < PROGRESS.habit_fewest:
        return None
    found = [
        Habit(name, number, of, counts[name])
        for name, number in takes.items()
        if number >= PROGRESS.habit_share * of
    ]
    found.sort(key=lambda habit: (-habit.count, -habit.takes, habit.name))
    return tuple(found[: PROGRESS.habits])


def _pauses(places: Sequence[tuple[int, int]]) -> PauseHabit | None:
    """Say where most pauses are, if the 95 % interval of the share does (Wilson)."""
    within, between = (sum(pair[end] for pair in places) for end in (0, 1))
    total = within + between
    if len(places) < PROGRESS.habit_fewest or not total:
        return None
    square = _NORMAL**2
    centre = (within + square / 2) / (total + square)
    half = _NORMAL * math.sqrt(within * between / total + square / 4)
    half /= total + square
    place: Place | None = None
    if centre - half > 0.5:
        place = "within"
    elif centre + half < 0.5:
        place = "between"
    return PauseHabit(within, between, place)
