"""The forms that a report is written in, by name."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from voicecoach.errors import UsageError
from voicecoach.report import audacity, csv, html, json, markdown, pdf, textgrid, vtt
from voicecoach.types import Report, Sound


@dataclass(frozen=True, slots=True)
class Format:
    """A form of a report: the end of its file's name, and how it is written.

    ``render`` takes the report, its sound if there is one, and the name of the input.
    """

    suffix: str
    render: Callable[[Report, Sound | None, str], str | bytes]


FORMATS: Final[Mapping[str, Format]] = {
    "html": Format(
        ".report.html", lambda report, sound, _name: html.render(report, sound)
    ),
    "json": Format(
        ".report.json", lambda report, _sound, _name: json.to_json(report) + "\n"
    ),
    "md": Format(
        ".report.md", lambda report, _sound, name: markdown.render(report, name)
    ),
    "csv": Format(".report.csv", lambda report, _sound, name: csv.render(report, name)),
    "pdf": Format(".report.pdf", lambda report, _sound, _name: pdf.render(report)),
    "vtt": Format(".report.vtt", lambda report, _sound, _name: vtt.render(report)),
    "audacity": Format(
        ".report.audacity.txt", lambda report, _sound, _name: audacity.render(report)
    ),
    "textgrid": Format(
        ".report.TextGrid", lambda report, _sound, _name: textgrid.render(report)
    ),
}
"""Every form, in the order of the contract."""


def choose(names: Iterable[str]) -> tuple[str, ...]:
    """Check the names of formats; give each once, in the order asked for.

    Raises
    ------
    UsageError
        A name that is no format, or none at all.
    """
    chosen = tuple(dict.fromkeys(name.strip().lower() for name in names))
    for name in chosen:
        if name not in FORMATS:
            raise UsageError(
                f"{name!r} is no format of a report.",
                f"Choose from {', '.join(FORMATS)}.",
            )
    if not chosen:
        raise UsageError("No format is named.", f"Choose from {', '.join(FORMATS)}.")
    return chosen
