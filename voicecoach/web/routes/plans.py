"""Plans of interviews, and coding challenges."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from voicecoach import challenges, plans
from voicecoach.web import pages, shapes
from voicecoach.web.routes import faults

router = APIRouter()


@router.get("/plans", include_in_schema=False)
def plans_page(request: Request) -> HTMLResponse:
    """Show the plans and the questions they come to."""
    return pages.page(request, "plans.html", title="Interview plans", plans=_plans(0))


@router.get("/challenges", include_in_schema=False)
def challenges_page(request: Request) -> HTMLResponse:
    """Show the coding challenges."""
    return pages.page(
        request,
        "challenges.html",
        title="Coding challenges",
        challenges=challenges.listed(),
    )


@router.get("/api/plans", responses=faults(), tags=["plans"])
def listed(
    seed: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> list[shapes.Plan]:
    """List the plans; the same seed draws the same questions."""
    return _plans(seed)


@router.get("/api/challenges", responses=faults(), tags=["plans"])
def coding() -> list[shapes.Challenge]:
    """List the coding challenges."""
    found = []
    for challenge in challenges.listed():
        fields = asdict(challenge)
        del fields["tests"]
        found.append(shapes.Challenge(**fields))
    return found


def _plans(seed: int) -> list[shapes.Plan]:
    found = []
    for name, plan in plans.built_in().items():
        drawn = plans.draw(plan, seed)
        found.append(
            shapes.Plan(
                name=name,
                title=plan.name,
                text=plan.text,
                audience=plan.audience,
                seconds=sum(question.seconds for question in drawn),
                questions=[
                    shapes.PlanQuestion(
                        id=question.id or "",
                        text=question.text,
                        track=question.track,
                        level=question.level,
                    )
                    for question in drawn
                ],
            )
        )
    return found
