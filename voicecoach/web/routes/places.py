"""Places whose rooms are not furnished yet: they say so, and what to do meanwhile."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from voicecoach.web import pages

router = APIRouter(include_in_schema=False)


@router.get("/progress")
def progress(request: Request) -> HTMLResponse:
    """Say where the figures are until they are drawn."""
    return pages.page(request, "progress.html", title="Progress")
