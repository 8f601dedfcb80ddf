"""The report over all answers of an interview: its page, document and sound."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from starlette.responses import FileResponse, HTMLResponse, Response

from voicecoach import encode
from voicecoach.report import session_html, session_json
from voicecoach.web import pages
from voicecoach.web.interviews import Whole
from voicecoach.web.routes import faults
from voicecoach.web.routes.reports import disposition
from voicecoach.web.studio import TheStudio

router = APIRouter()

Name = Annotated[str, Path(max_length=32, pattern=r"^[0-9a-f]+$")]


@router.get("/rehearse/interviews/{name}", include_in_schema=False)
def page(name: Name, request: Request, studio: TheStudio) -> HTMLResponse:
    """Show the report."""
    whole = studio.interviews.find(name)
    links = [f"/library/{take}" if take else None for take in whole.takes]
    shown = session_html.shown(whole.interview, links, f"/api/interviews/{name}/sound")
    return pages.page(
        request,
        "interview_page.html",
        title=whole.interview.recording.name,
        path=f"/api/interviews/{name}",
        file_name=_file_name(whole),
        planned=whole.planned,
        kept=any(whole.takes),
        **shown,
    )


@router.delete(
    "/api/interviews/{name}",
    status_code=204,
    responses=faults(404, 503, 507),
    tags=["rehearsals"],
)
def delete(name: Name, studio: TheStudio) -> None:
    """Delete all answers of an interview for good, with their sound."""
    for take in studio.interviews.find(name).takes:
        kept = studio.shelf.find(take) if take else None
        if kept is not None:
            studio.shelf.delete(kept)
    studio.interviews.forget(name)


@router.get(
    "/api/interviews/{name}/html",
    responses={
        **faults(404, 503),
        200: {"content": {"text/html": {}}, "description": "The file"},
    },
    response_class=Response,
    tags=["rehearsals"],
)
def download(name: Name, studio: TheStudio) -> Response:
    """Give the report as a page to be kept, with the sound inside."""
    whole = studio.interviews.find(name)
    no_pages = [None] * len(whole.takes)
    written = session_html.render(
        whole.interview, no_pages, encoded=whole.sound.read_bytes()
    )
    return Response(
        written.encode("utf-8", "replace"),
        media_type="text/html; charset=utf-8",
        headers={
            "content-disposition": disposition(_file_name(whole) + ".report.html")
        },
    )


@router.get(
    "/api/interviews/{name}/report", responses=faults(404, 503), tags=["rehearsals"]
)
def document(name: Name, studio: TheStudio) -> dict[str, Any]:
    """Give the report as ``voicecoach.session/1``."""
    return session_json.session_document(studio.interviews.find(name).interview)


@router.get(
    "/api/interviews/{name}/sound",
    responses={
        **faults(404, 503),
        200: {"content": {encode.MEDIA_TYPE: {}}, "description": "All answers"},
        206: {"content": {encode.MEDIA_TYPE: {}}, "description": "A part of it"},
    },
    response_class=FileResponse,
    tags=["rehearsals"],
)
def sound(name: Name, studio: TheStudio) -> FileResponse:
    """Give the sound of all answers, one after the other."""
    path = studio.interviews.find(name).sound
    return FileResponse(path, media_type=encode.MEDIA_TYPE)


def _file_name(whole: Whole) -> str:
    """Name the files of an interview, before their suffix; no system likes a colon."""
    return whole.interview.recording.name.replace(":", "")
