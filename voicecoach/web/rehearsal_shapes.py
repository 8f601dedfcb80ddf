"""What the JSON of rehearsals looks like; OpenAPI describes it from here."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from voicecoach.question_file import Level
from voicecoach.types import Audience, Track
from voicecoach.web.answer import State
from voicecoach.web.asking import Kind
from voicecoach.web.shapes import Line, Shape

Slug = Annotated[str, StringConstraints(max_length=60, pattern=r"^[0-9a-z-]+$")]


class NewRehearsal(Shape):
    """What somebody wants to rehearse; what is null is as the settings have it.

    A question is named by its id or written out; an interview follows a plan.
    """

    kind: Kind = "rehearsal"
    question_id: Slug | None = None
    question: Annotated[Line, Field(min_length=1)] | None = None
    track: Track | None = None
    level: Level | None = None
    plan: Slug | None = None
    audience: Audience | None = None
    prepare: Annotated[int, Field(ge=0, le=600)] = 0
    private: bool = False
    muted: bool | None = None
    auto_stop: bool | None = None


class AskedQuestion(Shape):
    """What is asked now; ``of`` is how many there are at most, null where no end is.

    ``seconds`` is how long a good answer takes.
    """

    number: int
    of: int | None
    id: str | None
    text: str
    track: Track | None
    seconds: float
    following: bool


class Moment(Shape):
    """A stretch of the recording, in seconds, and what it shows."""

    start: float
    end: float
    note: str


class Point(Shape):
    """One thing to do next, with the moment that shows why."""

    text: str
    moment: Moment | None


class Part(Shape):
    """One part of the score; without points where it was not judged."""

    name: str
    title: str
    points: float | None


class Card(Shape):
    """A report in short.

    ``after_stop`` is how many seconds it took from the end of the answer on.
    """

    overall: float | None
    interval: tuple[float, float] | None
    parts: list[Part]
    points: list[Point]
    try_next: str | None
    refusals: list[str]
    warnings: list[str]
    duration: float
    after_stop: float | None


class Difference(Shape):
    """One measure of two takes; ``verdict`` says whether it is more than noise."""

    name: str
    title: str
    before: str
    after: str
    change: str
    unit: str
    verdict: str


class Differences(Shape):
    """Two takes beside each other; ``number`` is the earlier one.

    ``changed`` is beyond noise; ``not_judged`` are measures without an interval, or
    that one of the takes lacks.
    """

    number: int
    overall: Difference
    changed: list[Difference]
    within_noise: list[Difference]
    not_judged: list[Difference]
    fixed: list[str]
    lost: list[str]
    remarks: list[str]


class Answer(Shape):
    """One answer; of an interview the card comes at its end.

    ``have`` is the number of the next block, ``recording`` its id in the library.
    """

    number: int
    question: str | None
    state: State
    have: int
    recording: str | None
    error: str | None
    remedy: str | None
    card: Card | None
    compared: Differences | None


class Repeated(Shape):
    """What comes again over the answers of an interview."""

    score: float | None
    scored: int
    answers: int
    repeats: list[str]


class Rehearsal(Shape):
    """One rehearsal: what is asked, what was answered, and what may follow.

    ``seconds`` is the longest answer, ``prepare`` the time to think before it;
    ``answered`` says whether the last answer is to what is asked; ``interview`` names
    the report over all answers.
    """

    id: str
    kind: Kind
    plan: str | None
    private: bool
    muted: bool
    auto_stop: bool
    prepare: int
    seconds: float
    asked: AskedQuestion | None
    answered: bool
    follow_up: str | None
    answers: list[Answer]
    over: bool
    interview: str | None
    whole: Repeated | None


class Step(Shape):
    """What is wanted next: another question, a follow-up, or the same once more."""

    wish: Literal["next", "follow-up", "again"]


class NewAnswer(Shape):
    """How the sound of an answer comes: 16-bit mono, so many samples a second."""

    rate: Annotated[int, Field(ge=8000, le=192_000)]


class Ended(Shape):
    """How many blocks were sent."""

    blocks: Annotated[int, Field(ge=0, le=100_000)]


class LeftBehind(Shape):
    """A recording whose report was never made."""

    name: str
    question: str | None
    seconds: float
    begun: str | None
