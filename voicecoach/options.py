"""What somebody chose for an analysis."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from voicecoach.errors import UsageError
from voicecoach.transcribe import EngineName
from voicecoach.types import Audience, Mode, Question


@dataclass(frozen=True, slots=True)
class Options:
    """What the user chose.

    ``offline`` is a promise that is kept anyway: an analysis opens no connection.
    ``code`` is a file of code that the answer explains; it is read and never run.
    ``also_for`` are other listeners that the same words are judged for.
    ``terms`` is a list of terms that these listeners know, or that are jargon to them;
    the user's own list counts too.

    Raises
    ------
    UsageError
        There is no such listener, mode or engine.
    """

    question: Question | None = None
    audience: Audience = "manager"
    modes: tuple[Mode, ...] = ()
    model: str = "base"
    engine: EngineName = "faster-whisper"
    offline: bool = False
    code: Path | None = None
    also_for: tuple[Audience, ...] = ()
    terms: Path | None = None

    def __post_init__(self) -> None:
        _check("listener", (self.audience, *self.also_for), get_args(Audience))
        _check("mode", self.modes, get_args(Mode))
        _check("engine", (self.engine,), get_args(EngineName))


def _check(what: str, given: Iterable[str], known: tuple[str, ...]) -> None:
    for name in given:
        if name not in known:
            raise UsageError(
                f"There is no {what} {name!r}.", f"Choose from {', '.join(known)}."
            )
