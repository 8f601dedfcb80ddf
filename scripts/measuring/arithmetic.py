"""Rates and their intervals: precision, recall, word errors, matches in time."""

import math
import random
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, TypeVar

from voicecoach.numerals import spoken
from voicecoach.spelling import filler_sound
from voicecoach.types import Span

ROUNDS: Final = 1000  # of the bootstrap
SEED: Final = 7

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are, how many were found, and how many of those are right."""

    true: int
    found: int
    right: int

    @property
    def precision(self) -> float | None:
        """Share of what was found that is right; None where nothing was found."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Share of what there is that was found; None where there is nothing."""
        return self.right / self.true if self.true else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None where there is nothing at all."""
        both = self.true + self.found
        return 2 * self.right / both if both else None


def total(tallies: Iterable[Tally]) -> Tally:
    """Add tallies up."""
    listed = list(tallies)
    return Tally(
        sum(tally.true for tally in listed),
        sum(tally.found for tally in listed),
        sum(tally.right for tally in listed),
    )


def counted(true: int, found: int) -> Tally:
    """Match two counts: as many are right as can be, so precision is an upper bound.

    Examples
    --------
    >>> counted(3, 5)
    Tally(true=3, found=5, right=3)
    """
    return Tally(true, found, min(true, found))


def overlapping(true: Sequence[Span], found: Sequence[Span]) -> Tally:
    """Match stretches that share some time, each with one at most."""
    return _matched(true, found, lambda a, b: a.start < b.end and b.start < a.end)


def close(true: Sequence[Span], found: Sequence[Span], collar: float) -> Tally:
    """Match stretches whose starts and whose ends lie within ``collar`` s."""

    def near(a: Span, b: Span) -> bool:
        # A hair of rounding must not decide.
        reach = collar + 1e-9
        return abs(a.start - b.start) <= reach and abs(a.end - b.end) <= reach

    return _matched(true, found, near)


def _matched(
    true: Sequence[Span], found: Sequence[Span], same: Callable[[Span, Span], bool]
) -> Tally:
    """Match in order of time; for stretches in a row that is as many as can be."""
    left = sorted(found, key=lambda span: (span.end, span.start))
    right = 0
    for span in sorted(true, key=lambda span: (span.end, span.start)):
        match = next((other for other in left if same(span, other)), None)
        if match is not None:
            left.remove(match)
            right += 1
    return Tally(len(true), len(found), right)


def macro_f1(pairs: Iterable[tuple[Hashable, Hashable]]) -> float:
    """Give the mean of the classes' F1, from pairs of (true, found).

    Examples
    --------
    >>> macro_f1([("a", "a"), ("a", "b"), ("b", "b"), ("c", "c")])
    0.7777777777777778
    """
    counted = Counter(pairs)
    classes = {true for true, _ in counted}
    scores = []
    for name in classes:
        true = sum(n for (said, _), n in counted.items() if said == name)
        found = sum(n for (_, given), n in counted.items() if given == name)
        scores.append(2 * counted[name, name] / (true + found))
    return sum(scores) / len(scores)


def normal(text: str) -> list[str]:
    """Give the words of a text in lower case as they are read out, without fillers.

    Examples
    --------
    >>> normal("Um, it’s 20% of the well-known U.S. total.")
    ["it's", 'twenty', 'percent', 'of', 'the', 'well', 'known', 'us', 'total']
    """
    said = (word.lower() for token in text.split() for word in spoken(token))
    return [word for word in said if filler_sound(word) is None]


def edits(true: Sequence[str], found: Sequence[str]) -> int:
    """Count the words to change, add and drop (Levenshtein).

    Examples
    --------
    >>> edits("we led the team".split(), "we let team".split())
    2
    """
    row = list(range(len(found) + 1))
    for i, word in enumerate(true, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(found, 1):
            kept = before + (word != other)
            before, row[j] = row[j], min(kept, row[j] + 1, row[j - 1] + 1)
    return row[-1]


def pairs(true: Sequence[str], found: Sequence[str]) -> list[tuple[int, int]]:
    """Pair the places of equal words in two texts, in order."""
    blocks = SequenceMatcher(None, true, found, autojunk=False).get_matching_blocks()
    return [(b.a + k, b.b + k) for b in blocks for k in range(b.size)]


def quantile(values: Sequence[float], share: float) -> float | None:
    """Give the value that a share of the values does not exceed; None without any.

    Between two values it is interpolated.

    Examples
    --------
    >>> quantile([3.0, 1.0, 2.0], 0.5), quantile([1.0, 2.0], 0.9)
    (2.0, 1.9)
    """
    if not values:
        return None
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def grouped(items: Iterable[tuple[Hashable, Item]]) -> list[list[Item]]:
    """Put what belongs to one speaker together."""
    groups: dict[Hashable, list[Item]] = {}
    for key, item in items:
        groups.setdefault(key, []).append(item)
    return list(groups.values())


def interval(
    groups: Sequence[Sequence[Item]], figure: Callable[[list[Item]], float | None]
) -> tuple[float, float] | None:
    """Give the 95 % interval of a figure by a bootstrap over the groups.

    What one speaker does is not independent, so whole speakers are drawn. None with
    fewer than five: too few to say how speakers differ.
    """
    if len(groups) < 5:
        return None
    dice = random.Random(SEED)
    values = []
    for _ in range(ROUNDS):
        drawn = dice.choices(groups, k=len(groups))
        value = figure([item for group in drawn for item in group])
        if value is not None:
            values.append(value)
    low, high = quantile(values, 0.025), quantile(values, 0.975)
    return None if low is None or high is None else (low, high)


def share(part: float, whole: float) -> float | None:
    """Divide, or give None where there is nothing to divide by."""
    return part / whole if whole else None
