"""Write a report as a row of a table: one row an input, for spreadsheets."""

import csv
import io
from typing import Final

from voicecoach.report.labels import METRICS, PARTS
from voicecoach.types import Report

HEADER: Final = ("name", "question_id", *METRICS, *PARTS, "overall")

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that starts with one of these is run as a formula by spreadsheets; an
apostrophe in front keeps it text (OWASP, CSV Injection)."""


def render(report: Report, name: str = "") -> str:
    """Write the header and the row of one report."""
    return line(HEADER) + line(row(report, name))


def line(cells: tuple[str, ...]) -> str:
    """Write cells as a line of CSV (RFC 4180)."""
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerow(cells)
    return file.getvalue()


def row(report: Report, name: str = "") -> tuple[str, ...]:
    """Give the cells of one report, in the order of ``HEADER``.

    ``name`` stands where there is no recording. What was not measured is empty.
    """
    values = {metric.name: metric.value for metric in report.analysis.metrics}
    points = {part.name: part.points for part in report.score.parts}
    question_id = report.question.id if report.question else None
    return (
        safe(report.recording.name if report.recording else name),
        safe(question_id or ""),
        *(_cell(values.get(metric), 4) for metric in METRICS),
        *(_cell(points.get(part), 2) for part in PARTS),
        _cell(report.score.overall, 2),
    )


def safe(text: str) -> str:
    """Keep a text from being run as a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _cell(value: float | None, digits: int) -> str:
    return "" if value is None else f"{round(float(value), digits):.15g}"
