"""How changes of measures, and what became of steps, are called when a person reads."""

from collections.abc import Mapping
from typing import Final

from voicecoach.report import labels

STEPS: Final[Mapping[str, str]] = {
    "part": "the {} of the story",
    "result": "a {}",
    "number": "a {} in numbers",
    "term": "“{}” explained",
    "rubric": "{}",
}
"""How something that is there or not is named."""

NOISE: Final = (
    "Noise: what counting so few events and reading so short answers would differ "
    "by anyway, in nineteen of twenty cases."
)

NOTHING: Final = 1e-9
"""What is smaller comes from rounding in the arithmetic."""


def title(name: str) -> str:
    """Name a score, a part or a metric as reports do.

    Examples
    --------
    >>> title("overall"), title("part flow"), title("longest_pause")
    ('Overall', 'Part: Flow', 'Longest pause')
    """
    if name == "overall":
        return "Overall"
    short = name.removeprefix("part ")
    if short in labels.PARTS:
        return f"Part: {labels.PARTS[short]}"
    known = labels.ALL_METRICS.get(name)
    return known.title if known else name.replace("_", " ")


def number(value: float | None, sign: str = "", digits: int = 3) -> str:
    """Write a value with the digits that say something; a dash for none.

    Examples
    --------
    >>> number(123.456), number(0.0444), number(-3.0, "+"), number(None)
    ('123', '0.0444', '-3', '–')
    >>> number(1e-16, "+"), number(5.9163, "+", 2)
    ('0', '+5.9')
    """
    if value is None:
        return "–"
    if abs(value) < NOTHING:
        return "0"
    if abs(value) >= 100:
        return f"{value:{sign}.0f}"
    return f"{value:{sign}.{digits}g}"


def unit(name: str) -> str:
    """Write a unit; a ratio has none."""
    return "" if name == labels.BARE else name


def verdict(beyond_noise: bool | None, better: bool | None) -> str:
    """Say what a change is; None where it was not judged.

    Examples
    --------
    >>> verdict(True, False), verdict(True, None), verdict(False, None)
    ('worse', 'changed', 'within noise')
    """
    if beyond_noise is None:
        return "not judged"
    if not beyond_noise:
        return "within noise"
    return {True: "better", False: "worse", None: "changed"}[better]


def step(kind: str, name: str) -> str:
    """Name something that is there or not."""
    return STEPS[kind].format(name)
