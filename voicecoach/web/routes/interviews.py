"""The report over all answers of an interview: its page, document and sound."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from starlette.responses import FileResponse, HTMLResponse

from voicecoach import encode
from voicecoach.report import session_html, session_json
from voicecoach.web import pages
from voicecoach.web.routes import faults
from voicecoach.web.studio import TheStudio

router = APIRouter()

Name = Annotated[str, Path(max_length=32, pattern=r"^[0-9a-f]+$")]


@router.get("/rehearse/interviews/{name}", include_in_schema=False)
def page(name: Name, request: Request, studio: TheStudio) -> HTMLResponse:
    """Show the report."""
    whole = studio.interviews.find(name)
    links = [f"/library/{take}" if take else None for take in whole.takes]
    shown = session_html.shown(
        whole.interview, links, f"/api/interviews/{name}/sound", recorded=False
    )
    title = whole.interview.recording.name
    return pages.page(request, "interview_page.html", title=title, **shown)


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
