"""Turns as a file that can be corrected by hand: a table, or what --session wrote.

A table has a header with ``start``, ``end`` and ``role``, commas or semicolons between
(a spreadsheet writes one or the other). Times are seconds or m:ss. The JSON is the
document of ``--session``, or a list of turns alone. Text in the file is not read: the
words are those that the recogniser hears.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from voicecoach.errors import InputError
from voicecoach.exchange import ROLES, Turn

REMEDY: Final = (
    "Give the file of turns that --session wrote, corrected: start, end and role of "
    "each turn, in order."
)

LARGEST: Final = 50_000_000
"""Bytes of the largest file that is read: hours of an interview need far less."""


def read_turns(path: Path) -> tuple[Turn, ...]:
    """Read turns as they are: nothing is moved, joined or left out.

    Raises
    ------
    InputError
        The file cannot be read, or a turn of it makes no sense.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(f"{path} is too large for a file of turns.", REMEDY)
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it is no text in UTF-8"
        raise InputError(f"{path} cannot be read ({why}).", REMEDY) from error
    json_like = text.lstrip()[:1] in ("{", "[")
    rows = _listed(path, text) if json_like else _table(path, text)
    turns = tuple(_turn(path, place, row) for place, row in rows)
    _refuse_disorder(path, turns)
    return turns


def _table(path: Path, text: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    table = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    try:
        for row in table:
            named = {(name or "").strip().lower(): value for name, value in row.items()}
            if any(isinstance(value, str) and value.strip() for value in row.values()):
                yield f"line {table.line_num}", named
    except csv.Error as error:
        raise InputError(f"{path} is no table ({error}).", REMEDY) from error


def _listed(path: Path, text: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path} is no JSON ({error}).", REMEDY) from error
    rows = found.get("turns") if isinstance(found, dict) else found
    if not isinstance(rows, list):
        raise InputError(f"{path} has no list of turns.", REMEDY)
    for number, row in enumerate(rows, start=1):
        yield f"turn {number}", row if isinstance(row, dict) else {}


def _turn(path: Path, place: str, row: Mapping[str, Any]) -> Turn:
    start, end = _seconds(row.get("start")), _seconds(row.get("end"))
    role = str(row.get("role", "")).strip().lower()
    if start is None or end is None:
        raise InputError(f"{path}, {place}: start or end is no time.", REMEDY)
    if end <= start:
        raise InputError(f"{path}, {place}: it ends before it starts.", REMEDY)
    for known in ROLES:
        if role == known:
            return Turn(start, end, known)
    raise InputError(
        f"{path}, {place}: {role or 'nothing'!r} is no role.",
        f"Write {' or '.join(ROLES)}.",
    )


def _seconds(value: Any) -> float | None:  # noqa: ANN401  (whatever the file has)
    """Read seconds, m:ss or h:mm:ss; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    seconds = 0.0
    for part in str(value).strip().split(":"):
        try:
            number = float(part)
        except ValueError:
            return None
        if not 0 <= number < 1e6:  # NaN and Infinity too
            return None
        seconds = 60 * seconds + number
    return seconds


def _refuse_disorder(path: Path, turns: tuple[Turn, ...]) -> None:
    if not any(turn.role == "candidate" for turn in turns):
        raise InputError(f"{path} has no turn of a candidate.", REMEDY)
    for before, after in pairwise(turns):
        # A hair of rounding is no overlap.
        if after.start < before.end - 0.001:
            raise InputError(
                f"{path}: the turn at {after.start:.2f} s begins before the one ahead "
                f"of it ends ({before.end:.2f} s).",
                "Put the turns in order, without overlap.",
            )
