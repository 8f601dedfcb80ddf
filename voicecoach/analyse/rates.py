"""Counts as rates, and how sure a rate can be.

A count in a short answer says little: two fillers in a minute may well be a speaker of
one or of six. The exact Poisson interval says how much.
"""

import math
from collections.abc import Callable, Sequence

from voicecoach.thresholds import SHORTEST_RATED
from voicecoach.types import Answer, Evidence, Metric

_TAIL = 0.025  # on each side of a 95 % interval


def per_minute(count: int, seconds: float) -> tuple[float, tuple[float, float]]:
    """Turn a count into a rate per minute and its exact 95 % interval (Poisson).

    Parameters
    ----------
    count : int >= 0
        How many events there were.
    seconds : float > 0
        The time they were counted in, usually from the first word to the last.

    Raises
    ------
    ValueError
        If the count is negative or the time is not positive.

    Examples
    --------
    >>> value, (low, high) = per_minute(2, 60.0)
    >>> value, round(low, 1), round(high, 1)
    (2.0, 0.2, 7.2)
    """
    if seconds <= 0:
        raise ValueError(f"a rate needs a positive time, not {seconds} s")
    scale = 60 / seconds
    low, high = poisson_interval(count)
    return count * scale, (low * scale, high * scale)


def poisson_interval(count: int) -> tuple[float, float]:
    """Give the exact 95 % interval of a Poisson mean from one count (Garwood 1936).

    Examples
    --------
    >>> [round(end, 2) for end in poisson_interval(0)]
    [0.0, 3.69]
    """
    if count < 0:
        raise ValueError(f"a count cannot be negative: {count}")
    low = _bisect(lambda mean: _at_least(count, mean) < _TAIL, 0.0, count)
    # So far to the right that fewer than one speaker in forty would show so few.
    beyond = count + 4 * math.sqrt(count) + 6
    return low, _bisect(lambda mean: _at_most(count, mean) > _TAIL, count, beyond)


def rate(
    name: str, answer: Answer, evidence: Sequence[Evidence], *, count: int | None = None
) -> Metric:
    """Make a metric in events a minute; without times its value is None.

    ``count`` is how many events there were, where it is not one for each evidence.
    """
    spoken = answer.spoken
    if spoken is None or spoken.duration < SHORTEST_RATED:
        return Metric(name, None, "/min", evidence=tuple(evidence))
    events = len(evidence) if count is None else count
    value, interval = per_minute(events, round(spoken.duration, 6))
    return Metric(name, value, "/min", interval, evidence=tuple(evidence))


def _pmf(count: int, mean: float) -> float:
    if mean == 0:
        return float(count == 0)
    return math.exp(count * math.log(mean) - mean - math.lgamma(count + 1))


def _at_least(count: int, mean: float) -> float:
    """P(X >= count) for a mean that is not above the count."""
    term = total = _pmf(count, mean)
    step = count
    while term > total * 1e-16:
        step += 1
        term *= mean / step
        total += term
    return total


def _at_most(count: int, mean: float) -> float:
    """P(X <= count) for a mean that is not below the count."""
    term = total = _pmf(count, mean)
    for step in range(count, 0, -1):
        term *= step / mean
        total += term
        if term <= total * 1e-16:
            break
    return total


def _bisect(too_low: Callable[[float], bool], low: float, high: float) -> float:
    """Narrow an end of the interval down to the last bit of a float."""
    while low < (middle := (low + high) / 2) < high:
        if too_low(middle):
            low = middle
        else:
            high = middle
    return low
