"""What the measurements are worth, and what to do next."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from voicecoach.types.metric import Evidence
from voicecoach.types.question import Audience

Mode: TypeAlias = Literal["stutter", "second-language", "no-pace"]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the score: its points, and the arithmetic that made them."""

    name: str
    points: float | None
    interval: tuple[float, float] | None
    weight: float
    why: str
    source: str


@dataclass(frozen=True, slots=True)
class Score:
    """The score of one answer; what could not be judged has no points."""

    overall: float | None
    interval: tuple[float, float] | None
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to do next, and the moments that show why."""

    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class AlsoFor:
    """The same words judged for another listener.

    ``clarity`` and ``rubric`` are points, ``density`` the jargon in 100 words;
    ``more_terms`` are jargon to this listener and were none to the first,
    ``fewer_terms`` the other way round.
    """

    audience: Audience
    overall: float | None
    interval: tuple[float, float] | None
    clarity: float | None
    rubric: float | None
    density: float | None
    more_terms: tuple[str, ...]
    fewer_terms: tuple[str, ...]
