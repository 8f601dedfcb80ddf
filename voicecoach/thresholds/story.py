"""When an answer is a story, and which of its parts are there."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class StoryGate:
    """When an answer counts as one past episode.

    Design values, set on answers written in a spoken style; the kinds of answer are
    those of Bangerter et al., Journal of Business and Psychology 29(4).

    Attributes
    ----------
    fewest_words : int
        With fewer words nothing is said about the kind of answer.
    fewest_events : int
        An episode tells of at least so many past events ...
    lead : float
        ... and of at least so many for each mark of a habit or an opinion.
    personal : float
        A habit or an opinion speaks of I or we in this share of its stretches.
    """

    fewest_words: int = 12
    fewest_events: int = 2
    lead: float = 0.8
    personal: float = 0.25


STORY: Final = StoryGate()


@dataclass(frozen=True, slots=True)
class StarShares:
    """How much of an answer each story part takes. Design values.

    Attributes
    ----------
    present : float
        A part with a smaller share of the answer counts as missing.
    setup_high : float
        Situation and task together above this leave too little for the action.
    result_low : float
        A result below this is rushed.
    """

    present: float = 0.02
    setup_high: float = 0.5
    result_low: float = 0.08


STAR: Final = StarShares()


@dataclass(frozen=True, slots=True)
class PointRules:
    """When a stretch of an answer is not to the point yet. Design values.

    Attributes
    ----------
    telling : int
        A word with more letters tells what a question is about.
    restated : float
        Share of a stretch's telling words that, coming from the question, make it a
        repetition of the question.
    """

    telling: int = 3
    restated: float = 0.7


POINT: Final = PointRules()
