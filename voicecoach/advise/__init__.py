"""Say what to do next: at most three things, the most valuable first.

Each names what was said, in the speaker's own words, and what to say instead.
"""

from collections.abc import Iterator
from typing import Final

from voicecoach.advise import content, delivery
from voicecoach.advise.outline import outline, try_next
from voicecoach.advise.proposal import MOMENTS, Heard, Proposal
from voicecoach.types import Advice, Analysis, Part, Question, Score, Transcript

__all__ = ["MOST", "advise", "outline", "try_next"]

MOST: Final = 3
"""Pieces of advice at most: people can use few, and each must be worth it."""

LEAST_GAIN: Final = 2.0
"""Points of the overall score that following the advice could bring, at least."""


def advise(
    analysis: Analysis,
    score: Score,
    transcript: Transcript | None = None,
    question: Question | None = None,
) -> tuple[Advice, ...]:
    """Choose the advice whose part has the most points to win.

    Nothing is advised where nothing was scored, and nothing without a moment. The
    transcript is what is quoted, where it is given.
    """
    parts = {part.name: part for part in score.parts}
    heard = Heard(analysis, transcript.words if transcript else (), question)
    worth = [
        (gain, proposal)
        for proposal in _proposals(heard)
        if proposal.evidence
        and (gain := _gain(parts[proposal.part], proposal)) >= LEAST_GAIN
    ]
    worth.sort(key=lambda found: (not found[1].first, -found[0]))
    return tuple(
        Advice(proposal.text, tuple(proposal.evidence[:MOMENTS]))
        for _, proposal in worth[:MOST]
    )


def _gain(part: Part, proposal: Proposal) -> float:
    if part.points is None:
        return 0.0
    return part.weight * proposal.share * (100 - part.points)


def _proposals(heard: Heard) -> Iterator[Proposal]:
    yield from content.about_question(heard)
    yield from content.about_story(heard)
    yield from content.about_rubric(heard)
    yield from content.about_jargon(heard)
    yield from delivery.about_pauses(heard)
    yield from delivery.about_fillers(heard)
    yield from delivery.about_pace(heard)
