"""What goes wrong, as an answer: a page for people, ``{error, remedy}`` for programs.

Nothing of the inside is told: no path, no trace, no name of a class.
"""

import logging
from http import HTTPStatus
from typing import Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Scope

from voicecoach.errors import (
    DeviceError,
    InputError,
    ModelError,
    OutputError,
    StoreError,
    UsageError,
    VoicecoachError,
)
from voicecoach.web import pages

STATUS: Final[dict[type[VoicecoachError], int]] = {
    UsageError: 422,
    InputError: 422,
    DeviceError: 503,
    ModelError: 503,
    OutputError: 507,
    StoreError: 503,
}

SAID: Final = {
    404: ("There is nothing at this address.", "Go back, or begin at the library."),
    405: ("This address does not take that.", "Use the studio's own pages."),
}

log = logging.getLogger(__name__)


class RefusedError(HTTPException):
    """An answer that is a refusal: what is wrong, and what to do."""

    def __init__(self, status: int, error: str, remedy: str) -> None:
        super().__init__(status, error)
        self.error = error
        self.remedy = remedy


def wants_page(scope: Scope) -> bool:
    """Tell whether a person waits for the answer, or a program."""
    if scope["type"] != "http" or scope["path"].startswith(("/api", "/static")):
        return False
    return "text/html" in Headers(scope=scope).get("accept", "")


def plain(scope: Scope, status: int, error: str, remedy: str, nonce: str) -> Response:
    """Refuse at the door, with a page that needs nothing else of the studio."""
    if not wants_page(scope):
        return JSONResponse({"error": error, "remedy": remedy}, status)
    return HTMLResponse(
        pages.fill("door.html", error=error, remedy=remedy, nonce=nonce, form=None),
        status,
    )


def onward(target: str) -> str:
    """Write a page that goes on to another address of the studio at once."""
    return pages.fill("onward.html", target=target)


def install(app: FastAPI) -> None:
    """Turn everything that is raised into an answer."""
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(VoicecoachError, _foreseen)
    app.add_exception_handler(Exception, _unforeseen)


def told(request: Request, status: int, error: str, remedy: str) -> Response:
    """Tell a fault to whoever waits for the answer."""
    if wants_page(request.scope):
        response = pages.page(request, "fault.html", error=error, remedy=remedy)
        response.status_code = status
        return response
    return JSONResponse({"error": error, "remedy": remedy}, status)


def status_of(error: VoicecoachError) -> int:
    """Give the status that tells of a failure."""
    return STATUS.get(type(error), 500)


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if isinstance(error, RefusedError):
        problem, remedy = error.error, error.remedy
    else:
        phrase = HTTPStatus(status).phrase
        problem, remedy = SAID.get(status, (f"{phrase}.", "Check what was sent."))
    response = told(request, status, problem, remedy)
    response.headers.update(getattr(error, "headers", None) or {})
    return response


async def _invalid(request: Request, error: Exception) -> Response:
    """Name the field that does not fit; never what was in it."""
    found = error.errors() if isinstance(error, RequestValidationError) else ()
    places = [".".join(str(part) for part in item["loc"][1:]) for item in found]
    said = [
        f"{place}: {item['msg']}" for place, item in zip(places, found, strict=True)
    ]
    problem = f"{'; '.join(said[:3]) or 'Something in it does not fit'}."
    return told(request, 422, problem, "Mend it and send it again.")


async def _foreseen(request: Request, error: Exception) -> Response:
    if not isinstance(error, VoicecoachError):
        return await _unforeseen(request, error)
    return told(request, status_of(error), error.problem, error.remedy)


async def _unforeseen(request: Request, error: Exception) -> Response:
    log.error("a fault in the studio", exc_info=error)
    return told(
        request,
        500,
        "A fault in voicecoach itself.",
        "Try again; with voicecoach serve --debug the terminal says more.",
    )
