"""What is asked, and who listens."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Track: TypeAlias = Literal["python", "explain", "ambiguity", "impact", "team"]
Audience: TypeAlias = Literal["recruiter", "manager", "engineer"]


@dataclass(frozen=True, slots=True)
class Question:
    """What the interviewer asks.

    ``track`` is None when it is not sure which kind of question this is; ``seconds``
    is the time the answer may take.
    """

    text: str
    id: str | None = None
    track: Track | None = None
    audience: Audience = "manager"
    seconds: float = 180.0


@dataclass(frozen=True, slots=True)
class OwnTerms:
    """What the user says of terms: these listeners know some; others are jargon."""

    known: tuple[str, ...] = ()
    jargon: tuple[str, ...] = ()
