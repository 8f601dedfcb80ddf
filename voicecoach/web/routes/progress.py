"""Progress: what one speaker's own takes show over time."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from voicecoach.report import verdicts
from voicecoach.thresholds import PROGRESS
from voicecoach.trends import Series
from voicecoach.types import Track
from voicecoach.web import measures, pages
from voicecoach.web.charts import chart
from voicecoach.web.progress import Progress, look
from voicecoach.web.routes import faults
from voicecoach.web.studio import TheStudio

router = APIRouter()

TALL, SMALL = 200.0, 88.0
"""Heights of the charts, in pixels."""

QuestionId = Annotated[str | None, Query(max_length=60)]


@router.get("/progress", include_in_schema=False)
def page(
    request: Request,
    studio: TheStudio,
    track: str = "",
    question_id: Annotated[str, Query(max_length=60)] = "",
) -> HTMLResponse:
    """Show the trends; an empty or unknown choice is all of them."""
    found = look(studio.shelf.store, _track(track), question_id or None)
    series = found.trends.series
    return pages.page(
        request,
        "progress.html",
        title="Progress",
        found=found,
        total=sum(1 for _ in studio.shelf.store.takes()),
        fewest=PROGRESS,
        overall=next((chart(s, TALL) for s in series if s.name == "overall"), None),
        parts_drawn=[chart(s, SMALL) for s in series if s.name.startswith("part ")],
        metrics=[chart(s, SMALL) for s in series if _measured(s)],
        groups=_groups(series),
        verdicts=verdicts,
        problem=studio.shelf.store.problem,
    )


@router.get("/api/progress", responses=faults(503), tags=["progress"])
def document(
    studio: TheStudio, track: Track | None = None, question_id: QuestionId = None
) -> measures.Progress:
    """Tell what the takes show: trends, habits, and the last two of one question.

    The figures are those of `voicecoach history trends` and `history compare`.
    """
    return _shape(look(studio.shelf.store, track, question_id or None))


def _track(given: str) -> Track | None:
    known: dict[str, Track] = {
        "python": "python",
        "explain": "explain",
        "ambiguity": "ambiguity",
        "impact": "impact",
        "team": "team",
    }
    return known.get(given)


def _measured(series: Series) -> bool:
    return series.name != "overall" and not series.name.startswith("part ")


def _groups(series: tuple[Series, ...]) -> dict[str, list[Series]]:
    """Sort the series by what became of them; those without a line are in none."""
    found: dict[str, list[Series]] = {
        verdict: [] for verdict in ("better", "worse", "changed", "within noise")
    }
    for one in series:
        if one.line is not None:
            verdict = verdicts.verdict(one.line.beyond_noise, one.line.better)
            found[verdict].append(one)
    return found


def _shape(found: Progress) -> measures.Progress:
    seen = found.trends
    return measures.Progress(
        track=found.track,
        question_id=found.question_id,
        takes=seen.takes,
        sessions=found.sessions,
        too_few=seen.too_few,
        series=[measures.Series.model_validate(one) for one in seen.series],
        habits=measures.Habits.model_validate(seen.habits),
        tracks=[measures.Group.model_validate(one) for one in found.tracks],
        questions=[measures.Group.model_validate(one) for one in found.questions],
        pair=measures.Pair.model_validate(found.pair) if found.pair else None,
    )
