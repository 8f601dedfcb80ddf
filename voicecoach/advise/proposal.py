"""What a piece of advice is made of, and how the speaker is quoted in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from voicecoach.spelling import filler_sound
from voicecoach.types import Analysis, Evidence, Question, Word

MOMENTS: Final = 6
"""Moments that one piece of advice points at, at most."""

QUOTED: Final = 12
"""Words of the speaker that are quoted at once, at most."""

LENGTH: Final = 8.0
"""Seconds of a beginning or an end that are played."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was measured, and the words and the question that it belongs to."""

    analysis: Analysis
    words: Sequence[Word]
    question: Question | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A piece of advice, the part it belongs to, and what share of it it could mend.

    ``first`` puts it before all others.
    """

    part: str
    share: float
    text: str
    evidence: Sequence[Evidence]
    first: bool = False


MARKS: Final = ".,;:"
"""At the end of a quotation; the sentence around it has its own."""


def opening(text: str, most: int = QUOTED) -> str:
    """Quote how a text begins.

    Examples
    --------
    >>> opening("we had to be done by May", 4)
    '“we had to be …”'
    """
    words = _without_sounds(text)
    said = " ".join(words[:most]).rstrip(MARKS)
    return f"“{said}{' …' if len(words) > most else ''}”"


def closing(text: str, most: int = QUOTED) -> str:
    """Quote how a text ends.

    Examples
    --------
    >>> closing("so yeah that is basically it.", 3)
    '“… is basically it”'
    """
    words = _without_sounds(text)
    said = " ".join(words[-most:]).rstrip(MARKS)
    return f"“{'… ' if len(words) > most else ''}{said}”"


def _without_sounds(text: str) -> list[str]:
    """Leave out um and uh: it is the thought that is quoted."""
    return [word for word in text.split() if filler_sound(word) is None]


def clock(seconds: float) -> str:
    """Give a time as minutes and seconds.

    Examples
    --------
    >>> clock(75.2)
    '1:15'
    """
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def at(seconds: float | None) -> str:
    """Say when, where that is known."""
    return "" if seconds is None else f" at {clock(seconds)}"


def percent(share: float) -> str:
    """Give a share as whole per cent."""
    return f"{100 * share:.0f} %"
