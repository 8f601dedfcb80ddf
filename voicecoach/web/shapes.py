"""What the JSON of the studio looks like; OpenAPI describes it from here."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

from voicecoach.doctor import Area, Status
from voicecoach.question_file import Level
from voicecoach.store import SessionKind
from voicecoach.types import Audience, Mode, Track
from voicecoach.web.jobs import State
from voicecoach.web.preferences import Theme

Line = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, max_length=1000, pattern=r"^[^\x00-\x1f]*$"
    ),
]
"""One line of text that somebody typed."""


class Shape(BaseModel):
    """The manner of all of them: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)


class Mistake(Shape):
    """A mistake in a file, and the line it is in."""

    line: int
    problem: str
    remedy: str


class Problem(Shape):
    """What went wrong, and what to do."""

    error: str
    remedy: str
    mistakes: list[Mistake] | None = None


class Recording(Shape):
    """A take that is kept: its report, and perhaps its sound."""

    id: str
    session: str
    kind: SessionKind
    name: str
    added: str
    question: str | None
    track: str | None
    duration: float | None
    overall: float | None


class Job(Shape):
    """An upload on its way to a report; ``recording`` is the id of the finished one.

    Where words are corrected, ``corrects`` is the recording whose words they are.
    """

    id: str
    name: str
    state: State
    stage: str
    fraction: float
    error: str | None
    remedy: str | None
    recording: str | None
    corrects: str | None = None


class FollowUp(Shape):
    """What is asked when something was missing."""

    when: str
    ask: str


class Question(Shape):
    """One question of the bank."""

    id: str
    text: str
    track: Track | None
    level: Level
    audience: Audience
    seconds: float
    tags: list[str]
    rubric: list[str]
    key_points: list[str]
    outline: str
    follow_ups: list[FollowUp]
    own: bool


class Bank(Shape):
    """Questions, and what is wrong with the user's own file, if anything is."""

    questions: list[Question]
    fault: Problem | None


class QuestionText(Shape):
    """Questions as text, in the form of docs/questions.md."""

    text: Annotated[str, StringConstraints(max_length=150_000)]


class Checked(Shape):
    """What a text of questions comes to."""

    entries: int
    fine: int
    mistakes: list[Mistake]


class Added(Shape):
    """The ids that are new, and those whose question is another now."""

    new: list[str]
    replaced: list[str]


class PlanQuestion(Shape):
    """One question that a plan comes to."""

    id: str
    text: str
    track: Track | None
    level: Level


class Plan(Shape):
    """A plan of an interview, and the questions it comes to."""

    name: str
    title: str
    text: str
    audience: Audience
    seconds: float
    questions: list[PlanQuestion]


class Challenge(Shape):
    """A coding challenge."""

    id: str
    title: str
    prompt: str
    level: Level
    seconds: float
    entry: list[str]
    key_points: list[str]
    starter: str


class Settings(Shape):
    """What holds unless something else is said."""

    voice: Line | None = None
    model: Line = "base"
    audience: Audience = "manager"
    modes: list[Mode] = []
    keep_sound: bool = True
    theme: Theme = "system"


class ThemeChoice(Shape):
    """Light, dark, or as the system has it."""

    theme: Theme


class Voice(Shape):
    """A voice of this computer; ``id`` is what settings keep."""

    id: str
    name: str
    by: str
    engine: str
    language: str


class Check(Shape):
    """One thing that was looked at."""

    name: str
    area: Area
    status: Status
    seen: str
    remedy: str | None


class Checks(Shape):
    """What the checks have found so far."""

    running: bool
    checks: list[Check]


Form = Literal["html", "pdf", "json", "md", "csv", "vtt", "audacity", "textgrid"]
"""The forms in which a report can be had."""
