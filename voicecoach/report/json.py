"""Write a report as one line of strict JSON, ``voicecoach.report/1``, and read it back.

Times are rounded to the millisecond. Fields beyond the contract: ``question.seconds``,
``fillers[].why``, ``transcript.warnings``, ``pace``, ``peaks``, ``key_points``,
``code``, ``outline``, ``try_next`` and ``also_for``.
"""

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from types import UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from voicecoach.errors import InputError
from voicecoach.types import Report

SCHEMA: Final = "voicecoach.report/1"

TIMES: Final = frozenset(
    {"start", "end", "duration", "audio", "wall", "after_stop", "speaking"}
)
"""Fields in seconds, rounded to the millisecond."""

DIGITS: Final = 4
"""Digits after the point of every other number ..."""

WEIGHT_DIGITS: Final = 6
"""... but the weights, so that they still sum to 1."""


def to_json(report: Report) -> str:
    """Serialise a report.

    Raises
    ------
    ValueError
        A number of the report is not finite.
    """
    return json.dumps(document(report), allow_nan=False, separators=(",", ":"))


def document(report: Report) -> dict[str, Any]:
    """Build the document: what ``to_json`` writes, as dicts and lists."""
    analysis = report.analysis
    structure = plain(analysis.structure)
    structure["share"] = dict(structure["share"])
    return {
        "schema": SCHEMA,
        "version": report.version,
        "question": plain(report.question),
        "recording": plain(report.recording),
        "transcript": plain(report.transcript),
        "fillers": plain(analysis.fillers.counted),
        "not_counted": plain(analysis.fillers.not_counted),
        "pauses": plain(analysis.pauses),
        "metrics": plain(analysis.metrics),
        "structure": structure,
        "jargon": plain(analysis.jargon),
        "rubric": plain(analysis.rubric),
        "key_points": plain(analysis.key_points),
        "score": plain(report.score),
        "advice": plain(report.advice),
        "refusals": list(report.refusals),
        "warnings": list(report.warnings),
        "timing": plain(report.timing),
        "pace": plain(analysis.pace),
        "peaks": plain(report.peaks),
        "code": plain(report.code),
        "outline": plain(report.outline),
        "try_next": plain(report.try_next),
        "also_for": plain(report.also_for),
    }


def plain(value: Any, digits: int = DIGITS) -> Any:  # noqa: ANN401  (any value of a report)
    """Turn a value of a report into what JSON has, numbers rounded."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, tuple):
        return [plain(item, digits) for item in value]
    if is_dataclass(value):
        return {
            field.name: plain(getattr(value, field.name), _digits(field.name))
            for field in fields(value)
        }
    return round(float(value), digits)


def _digits(name: str) -> int:
    if name in TIMES:
        return 3
    return WEIGHT_DIGITS if name == "weight" else DIGITS


def _text(text: str) -> str:
    """Replace what is no character (bytes of a file name that is not UTF-8)."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def from_json(text: str | bytes) -> Report:
    """Read a report that ``to_json`` wrote; unknown fields are passed over.

    Raises
    ------
    InputError
        The text is no ``voicecoach.report/1``.
    """
    try:
        data = json.loads(text)
        if data["schema"] != SCHEMA:
            raise ValueError(f"its schema is {data['schema']!r}")
        return _report(data)
    except (ValueError, TypeError, KeyError) as error:
        raise InputError(
            f"This is no stored report of the form {SCHEMA} ({error}).",
            "Analyse the recording again.",
        ) from error


def _report(data: Mapping[str, Any]) -> Report:
    structure = data["structure"]
    analysis = {
        **data,
        "fillers": {"counted": data["fillers"], "not_counted": data["not_counted"]},
        "structure": {**structure, "share": list(structure["share"].items())},
    }
    built: Report = _build(Report, {**data, "analysis": analysis})
    return built


def _build(kind: Any, data: Any) -> Any:  # noqa: ANN401  (any value of a report)
    """Build a value of an annotated type from what JSON has, checking as it goes."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        inner = next(arm for arm in get_args(kind) if arm is not type(None))
        return None if data is None else _build(inner, data)
    if origin is Literal:
        if data not in get_args(kind):
            raise ValueError(f"{data!r} is none of {get_args(kind)}")
        return data
    if origin is tuple:
        return _tuple(get_args(kind), data)
    if is_dataclass(kind):
        return _dataclass(kind, data)
    if kind is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if not isinstance(data, kind):
        raise TypeError(f"{data!r} is not {kind.__name__}")
    return data


def _tuple(kinds: tuple[Any, ...], data: Any) -> tuple[Any, ...]:  # noqa: ANN401
    if not isinstance(data, list | tuple):
        raise TypeError(f"{data!r} is not a list")
    if kinds[-1] is Ellipsis:
        return tuple(_build(kinds[0], item) for item in data)
    return tuple(_build(kind, item) for kind, item in zip(kinds, data, strict=True))


def _dataclass(kind: Any, data: Any) -> Any:  # noqa: ANN401
    if not isinstance(data, Mapping):
        raise TypeError(f"{data!r} is not an object")
    hints = get_type_hints(kind)
    given = {
        field.name: _build(hints[field.name], data[field.name])
        for field in fields(kind)
        if field.name in data or field.default is MISSING
    }
    return kind(**given)
