"""Rehearse: the page, and what is asked on it."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import HTMLResponse, Response

from voicecoach import plans, questions
from voicecoach.microphone.trial import DEAF, LOUDNESS
from voicecoach.question_file import LEVELS
from voicecoach.report.html import script_data
from voicecoach.report.template import trusted
from voicecoach.rubrics import RUBRICS
from voicecoach.store import load_settings
from voicecoach.web import cards, pages
from voicecoach.web import rehearsal_shapes as shapes
from voicecoach.web.asking import Wanted
from voicecoach.web.faults import RefusedError
from voicecoach.web.routes import faults
from voicecoach.web.sitting import Sitting
from voicecoach.web.studio import Studio, TheStudio

router = APIRouter()

RehearsalId = Annotated[str, Path(max_length=32, pattern=r"^[0-9a-f]+$")]


@router.get("/rehearse", include_in_schema=False)
def page(
    request: Request, studio: TheStudio, question: str = "", plan: str = ""
) -> HTMLResponse:
    """Show what can be rehearsed; the page does the rest."""
    return pages.page(
        request,
        "rehearse.html",
        title="Rehearse",
        bank=questions.bank(),
        tracks=RUBRICS,
        levels=LEVELS,
        loudness=trusted(script_data({"deaf": DEAF, "words": LOUDNESS})),
        plans=plans.built_in(),
        left=[cards.left_behind(left) for left in studio.rehearsals.left_behind()],
        asked=question,
        planned=plan,
        chosen=load_settings(studio.home),
    )


@router.get("/api/rehearsals", responses=faults(), tags=["rehearsals"])
def listed(studio: TheStudio) -> list[shapes.Rehearsal]:
    """List the rehearsals of this start, the first first."""
    return [shown(studio, sitting) for sitting in studio.rehearsals.listed()]


@router.post(
    "/api/rehearsals",
    status_code=201,
    responses=faults(404, 429, 503),
    tags=["rehearsals"],
)
def begin(given: shapes.NewRehearsal, studio: TheStudio) -> shapes.Rehearsal:
    """Begin to rehearse; the models load meanwhile."""
    known = {question.id for question in questions.bank()}
    if given.question_id is not None and given.question_id not in known:
        raise RefusedError(404, "There is no such question.", "See the question bank.")
    wanted = Wanted(**given.model_dump())
    return shown(studio, studio.rehearsals.begin(wanted, studio.shelf.store))


@router.get(
    "/api/rehearsals/{rehearsal_id}", responses=faults(404), tags=["rehearsals"]
)
def one(rehearsal_id: RehearsalId, studio: TheStudio) -> shapes.Rehearsal:
    """Tell what is asked, what was answered and what may follow."""
    return shown(studio, studio.rehearsals.find(rehearsal_id))


@router.post(
    "/api/rehearsals/{rehearsal_id}/next",
    responses=faults(404, 409),
    tags=["rehearsals"],
)
def go_on(
    rehearsal_id: RehearsalId, given: shapes.Step, studio: TheStudio
) -> shapes.Rehearsal:
    """Go on: to another question, a follow-up, or another take of the same."""
    sitting = studio.rehearsals.find(rehearsal_id)
    sitting.ask(given.wish)
    return shown(studio, sitting)


@router.post(
    "/api/rehearsals/{rehearsal_id}/end", responses=faults(404), tags=["rehearsals"]
)
def end(rehearsal_id: RehearsalId, studio: TheStudio) -> shapes.Rehearsal:
    """End it; of an interview there is a report over all answers now."""
    sitting = studio.rehearsals.find(rehearsal_id)
    sitting.end()
    return shown(studio, sitting)


@router.post(
    "/api/rehearsals/{rehearsal_id}/leave",
    status_code=204,
    responses=faults(404),
    tags=["rehearsals"],
)
def leave(rehearsal_id: RehearsalId, studio: TheStudio) -> None:
    """Let an answer in progress go, since its page is closed; it is offered again."""
    for answer in studio.rehearsals.find(rehearsal_id).answers:
        answer.let_go()


@router.get(
    "/api/rehearsals/{rehearsal_id}/voice",
    responses={
        **faults(404, 409, 503),
        200: {"content": {"audio/wav": {}}, "description": "The question, spoken"},
    },
    response_class=Response,
    tags=["rehearsals"],
)
def voice(rehearsal_id: RehearsalId, studio: TheStudio) -> Response:
    """Say what is asked, as a WAV file."""
    sitting = studio.rehearsals.find(rehearsal_id)
    question = sitting.asked.question
    if question is None:
        raise RefusedError(409, "Nothing is asked now.", "Ask for a question.")
    return Response(studio.voice.sound(question.text), media_type="audio/wav")


def shown(studio: Studio, sitting: Sitting) -> shapes.Rehearsal:
    """Give a rehearsal the form of its JSON."""
    held = None
    if sitting.over and sitting.wanted.kind == "interview":
        held = studio.interviews.of(sitting)
    name, whole = held or (None, None)
    return cards.rehearsal(sitting, name, whole)
