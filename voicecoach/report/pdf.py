"""Write a report as PDF, A4: the one door of WeasyPrint.

The page is laid out from its print form. Nothing outside it is ever opened: no file,
no network.
"""

from typing import NoReturn

from voicecoach.errors import OutputError
from voicecoach.report import html
from voicecoach.types import Report


def render(report: Report) -> bytes:
    """Lay the report out on paper.

    Raises
    ------
    OutputError
        Pango, the library of the system that sets the type, is missing.
    """
    try:
        import weasyprint
    except OSError as error:
        raise OutputError(
            "A PDF cannot be written: the Pango library is missing.",
            "Install it (on Debian and Ubuntu, sudo apt install libpango-1.0-0 "
            "libpangoft2-1.0-0; on macOS, brew install pango), or choose html.",
        ) from error
    page = weasyprint.HTML(string=html.printed(report), url_fetcher=_refuse)
    written: bytes = page.write_pdf()
    return written


def _refuse(url: str, *_: object, **__: object) -> NoReturn:
    """Open nothing: a report has all it needs inside."""
    raise ValueError(f"a report opens nothing, not {url[:60]}")
