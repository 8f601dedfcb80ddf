"""``analyze --session``: what goes with it, and what does not."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.cli.progress import Progress
from voicecoach.errors import UsageError

if TYPE_CHECKING:
    from voicecoach.recorded import Recorded, Wanted
    from voicecoach.session import Coach, Reviewed


@dataclass(frozen=True, slots=True)
class Chosen:
    """The options as they were given."""

    session: bool
    turns: str | None
    swap_roles: bool


def wanted(chosen: Chosen, inputs: int, *, alone: bool) -> "Wanted | None":
    """Check the options of a session; None where it is none.

    ``inputs`` is how many recordings or folders there are; ``alone`` says that an
    option was given which speaks of one answer alone.

    Raises
    ------
    UsageError
        They make no sense together.
    """
    if not chosen.session:
        if chosen.turns is not None or chosen.swap_roles:
            name = "--swap-roles" if chosen.turns is None else "--turns"
            raise UsageError(f"{name} needs --session.", "Add --session.")
        return None
    if not inputs:
        raise UsageError("--session needs a recording.", "Name one.")
    if alone:
        raise UsageError(
            "--question, --question-id and --code speak of one answer, and --session "
            "finds many.",
            "Leave them out: the questions are those that the interviewer asks.",
        )
    if chosen.turns == "":
        raise UsageError("--turns is empty.", "Name a file.")
    if chosen.turns is not None and inputs > 1:
        raise UsageError(
            f"--turns {chosen.turns} cannot belong to {inputs} recordings.",
            "Name one recording.",
        )
    from voicecoach.recorded import Wanted

    turns = Path(chosen.turns) if chosen.turns is not None else None
    return Wanted(turns, chosen.swap_roles)


def work(
    coach: "Coach",
    path: Path | None,
    transcript: Path | None,
    split: "Wanted | None",
    tell: Progress | None,
) -> "Reviewed | Recorded":
    """Work through one input: an answer, or an interview that is to be split."""
    if split is None or path is None:
        return coach.analyze(path, transcript, tell)
    from voicecoach import recorded

    return recorded.review(coach, path, split, transcript, tell)
