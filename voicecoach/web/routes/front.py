"""The way in: where to begin, the first page with its checks, and the password."""

from dataclasses import asdict, replace
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from voicecoach.web import pages, shapes
from voicecoach.web.faults import RefusedError
from voicecoach.web.guard import give_cookie
from voicecoach.web.routes import faults
from voicecoach.web.studio import TheStudio

router = APIRouter()


@router.get("/", include_in_schema=False)
def front(studio: TheStudio) -> Response:
    """Begin at the library; the first time, with the checks."""
    seen = studio.preferences.read().welcomed
    return RedirectResponse("/library" if seen else "/welcome", 303)


@router.get("/welcome", include_in_schema=False)
def welcome(request: Request) -> HTMLResponse:
    """Show the checks of this computer."""
    return pages.page(request, "welcome.html", title="Welcome")


@router.get("/api/checks", responses=faults(), tags=["checks"])
def checks(studio: TheStudio) -> shapes.Checks:
    """Tell what the checks of this computer have found so far."""
    running, found = studio.checkup.found()
    return shapes.Checks(
        running=running, checks=[shapes.Check(**asdict(check)) for check in found]
    )


@router.post("/api/checks", status_code=202, responses=faults(), tags=["checks"])
def check(studio: TheStudio) -> shapes.Checks:
    """Begin the checks; the microphone is opened for a third of a second."""
    studio.checkup.start()
    return checks(studio)


@router.post("/api/welcomed", status_code=204, responses=faults(507), tags=["checks"])
def welcomed(studio: TheStudio) -> None:
    """Begin at the library from now on."""
    studio.preferences.write(replace(studio.preferences.read(), welcomed=True))


@router.get("/login", include_in_schema=False)
def login(request: Request, studio: TheStudio) -> HTMLResponse:
    """Ask for the password, where there is one."""
    return HTMLResponse(_door(request, studio, "The studio asks for its password."))


@router.post("/login", include_in_schema=False)
def enter(
    request: Request, studio: TheStudio, password: Annotated[str, Form(max_length=1000)]
) -> Response:
    """Let in whoever knows the password."""
    fits = studio.keys.admits(password)
    if fits:
        response: Response = RedirectResponse("/", 303)
        give_cookie(response, studio.address, studio.keys)
        return response
    if fits is None:
        return HTMLResponse(
            _door(request, studio, "Too many tries: wait for a minute."), 429
        )
    return HTMLResponse(_door(request, studio, "That is not the password."), 403)


def _door(request: Request, studio: TheStudio, error: str) -> str:
    if not studio.keys.has_password:
        raise RefusedError(404, "There is no password.", "Use the printed address.")
    return pages.fill(
        "door.html", error=error, remedy="", nonce=request.state.nonce, form="/login"
    )
