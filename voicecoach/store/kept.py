"""What is kept, as values: sessions, and the takes in them."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, TypeAlias

from voicecoach.errors import UsageError
from voicecoach.types import Track

SessionKind: TypeAlias = Literal["rehearsal", "interview", "upload", "session"]

_ID: Final = re.compile(r"(\d{1,15})(?:\.(\d{1,15}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Session:
    """One sitting.

    ``id`` is a number that is never given again. ``scores`` are those of its takes in
    their order, None where there was no score; ``seconds`` is the length of all.
    """

    id: str
    begun: datetime
    kind: SessionKind
    plan: str | None
    name: str | None
    scores: tuple[float | None, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Take:
    """One answer that is kept.

    ``id`` is that of its session and its number there: "12.3". ``seconds`` is the
    length of its recording; ``sound`` says whether that is kept as well.
    """

    id: str
    session: str
    number: int
    recorded: datetime
    question: str | None
    question_id: str | None
    track: Track | None
    follow_up_of: str | None
    seconds: float | None
    overall: float | None
    sound: bool


Key: TypeAlias = tuple[int, int | None]
"""A session and the number of a take in it, None for the session as a whole."""


def key_of(name: str) -> Key:
    """Read the name of a session ("12") or of a take ("12.3").

    Raises
    ------
    UsageError
        It is neither.

    Examples
    --------
    >>> key_of("12"), key_of("12.3")
    ((12, None), (12, 3))
    """
    found = _ID.fullmatch(name.strip())
    if not found:
        raise UsageError(
            f"{name!r} names no session and no take.",
            "Write 12 for a session or 12.3 for a take, as 'voicecoach history' does.",
        )
    session, number = found.groups()
    return int(session), None if number is None else int(number)


def unknown(name: str) -> UsageError:
    """Say that nothing is kept under a name."""
    return UsageError(
        f"Nothing is kept under {name}.", "See 'voicecoach history' for what is."
    )
