"""What a measure gives back, and how its numbers are written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

Ends = tuple[float, float]

NONE: Final = "-"


@dataclass(frozen=True, slots=True)
class Measured:
    """A section of the page, and the figures that floors speak of.

    A figure is None where it was not measured.
    """

    title: str
    body: str
    figures: Mapping[str, float | None]


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a Markdown table.

    Examples
    --------
    >>> print(table(["who", "n"], [["we", 3]]))
    | who | n |
    |---|---|
    | we | 3 |
    """
    lines = [head, *rows]
    written = [f"| {' | '.join(map(str, line))} |" for line in lines]
    written.insert(1, "|---" * len(head) + "|")
    return "\n".join(written)


def number(value: float | None, digits: int = 2, ends: Ends | None = None) -> str:
    """Write a number with its interval; a dash where nothing was measured.

    Examples
    --------
    >>> number(0.914, ends=(0.8571, 0.96)), number(None)
    ('0.91 (0.86-0.96)', '-')
    """
    if value is None:
        return NONE
    shown = f"{value:.{digits}f}"
    if ends is None:
        return shown
    joint = " to " if min(ends) < 0 else "-"
    return f"{shown} ({ends[0]:.{digits}f}{joint}{ends[1]:.{digits}f})"


def milliseconds(seconds: float | None) -> str:
    """Write a time in ms; a dash where nothing was measured."""
    return NONE if seconds is None else f"{1000 * seconds:.0f} ms"
