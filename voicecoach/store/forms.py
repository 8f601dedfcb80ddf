"""The written form of the values that are kept; the one door of pydantic here.

A report is kept exactly, where ``report/json.py`` rounds for the eye. Reading passes
over fields it does not know and takes a field's default where it is missing.
"""

import json
import re
from functools import cache
from typing import Any, Final

from pydantic import TypeAdapter

from voicecoach.store.preferences import Settings
from voicecoach.trends import Summary
from voicecoach.types import Report

_HALVES: Final = re.compile("[\ud800-\udfff]")  # of a name that is not UTF-8


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def write_report(report: Report) -> str:
    """Write a report as JSON.

    Raises
    ------
    ValueError
        A number of it is not finite.
    """
    return _write(Report, report)


def read_report(text: str) -> Report:
    """Read a report.

    Raises
    ------
    ValueError
        This is none.
    """
    report: Report = _adapter(Report).validate_json(text, strict=True)
    return report


def write_summary(summary: Summary) -> str:
    """Write what a trend needs of a take as JSON."""
    text: str = _adapter(Summary).dump_json(summary).decode()
    return text


def read_summary(text: str) -> Summary:
    """Read what a trend needs of a take.

    Raises
    ------
    ValueError
        This is none.
    """
    summary: Summary = _adapter(Summary).validate_json(text, strict=True)
    return summary


def build_settings(plain: object) -> Settings:
    """Build the settings of what a person may have written.

    Raises
    ------
    ValueError
        A value makes no sense.
    """
    chosen: Settings = _adapter(Settings).validate_python(plain)
    return chosen


def _write(kind: type, value: object) -> str:
    plain = _adapter(kind).dump_python(value)
    text = json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _HALVES.sub("\N{REPLACEMENT CHARACTER}", text)
