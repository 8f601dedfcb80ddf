"""What the speaker gets back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from voicecoach.types.analysis import Analysis
from voicecoach.types.question import Question
from voicecoach.types.score import Advice, AlsoFor, Score
from voicecoach.types.sound import Acoustics, Recording, Sound
from voicecoach.types.walkthrough import Walkthrough
from voicecoach.types.words import Transcript


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of sound, seconds of work, and from the stop to the report (live).

    ``early`` is the fraction of the speech that was recognised before the stop.
    """

    audio: float | None
    wall: float
    after_stop: float | None = None
    early: float | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What the speaker gets back. ``report/json.py`` gives its public form."""

    version: str
    question: Question | None
    recording: Recording | None
    transcript: Transcript
    analysis: Analysis
    score: Score
    advice: tuple[Advice, ...]
    refusals: tuple[str, ...]
    warnings: tuple[str, ...]
    timing: Timing
    peaks: tuple[float, ...] = ()
    """Outline of the sound for drawing: the loudest sample (0 to 1) of each of up to
    2000 equal stretches."""

    code: Walkthrough | None = None
    """The code that the answer explains, where its file was given."""

    outline: str | None = None
    """The sketch of a good answer to the question; None without one."""

    try_next: str | None = None
    """One thing to try next time; None where nothing was scored."""

    also_for: tuple[AlsoFor, ...] = ()
    """The same words for other listeners, where that was asked for."""

    notebook_form: ClassVar["Callable[[Report], str] | None"] = None
    """How a notebook shows a report, as HTML; ``voicecoach.report`` puts it here."""

    def _repr_html_(self) -> str | None:
        """Show the report in a notebook; None is its plain form."""
        form = type(self).notebook_form
        return None if form is None else form(self)


@dataclass(frozen=True, slots=True)
class Listened:
    """A recording, what is in its sound, and its words."""

    sound: Sound
    acoustics: Acoustics
    transcript: Transcript


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A report, and the sound it speaks of (None for a transcript alone)."""

    report: Report
    sound: Sound | None
