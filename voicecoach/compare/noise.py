"""How large a difference chance alone makes."""

import math

Interval = tuple[float, float]


def chance_of(first: int, seconds: float, second: int, after: float) -> float:
    """Say how often two equal rates give counts that lie as far apart.

    The exact conditional test: of all events, the first take's are a binomial share
    as large as its share of the time. Twice the smaller tail, at most 1.

    Parameters
    ----------
    first, second : int >= 0
        How many events there were.
    seconds, after : float > 0
        The time in which each was counted.

    Examples
    --------
    >>> round(chance_of(12, 60.0, 2, 60.0), 4), chance_of(3, 60.0, 3, 60.0)
    (0.0129, 1.0)
    """
    total = first + second
    share = seconds / (seconds + after)
    below = sum(_binomial(count, total, share) for count in range(first + 1))
    above = sum(_binomial(count, total, share) for count in range(first, total + 1))
    return min(1.0, 2 * min(below, above))


def _binomial(count: int, total: int, share: float) -> float:
    ways = (
        math.lgamma(total + 1) - math.lgamma(count + 1) - math.lgamma(total - count + 1)
    )
    return math.exp(
        ways + count * math.log(share) + (total - count) * math.log1p(-share)
    )


def difference(
    before: float, old: Interval, after: float, new: Interval
) -> tuple[float, Interval]:
    """Subtract two values and give the interval of the difference (Zou & Donner 2008).

    Examples
    --------
    >>> difference(50.0, (47.0, 53.0), 60.0, (56.0, 64.0))
    (10.0, (5.0, 15.0))
    """
    change = after - before
    down = math.hypot(max(0.0, after - new[0]), max(0.0, old[1] - before))
    up = math.hypot(max(0.0, new[1] - after), max(0.0, before - old[0]))
    return change, (change - down, change + up)
