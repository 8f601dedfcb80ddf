"""What was said: the story, its terms, and what the question asks for."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from voicecoach.types.metric import Evidence

Label: TypeAlias = Literal["situation", "task", "action", "result", "other"]
Story: TypeAlias = Literal["episode", "habit", "opinion"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the answer and what it does for the story."""

    text: str
    start: float | None
    end: float | None
    label: Label


@dataclass(frozen=True, slots=True)
class Structure:
    """How the answer is built.

    ``share`` pairs each part with its fraction of the speaking time, or of the words
    where there are no times; ``missing`` names the STAR parts that are not there.
    """

    segments: tuple[Segment, ...]
    story: Story | None
    missing: tuple[str, ...]
    result_present: bool | None
    result_quantified: bool | None
    share: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A term of art, how often it was said, and whether it was explained."""

    text: str
    uses: int
    explained: bool
    start: float | None
    why: str


@dataclass(frozen=True, slots=True)
class Jargon:
    """The terms that this audience may not know, and their load per 100 words."""

    terms: tuple[Term, ...]
    density: float | None
    unexplained: int


@dataclass(frozen=True, slots=True)
class RubricItem:
    """One thing this kind of question asks for, and where it was heard.

    ``ask`` is what the speaker is asked where it cannot be told surely enough.
    """

    name: str
    met: bool | None
    evidence: tuple[Evidence, ...] = ()
    ask: str = ""


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """What a good answer to a question of the bank touches, and where it was heard."""

    text: str
    covered: bool | None
    evidence: tuple[Evidence, ...] = ()
