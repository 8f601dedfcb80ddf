"""Who of two asks: the one whose turns are questions, who talks less and begins."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from voicecoach.exchange import Role
from voicecoach.thresholds import TURNS
from voicecoach.types import Span, Transcript

OPENERS: Final = re.compile(
    r"(?:^|[.!?,;]\s+)(?:(?:and|so|okay|ok|great|thanks|thank you|now|alright|right|"
    r"well|then|first|next|good)[,.]?\s+)*"
    r"(?:what|why|how|when|where|who|which|whose|"
    r"(?:can|could|would|will|do|did|does|are|is|was|were|have|has|had) (?:you|your)|"
    r"tell (?:me|us)|describe|explain|give (?:me|us)|walk (?:me|us)|talk (?:me|us)|"
    r"take (?:me|us)|let'?s (?:say|talk|start)|imagine|suppose|"
    r"share (?:an?|your)|pick (?:one|an?))\b",
    re.IGNORECASE,
)
"""How a question or a request begins, after whatever is said before one."""

YOU: Final = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
I: Final = re.compile(r"\b(?:i|i'm|i've|i'd|my|me|we|our)\b", re.IGNORECASE)  # noqa: E741


NEAR: Final = 1.0
"""Seconds that a word may lie outside a turn and still be part of it: recognisers put
the first and last words of a stretch a little off."""


@dataclass(frozen=True, slots=True)
class Voiced:
    """A stretch in which one voice speaks: 0 or 1 for the one or the other."""

    span: Span
    voice: int


@dataclass(frozen=True, slots=True)
class Roles:
    """The role of voice 0 and of voice 1, and how sure that is: 0.5 to 1."""

    roles: tuple[Role, Role]
    sure: float


def choose_roles(voiced: Sequence[Voiced], texts: Sequence[str]) -> Roles:
    """Say which of two voices is the interviewer's.

    The evidence of each kind is added up as log odds; the weights are design values.

    Parameters
    ----------
    voiced : sequence of Voiced
        The turns in order.
    texts : sequence of str
        What was said in each.
    """
    odds = (
        TURNS.asks * (_asking(voiced, texts, 0) - _asking(voiced, texts, 1))
        + TURNS.you * (_addressing(voiced, texts, 0) - _addressing(voiced, texts, 1))
        + TURNS.talks_less * (_talk(voiced, 1) - _talk(voiced, 0))
        + (TURNS.begins if voiced and voiced[0].voice == 0 else -TURNS.begins)
    )
    sure = 1 / (1 + math.exp(-abs(odds)))
    roles: tuple[Role, Role] = ("interviewer", "candidate")
    return Roles(roles if odds >= 0 else (roles[1], roles[0]), sure)


def asks(text: str) -> bool:
    """Tell whether a turn asks something.

    Examples
    --------
    >>> asks("Okay, so tell me about a conflict."), asks("I led a team of five.")
    (True, False)
    """
    return "?" in text or OPENERS.search(text) is not None


def _asking(voiced: Sequence[Voiced], texts: Sequence[str], voice: int) -> float:
    """Share of a voice's turns that ask; a long talk with one question asks little."""
    own = [
        text for turn, text in zip(voiced, texts, strict=True) if turn.voice == voice
    ]
    if not own:
        return 0.0
    weights = [
        min(1.0, TURNS.question_words / max(1, len(text.split()))) for text in own
    ]
    return sum(w for w, text in zip(weights, own, strict=True) if asks(text)) / len(own)


def _addressing(voiced: Sequence[Voiced], texts: Sequence[str], voice: int) -> float:
    """How much a voice says "you" and not "I": -1 to 1."""
    own = " ".join(
        text for turn, text in zip(voiced, texts, strict=True) if turn.voice == voice
    )
    you, me = len(YOU.findall(own)), len(I.findall(own))
    # One more of each: a single "you" is no proof.
    return (you - me) / (you + me + 2)


def _talk(voiced: Sequence[Voiced], voice: int) -> float:
    """Share of the time that a voice speaks."""
    total = sum(turn.span.duration for turn in voiced)
    own = sum(turn.span.duration for turn in voiced if turn.voice == voice)
    return own / total if total else 0.0


def texts_of(voiced: Sequence[Voiced], transcript: Transcript) -> tuple[str, ...]:
    """Give the words of each turn: those in it, and those near it that are in none."""
    own = territories([turn.span for turn in voiced])
    return tuple(
        " ".join(
            word.text
            for word in transcript.words
            if word.start is not None
            and word.end is not None
            and span.start <= (word.start + word.end) / 2 < span.end
        )
        for span in own
    )


def territories(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Widen turns by half of the silence to each side, and by ``NEAR`` at most.

    Examples
    --------
    >>> territories([Span(2.0, 3.0), Span(3.5, 9.0)])
    (Span(start=1.0, end=3.25), Span(start=3.25, end=10.0))
    """
    wide = []
    for i, span in enumerate(spans):
        start, end = span.start - NEAR, span.end + NEAR
        if i:
            start = max(start, (spans[i - 1].end + span.start) / 2)
        if i + 1 < len(spans):
            end = min(end, (span.end + spans[i + 1].start) / 2)
        wide.append(Span(start, end))
    return tuple(wide)
