"""The studio's own styles, scripts and icons: those that are there, and no others."""

import functools
import mimetypes
from collections.abc import Mapping
from pathlib import Path

from fastapi import APIRouter
from starlette.responses import FileResponse

from voicecoach.report.html import STATIC as REPORT_STATIC
from voicecoach.web.faults import RefusedError
from voicecoach.web.pages import STATIC

router = APIRouter(include_in_schema=False)


@functools.cache
def _files() -> Mapping[str, Path]:
    """List every file by the name that a page calls it by."""
    found = {}
    for folder, prefix in ((STATIC, ""), (REPORT_STATIC, "report/")):
        for path in folder.rglob("*"):
            if path.is_file():
                found[prefix + path.relative_to(folder).as_posix()] = path
    return found


@router.api_route("/static/{name:path}", methods=["GET", "HEAD"])
def static(name: str) -> FileResponse:
    """Give one file."""
    path = _files().get(name)
    if path is None:
        raise RefusedError(404, "There is no such file.", "Load the page again.")
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return FileResponse(
        path, media_type="text/javascript" if path.suffix == ".js" else kind
    )
