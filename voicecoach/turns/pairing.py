"""From turns to questions and their answers."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from voicecoach.exchange import Role, Turn
from voicecoach.thresholds import TURNS
from voicecoach.turns.roles import asks, territories
from voicecoach.types import FRAME, Span

TAIL: Final = 0.5
"""Seconds of silence that are kept after an answer, where there are any."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and where its answer lies.

    Attributes
    ----------
    question : str
        What the interviewer said until the answer began; empty where nothing was.
    asked : Span or None
        Where that was.
    answered : Span
        From the end of the question to the end of the answer, on whole frames.
    spans : tuple of Span
        Where the candidate has the word: an interjection cuts an answer in two.
    """

    question: str
    asked: Span | None
    answered: Span
    spans: tuple[Span, ...]


def pair(turns: Sequence[Turn], duration: float) -> tuple[Pair, ...]:
    """Pair every answer with what was asked before it.

    A few words thrown in by the other ("right", "yes, sure") end neither a question nor
    an answer.
    """
    pairs = []
    asked: list[int] = []
    for role, own in _groups(turns):
        if role == "interviewer":
            asked = own
            continue
        pairs.append(_pair(turns, asked, own, duration))
        asked = []
    return tuple(pairs)


def _groups(turns: Sequence[Turn]) -> Iterator[tuple[Role, list[int]]]:
    """Yield runs of turns of one role, by their places, without what is thrown in."""
    role: Role | None = None
    own: list[int] = []
    for i, turn in enumerate(turns):
        if _thrown_in(turns, i):
            continue
        if role is not None and turn.role != role:
            yield role, own
            own = []
        role = turn.role
        own.append(i)
    if role is not None:
        yield role, own


def _thrown_in(turns: Sequence[Turn], i: int) -> bool:
    turn = turns[i]
    # A turn of which nothing was heard is one that the user wrote down.
    if not 0 < len(turn.text.split()) <= TURNS.aside:
        return False
    if turn.role == "candidate":
        return True
    between = 0 < i < len(turns) - 1
    return between and not asks(turn.text)


def _pair(
    turns: Sequence[Turn], asked: Sequence[int], own: Sequence[int], duration: float
) -> Pair:
    last = turns[own[-1]]
    wide = territories([Span(turn.start, turn.end) for turn in turns])
    following = turns[own[-1] + 1].start if own[-1] + 1 < len(turns) else duration
    start = turns[asked[-1]].end if asked else 0.0
    end = max(last.end, min(following, last.end + TAIL))
    return Pair(
        question=" ".join(turns[i].text for i in asked if turns[i].text),
        asked=Span(turns[asked[0]].start, start) if asked else None,
        answered=Span(
            round(math.floor(round(start / FRAME, 3)) * FRAME, 6),
            round(math.ceil(round(min(end, duration) / FRAME, 3)) * FRAME, 6),
        ),
        spans=tuple(wide[i] for i in own),
    )
