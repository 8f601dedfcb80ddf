"""The values of a recorded interview: whose turn it was, and what each answer was like.

Like ``types``, for two voices instead of one. All times are seconds from the first
sample of the recording.
"""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from voicecoach.types import FillerKind, Metric, Recording, Report, Span, Timing

Role: TypeAlias = Literal["interviewer", "candidate"]

ROLES: Final[tuple[Role, ...]] = get_args(Role)


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch of an interview in which one of the two has the word."""

    start: float
    end: float
    role: Role
    text: str = ""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer; the report's times are those of the interview.

    Attributes
    ----------
    asked : Span or None
        Where the question lies; None where an answer begins the recording.
    answered : Span
        From the end of the question to the end of the answer.
    peaks : tuple of float
        The outline of the sound of the answer alone.
    """

    asked: Span | None
    answered: Span
    report: Report
    peaks: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Habit:
    """A filler that comes again: how often, and in how many of the answers."""

    text: str
    kind: FillerKind
    uses: int
    answers: int


@dataclass(frozen=True, slots=True)
class Lack:
    """A part of the story that is missing in some of the answers that tell one."""

    part: str
    missing: int
    answers: int


@dataclass(frozen=True, slots=True)
class Overall:
    """What repeats over the answers of one interview.

    Attributes
    ----------
    answers, scored : int
        How many answers there are, and how many of them have a score.
    score : float or None
        The mean of the scores.
    speaking : float or None
        Seconds from the first to the last word of each answer, added up.
    rates : tuple of Metric
        Filler sounds and markers a minute, counted over all answers together.
    fillers : tuple of Habit
        Most used first.
    missing : tuple of Lack
        Most often missing first; parts that are never missing are left out.
    parts : tuple of (str, float)
        Each part of the score and its mean points.
    """

    answers: int
    scored: int
    score: float | None
    speaking: float | None
    rates: tuple[Metric, ...]
    fillers: tuple[Habit, ...]
    missing: tuple[Lack, ...]
    parts: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Interview:
    """A recorded interview: who spoke when, and a report on each answer.

    ``turns`` is None where the voices could not be told apart; then the one exchange is
    everything that was said, and ``refusals`` says why.
    """

    version: str
    recording: Recording
    turns: tuple[Turn, ...] | None
    exchanges: tuple[Exchange, ...]
    overall: Overall
    refusals: tuple[str, ...]
    warnings: tuple[str, ...]
    timing: Timing
    peaks: tuple[float, ...] = ()
