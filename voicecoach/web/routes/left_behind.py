"""Recordings that were left behind: a program was killed, or a page was closed."""

from typing import Annotated

from fastapi import APIRouter, Path

from voicecoach.web import cards
from voicecoach.web import rehearsal_shapes as shapes
from voicecoach.web.routes import faults
from voicecoach.web.routes.rehearse import shown
from voicecoach.web.studio import TheStudio

router = APIRouter(prefix="/api/left-behind", tags=["rehearsals"])

Name = Annotated[
    str, Path(max_length=100, pattern=r"^[0-9A-Za-z_-]+([. ][0-9A-Za-z_-]+)*$")
]


@router.get("", responses=faults())
def listed(studio: TheStudio) -> list[shapes.LeftBehind]:
    """List the recordings whose report was never made."""
    return [cards.left_behind(left) for left in studio.rehearsals.left_behind()]


@router.post("/{name}/report", status_code=201, responses=faults(404, 429, 503, 507))
def report(name: Name, studio: TheStudio) -> shapes.Rehearsal:
    """Report on one of them: a rehearsal that it is the first answer of."""
    sitting = studio.rehearsals.take_up(name, studio.shelf.store)
    return shown(studio, sitting)


@router.delete("/{name}", status_code=204, responses=faults(404, 507))
def discard(name: Name, studio: TheStudio) -> None:
    """Delete one of them for good."""
    studio.rehearsals.left(name).discard()
