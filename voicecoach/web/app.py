"""Put the studio together: its routes, its door, and what happens when it starts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from starlette.types import ASGIApp

from voicecoach import __version__
from voicecoach.web import faults
from voicecoach.web.guard import Guard
from voicecoach.web.routes import (
    answers,
    front,
    interviews,
    left_behind,
    library,
    listening,
    plans,
    progress,
    questions,
    rehearse,
    reports,
    settings,
    static,
    voices,
    words,
)
from voicecoach.web.studio import Studio

ABOUT = (
    "Everything needs the token that `voicecoach serve` prints, as `?token=`, as a "
    "bearer, or exchanged for the cookie. Nothing leaves this computer."
)


def create_app(studio: Studio) -> ASGIApp:
    """Build the application with its guard around it."""
    api = _api()
    api.state.studio = studio
    return Guard(api, studio.address, studio.keys)


def described() -> dict[str, Any]:
    """Give the OpenAPI document."""
    return _api().openapi()


def _api() -> FastAPI:
    api = FastAPI(
        title="voicecoach",
        version=__version__,
        description=ABOUT,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=_lifespan,
        redirect_slashes=False,
    )
    faults.install(api)
    api.add_exception_handler(questions.MistakenError, questions.tell_mistakes)
    for subject in (
        front,
        library,
        progress,
        words,  # before the forms of a report, which would take its name
        reports,
        questions,
        plans,
        rehearse,
        answers,
        listening,
        left_behind,
        interviews,
        settings,
        voices,
        static,
    ):
        api.include_router(subject.router)
    return api


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    studio: Studio = app.state.studio
    studio.jobs.start()
    try:
        yield
    finally:
        studio.rehearsals.close()
        studio.interviews.close()
        studio.voice.close()
        studio.jobs.close()
