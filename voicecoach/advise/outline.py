"""The sketch of a good answer to this question, and one thing to try next time."""

from collections.abc import Mapping
from typing import Final

from voicecoach.question_file import BankQuestion
from voicecoach.types import Question, Score, Track

_STORY: Final = (
    "One or two sentences on where and when it was. One on what you had to do and why "
    "it was hard. Then most of the time on what you did, step by step. Last, how it "
    "ended, with a number before and after."
)

OUTLINES: Final[Mapping[Track | None, str]] = {
    "python": (
        "The approach in one sentence. The data structures, and why these. The steps "
        "in their order. Time and memory. One bad input and what happens then. How you "
        "would test it. One trade-off."
    ),
    "explain": (
        "A plain definition in one sentence. One example from daily life. Why it "
        "matters. What it is not. The definition again, or a question whether it is "
        "clear."
    ),
    "ambiguity": (
        "Two or three questions. What you assume where nobody answers. The problem in "
        "parts, one by one. Two ways compared. What could go wrong. How success is "
        "measured. What you would do first."
    ),
    "impact": _STORY,
    "team": (
        f"{_STORY} Give the other side's view as they would, and say what you do "
        "differently since."
    ),
    None: (
        "The answer in one sentence. One example of it, with what you did yourself. "
        "What came of it. One sentence that leads back to the question."
    ),
}
"""A good answer by the kind of question, where the bank has no sketch of its own."""

_TRIES: Final[Mapping[str, str]] = {
    "flow": (
        "Say the first sentence of each point to the end before you breathe, even if "
        "it is a plain one."
    ),
    "pace": "Read one paragraph aloud at an easy pace, then answer again in that pace.",
    "fillers": (
        "Answer again and stop for one breath wherever an um wants to come. Up to five "
        "a minute cost nothing."
    ),
    "structure": (
        "Answer again in 90 seconds: two sentences of setup, then only what you did, "
        "and the last two sentences for how it ended."
    ),
    "clarity": (
        "Answer again as if to a friend from another trade: every term once, and what "
        "it is right after it."
    ),
    "rubric": (
        "Before you answer again, write one word for each thing the question asks for, "
        "and touch them in that order."
    ),
}

_AGAIN: Final = "Answer again with a third of the words left out, and keep every point."


def outline(question: Question | None) -> str | None:
    """Sketch a good answer: the bank's own, else by the kind of question.

    None without a question.
    """
    if question is None:
        return None
    own = question.outline if isinstance(question, BankQuestion) else ""
    return own or OUTLINES[question.track]


def try_next(score: Score) -> str | None:
    """Name one thing to try next time: for the part with the most points to win.

    None where nothing was scored.
    """
    judged = [part for part in score.parts if part.points is not None]
    if score.overall is None or not judged:
        return None
    weakest = max(judged, key=lambda part: part.weight * (100 - (part.points or 0.0)))
    if weakest.weight * (100 - (weakest.points or 0.0)) < 1:
        return _AGAIN
    return _TRIES[weakest.name]
