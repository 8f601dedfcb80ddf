"""When a pause, a run or a rate of speech is told."""

from dataclasses import dataclass
from typing import Final

PAUSE: Final = 0.25
"""Shortest silence that counts as a pause, in seconds: the tradition of the field;
its effect was studied by De Jong & Bosker, Proceedings of DiSS (2013)."""

SHORT_GAP: Final = 0.12
"""From here on a gap between words is heard, in seconds (about 126 ms: Warner, Journal
of Fluency Disorders, 2022)."""

LONG_GAP: Final = 0.5
"""From here on a gap between words sets a new start off, in seconds; design value."""

LONG_UNIT: Final = 25
"""Words without a pause from which a stretch is shown as long; design value: ten
seconds at an easy pace."""

SHORTEST_RATED: Final = 1.0
"""Shortest answer that has rates a minute, in seconds from the first word to the last:
a design value that only keeps out single words; the interval says the rest."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How pace is measured and judged.

    Attributes
    ----------
    judged : float
        No verdict on pace below so many seconds of answer. Design value.
    window, step : float
        The rate over time is taken in windows of so many seconds, every so many.
    """

    judged: float = 30.0
    window: float = 10.0
    step: float = 2.0


PACE: Final = Pace()


@dataclass(frozen=True, slots=True)
class Voice:
    """Least voiced speech, in seconds, that a range of pitch is taken from."""

    shortest_voiced: float = 2.0


VOICE: Final = Voice()
