"""What each part of the score is worth, and when it can be judged."""

from dataclasses import dataclass
from typing import Final

from voicecoach.types import Mode


@dataclass(frozen=True, slots=True)
class StructurePoints:
    """What each thing that a story needs is worth; together 100.

    Stories, not opinions or habits, go with being hired: Bangerter et al., Journal of
    Business and Psychology 29(4). That the action be the largest part and the setup no
    more than half is the advice of STAR; the points are design values.
    """

    episode: int = 20
    habit: int = 8
    situation: int = 10
    task: int = 10
    action: int = 15
    result: int = 20
    quantified: int = 10
    action_largest: int = 5
    short_setup: int = 5
    unhurried_result: int = 5


STRUCTURE: Final = StructurePoints()
STRUCTURE_SOURCE: Final = (
    "Past-behaviour answers told as one story go with being hired: Bangerter et al., "
    "Journal of Business and Psychology 29(4). The points are design values."
)

RUBRIC_SOURCE: Final = (
    "The share of what this kind of question asks for that was heard; each item weighs "
    "the same. Design value. Interval: Wilson (1927)."
)

WEIGHTS: Final = {
    "flow": 0.25,
    "pace": 0.10,
    "fillers": 0.20,
    "structure": 0.20,
    "clarity": 0.10,
    "rubric": 0.15,
}
"""What each part weighs in the overall score. They sum to 1; a start, not a result:
delivery explains much of perceived fluency (r .6 to .75, Suzuki) and little of job
performance (r .2, DeGroot & Motowidlo 1999)."""

OTHER_QUESTION: Final = 0.5
"""Share of its points that a story keeps when it answers another question. Design
value; the rubric keeps none."""

STORY_TRACKS: Final = ("impact", "team")
"""Kinds of question that ask for a story of something that happened."""


@dataclass(frozen=True, slots=True)
class Judgeable:
    """What an answer needs so that it can be scored at all.

    Attributes
    ----------
    speech : float
        Seconds of speech. Design value; others refuse below 10 s too.
    words : int
        Words. Design value.
    confidence : float
        Mean probability of the words: below it the text is not to be trusted. Design
        value.
    invented : float
        Fraction of the recognised words that had no speech under them.
    reading_error, reading_words, reading_most : float
        The points of structure are uncertain by the first at so many words, by its
        square root more or less with fewer or more, by the last at most. Design value.
    """

    speech: float = 10.0
    words: int = 20
    confidence: float = 0.6
    invented: float = 0.3
    reading_error: float = 12.0
    reading_words: int = 150
    reading_most: float = 35.0


JUDGEABLE: Final = Judgeable()

NOT_JUDGED_IN: Final[dict[Mode, tuple[str, ...]]] = {
    "stutter": ("flow", "pace", "fillers"),
    "second-language": ("flow", "pace"),
    "no-pace": ("pace",),
}
"""Parts that a mode leaves out: their norms come from speakers without a stutter whose
first language it is (all recognisers tested were biased against stuttering,
arXiv 2405.06150)."""
