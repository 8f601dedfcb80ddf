"""The question bank: list, search, add, edit, check; the shipped part never changes."""

import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path as FilePath
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse
from starlette.responses import HTMLResponse, Response

from voicecoach import questions
from voicecoach.question_file import BankQuestion, Checked
from voicecoach.rubrics import RUBRICS
from voicecoach.types import Track
from voicecoach.web import pages, shapes
from voicecoach.web.faults import RefusedError
from voicecoach.web.routes import faults

router = APIRouter()

Slug = Annotated[str, Path(max_length=60, pattern=r"^[0-9a-z-]+$")]
Search = Annotated[str, Query(max_length=200)]

EXAMPLE = """\
questions:
- id: my-question
  text: Tell me about a time you changed your mind about a model.
  track: team
  level: mid
  audience: manager
  seconds: 120
  tags: [feedback]
  key_points:
  - what you believed first, and why
  - what showed that it was wrong
  - what you do differently since
  outline: >-
    One sentence of background, what you were sure of, the evidence against it,
    what you changed, and what came of it in numbers.
  follow_ups:
  - when: result
    ask: What came of it in the end?
  - when: number
    ask: How much did it change?
"""


def _found(search: str, track: Track | None) -> Iterator[BankQuestion]:
    wanted = search.casefold().split()
    for question in questions.bank():
        told = " ".join((question.id or "", question.text, *question.tags)).casefold()
        if all(word in told for word in wanted) and track in (None, question.track):
            yield question


def _own_ids() -> frozenset[str | None]:
    return frozenset(question.id for question in questions.own().questions)


@router.get("/questions", include_in_schema=False)
def bank_page(
    request: Request, search: Search = "", track: Track | None = None
) -> HTMLResponse:
    """Show the bank."""
    return pages.page(
        request,
        "questions.html",
        title="Questions",
        found=list(_found(search, track)),
        total=len(questions.bank()),
        search=search,
        track=track,
        tracks=RUBRICS,
        own=_own_ids(),
        fault=questions.own_fault(),
    )


@router.get("/questions/new", include_in_schema=False)
def new_page(request: Request) -> HTMLResponse:
    """Show the editor, with an example to begin from."""
    return pages.page(
        request, "editor.html", title="Add a question", text=EXAMPLE, editing=None
    )


@router.get("/questions/{question_id}", include_in_schema=False)
def question_page(question_id: Slug, request: Request) -> HTMLResponse:
    """Show one question."""
    question = _find(question_id)
    track = question.track
    return pages.page(
        request,
        "question.html",
        title=question.text,
        question=question,
        rubric=[RUBRICS[track][item] if track else item for item in question.rubric],
        is_own=question.id in _own_ids(),
    )


@router.get("/questions/{question_id}/edit", include_in_schema=False)
def edit_page(question_id: Slug, request: Request) -> HTMLResponse:
    """Show the editor with one of the user's own questions in it."""
    question = _own(question_id)
    return pages.page(
        request,
        "editor.html",
        title="Edit a question",
        text=questions.as_text(question),
        editing=question.id,
    )


@router.get("/api/questions", responses=faults(), tags=["questions"])
def bank(search: Search = "", track: Track | None = None) -> shapes.Bank:
    """List the questions of the bank, the user's own after the shipped ones."""
    own, fault = _own_ids(), questions.own_fault()
    return shapes.Bank(
        questions=[_shape(question, own) for question in _found(search, track)],
        fault=shapes.Problem(error=fault.problem, remedy=fault.remedy)
        if fault
        else None,
    )


@router.post("/api/questions/check", responses=faults(), tags=["questions"])
def check(given: shapes.QuestionText) -> shapes.Checked:
    """Find every mistake in a text of questions, with its line."""
    return _checked_shape(_checked(given.text))


@router.post(
    "/api/questions", status_code=201, responses=faults(409, 507), tags=["questions"]
)
def add(given: shapes.QuestionText) -> shapes.Added:
    """Put questions among the user's own; one of the same id is replaced."""
    return shapes.Added(**_lists(questions.add(_fine(given.text).questions)))


@router.get("/api/questions/{question_id}", responses=faults(404), tags=["questions"])
def question(question_id: Slug) -> shapes.Question:
    """Give one question of the bank."""
    return _shape(_find(question_id), _own_ids())


@router.put(
    "/api/questions/{question_id}", responses=faults(404, 409, 507), tags=["questions"]
)
def edit(question_id: Slug, given: shapes.QuestionText) -> shapes.Added:
    """Write one of the user's own questions anew; its id may become another."""
    _own(question_id)
    checked = _fine(given.text)
    if len(checked.questions) != 1:
        raise RefusedError(
            409, "The text holds more than one question.", "Leave one, add the others."
        )
    added = questions.add(checked.questions)
    if checked.questions[0].id != question_id:
        questions.remove(question_id)
    return shapes.Added(**_lists(added))


@router.delete(
    "/api/questions/{question_id}",
    status_code=204,
    responses=faults(404, 507),
    tags=["questions"],
)
def remove(question_id: Slug) -> None:
    """Take one of the user's own questions away."""
    _own(question_id)
    questions.remove(question_id)


class MistakenError(RefusedError):
    """Questions that cannot be kept: every mistake is told."""

    def __init__(self, checked: Checked) -> None:
        first = checked.mistakes[0]
        super().__init__(409, f"Line {first.line}: {first.problem}.", first.remedy)
        self.mistakes = checked.mistakes


async def tell_mistakes(_request: Request, error: Exception) -> Response:
    """Answer with the mistakes beside the problem."""
    told = shapes.Problem(
        error=getattr(error, "error", ""),
        remedy=getattr(error, "remedy", ""),
        mistakes=[
            shapes.Mistake(**asdict(item)) for item in getattr(error, "mistakes", ())
        ],
    )
    return JSONResponse(told.model_dump(), 409)


def _checked(text: str) -> Checked:
    with tempfile.TemporaryDirectory(prefix="voicecoach-") as folder:
        path = FilePath(folder) / "questions.yaml"
        path.write_text(text, encoding="utf-8")
        return questions.check(path)


def _fine(text: str) -> Checked:
    checked = _checked(text)
    if checked.mistakes:
        raise MistakenError(checked)
    return checked


def _checked_shape(checked: Checked) -> shapes.Checked:
    return shapes.Checked(
        entries=checked.entries,
        fine=len(checked.questions),
        mistakes=[shapes.Mistake(**asdict(item)) for item in checked.mistakes],
    )


def _lists(added: questions.Added) -> dict[str, list[str]]:
    return {"new": list(added.new), "replaced": list(added.replaced)}


def _find(question_id: str) -> BankQuestion:
    for known in questions.bank():
        if known.id == question_id:
            return known
    raise RefusedError(404, "There is no such question.", "See the list of questions.")


def _own(question_id: str) -> BankQuestion:
    for known in questions.own().questions:
        if known.id == question_id:
            return known
    raise RefusedError(
        404,
        "This is none of your own questions.",
        "Those that came with voicecoach stay as they are: add one of your own.",
    )


def _shape(question: BankQuestion, own: frozenset[str | None]) -> shapes.Question:
    fields = asdict(question)
    return shapes.Question(**fields, own=question.id in own)
