"""Write an interview as a page: whose turn it was when, each answer, what repeats."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from voicecoach.exchange import ROLES, Exchange, Interview, Role
from voicecoach.report.html import (
    SCRIPTS,
    STYLES,
    bundle,
    link,
    policy,
    script_data,
    sound_source,
)
from voicecoach.report.template import fill, trusted
from voicecoach.report.timeline import Item, outline, ticks
from voicecoach.types import Sound


@dataclass(frozen=True, slots=True)
class Row:
    """An answer in the list of them; ``page`` links to its report, where it has one."""

    number: int
    exchange: Exchange
    page: str | None


def render(
    interview: Interview,
    pages: Sequence[str | None],
    sound: Sound | None = None,
    *,
    beside: str | None = None,
    encoded: bytes | None = None,
) -> str:
    """Write the page.

    Parameters
    ----------
    pages : sequence of str or None
        The names of the files of the answers, in the same folder; None where one has
        none.
    sound : Sound, optional
        Goes into the page; without it nothing can be played.
    beside : str, optional
        The name of a file in the page's folder that holds the sound instead.
    encoded : bytes, optional
        The sound as it is to stand in the page, in place of ``sound``.
    """
    style, script = bundle((*STYLES, "session.css")), bundle(SCRIPTS)
    return fill(
        "session.html",
        policy=policy(style, script, inside=beside is None),
        style=trusted(style),
        script=trusted(script),
        **shown(
            interview,
            [None if page is None else link(page) for page in pages],
            sound_source(sound, beside, encoded),
        ),
    )


def shown(
    interview: Interview,
    pages: Sequence[str | None],
    source: str | None,
) -> dict[str, Any]:
    """Give what the templates show.

    Parameters
    ----------
    pages : sequence of str or None
        Where the report of each answer lies; None where it has no page.
    source : str or None
        Where the sound lies.
    """
    # A mock interview has answers alone, and no two voices to be told apart.
    turns = interview.turns
    recorded = turns is None or any(turn.role == "interviewer" for turn in turns)
    duration = interview.recording.duration
    rows = [
        Row(number, exchange, page)
        for number, (exchange, page) in enumerate(
            zip(interview.exchanges, pages, strict=True), start=1
        )
    ]
    data = {
        "duration": round(duration, 3),
        "peaks": [round(float(peak), 3) for peak in interview.peaks],
        "pace": [],
        "range": [0.0, 0.0],
        "band": None,
    }
    roles = ROLES if recorded else ("candidate",)
    return {
        "interview": interview,
        "recorded": recorded,
        "rows": rows,
        "lanes": {role: _lane(interview, role) for role in roles},
        "outline": outline(interview.peaks),
        "ticks": ticks(duration),
        "source": source,
        "data": trusted(script_data(data)),
    }


def _lane(interview: Interview, role: Role) -> tuple[Item, ...]:
    """Lay the turns of one of the two on the timeline."""
    scale = 100 / interview.recording.duration if interview.recording.duration else 0.0
    return tuple(
        Item(
            turn.start,
            turn.end,
            round(scale * turn.start, 3),
            round(scale * (turn.end - turn.start), 3),
            turn.text,
        )
        for turn in interview.turns or ()
        if turn.role == role
    )
