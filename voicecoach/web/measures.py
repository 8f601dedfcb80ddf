"""What the JSON of progress and of comparisons looks like."""

from datetime import datetime
from typing import Annotated

from pydantic import StringConstraints

from voicecoach.compare.values import Method, StepKind
from voicecoach.types import Place, Track
from voicecoach.web.correcting import LONGEST
from voicecoach.web.shapes import Shape

Interval = tuple[float, float]


class Point(Shape):
    """One take in a series; its interval is that of 95 %."""

    take: str
    recorded: datetime
    value: float
    interval: Interval | None


class Line(Shape):
    """Where a series goes: the change along a straight line, with its 95 % interval."""

    first: float
    last: float
    change: float
    interval: Interval
    beyond_noise: bool
    better: bool | None


class Series(Shape):
    """One measure over the takes, oldest first; ``line`` is null with too few takes."""

    name: str
    unit: str
    points: list[Point]
    usual: float
    line: Line | None


class Habit(Shape):
    """Something that comes back: in how many takes of how many, how often in all."""

    name: str
    takes: int
    of: int
    count: int


class PauseHabit(Shape):
    """Pauses within and between clauses, and where most are, if that is sure."""

    within: int
    between: int
    place: Place | None


class Habits(Shape):
    """What comes back; null where there are too few takes to say."""

    fillers: list[Habit] | None
    missing: list[Habit] | None
    pauses: PauseHabit | None


class Group(Shape):
    """The overall score of one kind of question, or of one question.

    ``key`` is the name of the kind, or the id of the question.
    """

    key: str
    title: str
    takes: int
    usual: float | None
    line: Line | None


class Change(Shape):
    """One number before and after; ``beyond_noise`` is null where it is not judged."""

    name: str
    unit: str
    before: float | None
    after: float | None
    change: float | None
    interval: Interval | None
    chance: float | None
    beyond_noise: bool | None
    better: bool | None
    method: Method | None


class Step(Shape):
    """Something that was missing and is there, or the other way round."""

    kind: StepKind
    name: str


class Comparison(Shape):
    """Two reports held against each other."""

    overall: Change
    parts: list[Change]
    metrics: list[Change]
    fixed: list[Step]
    lost: list[Step]
    same_question: bool | None
    same_audience: bool | None
    remarks: list[str]


class Pair(Shape):
    """The latest answer, held against the one before it to the same question."""

    before: str
    after: str
    question: str
    comparison: Comparison


class Progress(Shape):
    """What many takes of one speaker show; nobody else is compared with.

    ``too_few`` says why there is no direction yet. ``pair`` is null until a question
    was answered twice.
    """

    track: Track | None
    question_id: str | None
    takes: int
    sessions: int
    too_few: str | None
    series: list[Series]
    habits: Habits
    tracks: list[Group]
    questions: list[Group]
    pair: Pair | None


class Word(Shape):
    """One word of a transcript; times in seconds, null where they are not known."""

    text: str
    start: float | None
    end: float | None
    confidence: float | None


class Proposed(Shape):
    """A corrected report that waits to be kept, held against the one that is kept."""

    text: str
    comparison: Comparison


class Words(Shape):
    """The words of a recording, and a correction of them that waits, if one does.

    ``sound`` says whether its sound was kept: without it a correction leaves out all
    that has to be heard.
    """

    words: list[Word]
    sound: bool
    proposed: Proposed | None


Text = Annotated[
    str,
    StringConstraints(
        min_length=1,
        max_length=LONGEST,
        pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$",
    ),
]


class Corrected(Shape):
    """All words of the answer as they were really said."""

    text: Text
