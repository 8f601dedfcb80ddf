"""Correct the words of a report, see what changes, and keep it or not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from voicecoach import correct
from voicecoach.compare import compare
from voicecoach.report import verdicts
from voicecoach.store import load_settings
from voicecoach.types import Report, Transcript
from voicecoach.web import correcting, measures, pages, shapes
from voicecoach.web.bench import Order
from voicecoach.web.faults import RefusedError
from voicecoach.web.jobs import Job
from voicecoach.web.routes import faults
from voicecoach.web.routes.library import Id, found, job_shape, new_id
from voicecoach.web.spoken_lines import lines
from voicecoach.web.studio import Studio, TheStudio

router = APIRouter()

MOST_SHOWN = 3000
"""Words of an answer whose single corrections are listed: finding them takes time."""


@dataclass(frozen=True, slots=True)
class Put:
    """One correction: what was written, what it is now, and when it was said."""

    before: str
    after: str
    start: float | None


@router.get("/library/{kept_id}/words", include_in_schema=False)
def page(kept_id: Id, request: Request, studio: TheStudio) -> HTMLResponse:
    """Show the words to be corrected, and the correction that waits, if one does."""
    kept = found(studio, kept_id)
    store = studio.shelf.store
    report, proposed = store.report(kept.id), store.proposed(kept.id)
    shown = (proposed or report).transcript
    there = store.sound(kept.id) is not None
    return pages.page(
        request,
        "words.html",
        title="Correct the words",
        kept=kept,
        lines=lines(shown.words),
        source=f"/api/recordings/{kept.id}/sound" if there else None,
        proposed=proposed,
        held=compare(report, proposed) if proposed else None,
        puts=list(_puts(report, proposed)) if proposed else [],
        job=_under_way(studio, kept.id),
        longest=correcting.LONGEST,
        verdicts=verdicts,
    )


@router.get("/api/recordings/{kept_id}/words", responses=faults(404), tags=["words"])
def words(kept_id: Id, studio: TheStudio) -> measures.Words:
    """Give the words of a report, and the correction that waits, if one does."""
    kept = found(studio, kept_id)
    store = studio.shelf.store
    report, proposed = store.report(kept.id), store.proposed(kept.id)
    said = report.transcript.words
    return measures.Words(
        words=[measures.Word.model_validate(word) for word in said],
        sound=store.sound(kept.id) is not None,
        proposed=_shape(report, proposed) if proposed else None,
    )


@router.post(
    "/api/recordings/{kept_id}/words",
    status_code=202,
    responses=faults(404, 409, 429, 507),
    tags=["words"],
)
def again(kept_id: Id, given: measures.Corrected, studio: TheStudio) -> shapes.Job:
    """Score the answer again with these words, in turn; the first report stays.

    Nothing is recognised anew. Words that stay keep their times.
    """
    kept = found(studio, kept_id)
    report = studio.shelf.store.report(kept.id)
    _see_that_it_can_be_done(studio, kept.id, report.transcript, given.text)
    chosen = load_settings(studio.home)
    order = Order(
        id=new_id(),
        name=kept.name,
        added=datetime.now(UTC).isoformat(),
        audience=chosen.audience,
        modes=chosen.modes,
        model=chosen.model,
        corrects=kept.id,
    )
    correcting.lay(studio.jobs.place(order.id), report, given.text)
    return job_shape(studio.jobs.put(order))


@router.post(
    "/api/recordings/{kept_id}/words/accept",
    status_code=204,
    responses=faults(404, 507),
    tags=["words"],
)
def accept(kept_id: Id, studio: TheStudio) -> None:
    """Put the corrected report in the place of the first, which is gone then."""
    kept = found(studio, kept_id)
    if studio.shelf.store.proposed(kept.id) is None:
        raise _nothing_waits()
    studio.shelf.store.accept(kept.id)


@router.delete(
    "/api/recordings/{kept_id}/words",
    status_code=204,
    responses=faults(404),
    tags=["words"],
)
def withdraw(kept_id: Id, studio: TheStudio) -> None:
    """Throw the corrected report away; the first stays as it is."""
    if not studio.shelf.store.withdraw(found(studio, kept_id).id):
        raise _nothing_waits()


def _see_that_it_can_be_done(
    studio: Studio, take: str, old: Transcript, text: str
) -> None:
    given = text.split()
    if not given:
        raise RefusedError(422, "There are no words.", "Write what was said.")
    if given == [word.text for word in old.words]:
        raise RefusedError(
            409, "These are the words of the report.", "Correct one, then score again."
        )
    if _under_way(studio, take) is not None:
        raise RefusedError(
            409, "These words are being scored already.", "Wait until it is done."
        )
    if studio.jobs.full():
        raise RefusedError(
            429, "Too many recordings are waiting.", "Wait until some are done."
        )


def _under_way(studio: Studio, take: str) -> Job | None:
    for job in studio.jobs.listed():
        if job.order.corrects == take and job.state in ("waiting", "working"):
            return job
    return None


def _puts(before: Report, after: Report) -> Iterator[Put]:
    """List what was corrected, in its order; nothing of a very long answer."""
    old, new = before.transcript, after.transcript
    if max(len(old.words), len(new.words)) > MOST_SHOWN:
        return
    for edit in correct.edits(old, new.text):
        said = old.words[edit.first : edit.last]
        near = old.words[min(edit.first, len(old.words) - 1)] if old.words else None
        start = near.start if near else None
        yield Put(" ".join(word.text for word in said), edit.text, start)


def _shape(before: Report, after: Report) -> measures.Proposed:
    held = compare(before, after)
    return measures.Proposed(
        text=after.transcript.text,
        comparison=measures.Comparison.model_validate(held),
    )


def _nothing_waits() -> RefusedError:
    return RefusedError(
        404, "No correction of it waits.", "Correct its words, then score again."
    )
