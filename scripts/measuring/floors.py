"""Hold the figures against floors.toml: what was reached once must not be lost."""

import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from scripts.measuring.tables import number, table

FILE: Final = Path(__file__).with_name("floors.toml")


@dataclass(frozen=True, slots=True)
class Floor:
    """How low a figure may be, or how high (``ceiling``), and why just there."""

    name: str
    limit: float
    ceiling: bool
    reason: str

    @property
    def measure(self) -> str:
        """The measure that the figure belongs to: what stands before the first dot."""
        return self.name.partition(".")[0]

    def holds(self, figure: float | None) -> bool | None:
        """Say whether a figure keeps to the limit; None where it was not measured."""
        if figure is None:
            return None
        return figure <= self.limit if self.ceiling else figure >= self.limit


def read(path: Path = FILE) -> tuple[Floor, ...]:
    """Read the floors.

    Raises
    ------
    ValueError
        A floor has no name, no reason, not exactly one limit, or stands there twice.
    """
    listed = tomllib.loads(path.read_text(encoding="utf-8")).get("figure", [])
    floors = tuple(_floor(item) for item in listed)
    names = [floor.name for floor in floors]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"{path.name} has {', '.join(twice)} more than once")
    return floors


def _floor(item: Mapping[str, Any]) -> Floor:
    limits = [key for key in ("floor", "ceiling") if key in item]
    name, reason = item.get("name"), item.get("reason")
    if not name or not reason or len(limits) != 1:
        raise ValueError(f"a floor needs name, reason and one limit: {dict(item)}")
    limit = float(item[limits[0]])
    if not math.isfinite(limit):
        raise ValueError(f"the limit of {name} is no number: {limit}")
    return Floor(name, limit, limits[0] == "ceiling", reason)


def unknown(floors: Iterable[Floor], figures: Mapping[str, float | None]) -> list[str]:
    """Name the floors that speak of a figure that no measure gives."""
    return [floor.name for floor in floors if floor.name not in figures]


def failures(floors: Iterable[Floor], figures: Mapping[str, float | None]) -> list[str]:
    """Say which figures do not keep to their limit; what was not measured cannot."""
    return [
        f"{floor.name} is {_shown(figures[floor.name])}, "
        f"{'over its ceiling' if floor.ceiling else 'under its floor'} {floor.limit:g}"
        for floor in floors
        if floor.holds(figures[floor.name]) is False
    ]


def listing(floors: Sequence[Floor], figures: Mapping[str, float | None]) -> str:
    """Write a table of the floors and what was measured."""
    words = {True: "holds", False: "FAILS", None: "not measured"}
    rows = [
        [
            floor.name,
            f"{'at most' if floor.ceiling else 'at least'} {floor.limit:g}",
            _shown(figures[floor.name]),
            words[floor.holds(figures[floor.name])],
        ]
        for floor in floors
    ]
    return table(["figure", "floor", "now", ""], rows)


def _shown(figure: float | None) -> str:
    return number(figure, 4)
