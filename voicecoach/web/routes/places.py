"""Places whose rooms are not furnished yet: they say so, and what to do meanwhile."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from voicecoach.web import pages

router = APIRouter(include_in_schema=False)


@router.get("/rehearse")
def rehearse(request: Request) -> HTMLResponse:
    """Say how an answer gets here without rehearsing in the browser."""
    return pages.page(request, "rehearse.html", title="Rehearse")
