"""Fill the studio's templates: every page has its place, its theme and its nonce."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import HTMLResponse

from voicecoach.report import template
from voicecoach.report.html import STATIC as REPORT_STATIC

TEMPLATES: Final = Path(__file__).with_name("templates")
STATIC: Final = Path(__file__).with_name("static")


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation."""

    name: str
    path: str
    icon: str


PLACES: Final = (
    Place("Rehearse", "/rehearse", "microphone"),
    Place("Library", "/library", "library"),
    Place("Progress", "/progress", "progress"),
    Place("Questions", "/questions", "questions"),
    Place("Settings", "/settings", "settings"),
)
"""The places of the studio, in their order."""


def fill(name: str, **values: Any) -> str:  # noqa: ANN401  (whatever it shows)
    """Fill a template that stands alone; it may show the tokens of the design."""
    tokens = (REPORT_STATIC / "tokens.css").read_text(encoding="utf-8")
    folders = (TEMPLATES, template.TEMPLATES)
    return template.fill(name, folders, tokens=template.trusted(tokens), **values)


def page(request: Request, name: str, **values: Any) -> HTMLResponse:  # noqa: ANN401
    """Fill a template that extends the studio's frame."""
    studio = request.app.state.studio
    text = fill(
        name,
        places=PLACES,
        here=request.url.path,
        nonce=request.state.nonce,
        theme=studio.preferences.read().theme,
        day=day,
        minutes=minutes,
        **values,
    )
    return HTMLResponse(text)


def day(moment: str) -> str:
    """Show a moment in ISO 8601 as a day and a time of this computer.

    Examples
    --------
    >>> len(day("2026-03-04T05:06:07+00:00")), day("soon")
    (18, 'soon')
    """
    try:
        local = datetime.fromisoformat(moment).astimezone()
    except ValueError:
        return moment
    return f"{local.day:2} {local:%b %Y, %H:%M}"


def minutes(seconds: float) -> str:
    """Show a length as minutes and seconds.

    Examples
    --------
    >>> minutes(125.2), minutes(9)
    ('2:05', '0:09')
    """
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02}"
