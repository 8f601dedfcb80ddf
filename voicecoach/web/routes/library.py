"""The library: what is kept, what is uploaded, and what is being worked on."""

import secrets
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import HTMLResponse

from voicecoach import questions
from voicecoach.store import load_settings
from voicecoach.types import Audience
from voicecoach.web import pages, shapes, uploads
from voicecoach.web.bench import Order
from voicecoach.web.faults import RefusedError
from voicecoach.web.jobs import UPLOAD, Job
from voicecoach.web.routes import faults
from voicecoach.web.shelf import Kept
from voicecoach.web.studio import Studio, TheStudio

router = APIRouter()

Id = Annotated[str, Path(max_length=31, pattern=r"^[0-9]{1,15}\.[0-9]{1,15}$")]
JobId = Annotated[str, Path(max_length=60, pattern=r"^[0-9a-z-]+$")]
Search = Annotated[str, Query(max_length=200)]


@router.get("/library", include_in_schema=False)
def library(
    request: Request, studio: TheStudio, search: Search = "", question: str = ""
) -> HTMLResponse:
    """Show what is kept, and take uploads."""
    return pages.page(
        request,
        "library.html",
        title="Library",
        kept=list(studio.shelf.searched(search)),
        total=len(studio.shelf.listed()),
        search=search,
        bank=questions.bank(),
        asked=question,
        chosen=load_settings(studio.home),
        problem=studio.shelf.store.problem,
        largest=uploads.LARGEST,
    )


@router.get("/api/recordings", responses=faults(), tags=["library"])
def recordings(studio: TheStudio, search: Search = "") -> list[shapes.Recording]:
    """List the reports that are kept, the newest first."""
    found = studio.shelf.searched(search)
    return [shapes.Recording.model_validate(kept) for kept in found]


@router.post(
    "/api/recordings",
    status_code=202,
    responses=faults(404, 408, 429, 507),
    tags=["library"],
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/octet-stream": {
                    "schema": {"type": "string", "format": "binary", "minLength": 1}
                }
            },
        }
    },
)
async def upload(
    request: Request,
    studio: TheStudio,
    name: Annotated[str, Query(max_length=1000)] = "",
    question_id: Annotated[str | None, Query(max_length=60)] = None,
    question: Annotated[str | None, Query(max_length=1000)] = None,
    audience: Audience | None = None,
) -> shapes.Job:
    """Upload one recording, its bytes as the body; its report is made in turn."""
    if studio.jobs.full():
        raise RefusedError(
            429, "Too many recordings are waiting.", "Wait until some are done."
        )
    if question_id and not any(known.id == question_id for known in questions.bank()):
        raise RefusedError(404, "There is no such question.", "See the question bank.")
    chosen = load_settings(studio.home)
    order = Order(
        id=new_id(),
        name=uploads.shown_name(name),
        added=datetime.now(UTC).isoformat(),
        question_id=question_id or None,
        question=" ".join((question or "").split()) or None,
        audience=audience or chosen.audience,
        modes=chosen.modes,
        model=chosen.model,
    )
    place = studio.jobs.place(order.id)
    try:
        await uploads.receive(request, place / UPLOAD)
    except RefusedError:
        place.rmdir()
        raise
    return job_shape(studio.jobs.put(order))


@router.get("/api/recordings/{kept_id}", responses=faults(404), tags=["library"])
def recording(kept_id: Id, studio: TheStudio) -> shapes.Recording:
    """Tell of one report that is kept."""
    return shapes.Recording.model_validate(found(studio, kept_id))


@router.delete(
    "/api/recordings/{kept_id}",
    status_code=204,
    responses=faults(404, 507),
    tags=["library"],
)
def delete(kept_id: Id, studio: TheStudio) -> None:
    """Delete a report and its sound for good."""
    studio.shelf.delete(found(studio, kept_id))


@router.get("/api/jobs", responses=faults(), tags=["jobs"])
def jobs(studio: TheStudio) -> list[shapes.Job]:
    """List the uploads of this start, in their order."""
    return [job_shape(job) for job in studio.jobs.listed()]


@router.get("/api/jobs/{job_id}", responses=faults(404), tags=["jobs"])
def job(job_id: JobId, studio: TheStudio) -> shapes.Job:
    """Tell how far an upload is."""
    known = studio.jobs.find(job_id)
    if known is None:
        raise _no_job()
    return job_shape(known)


@router.delete(
    "/api/jobs/{job_id}", status_code=204, responses=faults(404), tags=["jobs"]
)
def drop(job_id: JobId, studio: TheStudio) -> None:
    """Take an upload away; its work is ended. A finished report stays."""
    if not studio.jobs.drop(job_id):
        raise _no_job()


def new_id() -> str:
    """Make the id of a new order: ids of later ones are greater."""
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"


def job_shape(job: Job) -> shapes.Job:
    """Give a job the form of its JSON."""
    return shapes.Job(
        id=job.order.id,
        name=job.order.name,
        state=job.state,
        stage=job.stage,
        fraction=job.fraction,
        error=job.error,
        remedy=job.remedy,
        recording=job.kept,
        corrects=job.order.corrects,
    )


def found(studio: Studio, kept_id: str) -> Kept:
    """Find what is kept by its id.

    Raises
    ------
    RefusedError
        There is no such thing.
    """
    kept = studio.shelf.find(kept_id)
    if kept is None:
        raise RefusedError(
            404,
            "There is no such recording.",
            "It may have been deleted: see the library.",
        )
    return kept


def _no_job() -> RefusedError:
    return RefusedError(404, "There is no such upload.", "It may have been taken away.")
