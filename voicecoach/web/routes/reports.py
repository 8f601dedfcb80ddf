"""One report: its page, its document, its sound, and its other forms."""

import threading
from typing import Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import FileResponse, HTMLResponse, Response

from voicecoach import audio, encode
from voicecoach.report import FORMATS
from voicecoach.report import html as report_html
from voicecoach.report import json as report_json
from voicecoach.types import Report
from voicecoach.web import pages, shapes
from voicecoach.web.faults import RefusedError
from voicecoach.web.routes import faults
from voicecoach.web.routes.library import Id, found
from voicecoach.web.shelf import Kept, media_type
from voicecoach.web.studio import Studio, TheStudio

router = APIRouter()

MEDIA: Final = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
    "audacity": "text/plain; charset=utf-8",
    "textgrid": "text/plain; charset=utf-8",
}

FORMS: Final = (
    ("html", "Web page", "with the sound inside, for any browser"),
    ("pdf", "PDF", "for paper, A4"),
    ("json", "JSON", "everything, for programs"),
    ("md", "Markdown", "for notes"),
    ("csv", "CSV", "a row for a spreadsheet"),
    ("vtt", "WebVTT", "captions"),
    ("audacity", "Audacity labels", "to see it in an editor"),
    ("textgrid", "Praat TextGrid", "for phonetics"),
)

_paper = threading.Lock()  # laying out a page takes 300 MB: one at a time


@router.get("/library/{kept_id}", include_in_schema=False)
def page(kept_id: Id, request: Request, studio: TheStudio) -> HTMLResponse:
    """Show a report."""
    kept = found(studio, kept_id)
    there = studio.shelf.store.sound(kept.id) is not None
    source = f"/api/recordings/{kept.id}/sound" if there else None
    report = studio.shelf.store.report(kept.id)
    return pages.page(
        request,
        "report_page.html",
        title=kept.question or kept.name,
        kept=kept,
        forms=FORMS,
        corrected=studio.shelf.store.has_proposed(kept.id),
        **report_html.shown(report, source),
    )


@router.get("/api/recordings/{kept_id}/report", responses=faults(404), tags=["library"])
def document(kept_id: Id, studio: TheStudio) -> dict[str, Any]:
    """Give a report as ``voicecoach.report/1``."""
    kept = found(studio, kept_id)
    return report_json.document(studio.shelf.store.report(kept.id))


@router.get(
    "/api/recordings/{kept_id}/sound",
    responses={
        **faults(404),
        200: {"content": {"audio/*": {}}, "description": "The sound"},
        206: {"content": {"audio/*": {}}, "description": "A part of it"},
    },
    response_class=FileResponse,
    tags=["library"],
)
def sound(kept_id: Id, studio: TheStudio) -> FileResponse:
    """Give the sound, or the part of it that a Range header asks for."""
    path = studio.shelf.store.sound(found(studio, kept_id).id)
    if path is None:
        raise RefusedError(404, "The sound was not kept.", "Upload it again.")
    return FileResponse(path, media_type=media_type(path))


@router.get(
    "/api/recordings/{kept_id}/{form}",
    responses={
        **faults(404, 507),
        200: {
            "content": {media.split(";")[0]: {} for media in MEDIA.values()},
            "description": "The file",
        },
    },
    response_class=Response,
    tags=["library"],
)
def download(kept_id: Id, form: shapes.Form, studio: TheStudio) -> Response:
    """Give a report in one of its forms, to be kept."""
    kept = found(studio, kept_id)
    written = _written(studio, kept, form)
    name = kept.name + FORMATS[form].suffix
    return Response(
        written if isinstance(written, bytes) else written.encode("utf-8", "replace"),
        media_type=MEDIA[form],
        headers={"content-disposition": disposition(name)},
    )


def _written(studio: Studio, kept: Kept, form: str) -> str | bytes:
    report: Report = studio.shelf.store.report(kept.id)
    if form == "html":
        path = studio.shelf.store.sound(kept.id)
        if path is None or (kept.duration or 0.0) > report_html.LONGEST_INSIDE:
            return report_html.render(report)
        if path.suffix == encode.SUFFIX:
            return report_html.render(report, encoded=path.read_bytes())
        return report_html.render(report, audio.read(path))
    if form == "pdf":
        with _paper:
            return FORMATS[form].render(report, None, kept.name)
    return FORMATS[form].render(report, None, kept.name)


def disposition(name: str) -> str:
    """Write a Content-Disposition that no name can break out of (RFC 6266)."""
    plain = "".join(
        char if char.isascii() and char.isprintable() and char not in '"\\%' else "_"
        for char in name
    )
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
