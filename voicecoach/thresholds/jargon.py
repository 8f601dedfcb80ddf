"""What counts as jargon, and what it weighs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from voicecoach.types import Audience


@dataclass(frozen=True, slots=True)
class JargonLimits:
    """What counts as jargon, and what it weighs.

    ``rare`` is the De-Jargonizer's level (Rakedzon et al., PLoS ONE 12(8), 2017: under
    50 uses in 90 million words of news) on the Zipf scale. That a definition halves the
    cost but does not undo it follows Shulman et al., Journal of Language and Social
    Psychology 39(5), 2020; the halves themselves are design values.

    Attributes
    ----------
    rare : float
        Zipf frequency below which a word is rare.
    confidence : float
        A word that the recogniser was less sure of is not held against the speaker.
    sure : Mapping
        By listener, how likely a word must belong to a term (``tagging``): where most
        terms are found that are there, by cross-validation over the training passages.
    listed_sure : float
        The same for terms in the list that this listener does not know.
    explained_sure : float
        Log odds from which a use counts as explained: more likely than not.
    explained_within : int
        Words that an acronym is short for stand within so many words (Schwartz &
        Hearst, PSB 2003).
    acronym : int
        Letters of the longest unknown word that is called an acronym.
    longest : int
        Words of the longest term.
    explained_weight, middle_weight : float
        Weight of an explained use, and of a term that is fairly common; others 1.
    """

    rare: float = 2.74
    confidence: float = 0.5
    sure: Mapping[Audience, float] = field(
        default_factory=lambda: {"recruiter": 0.7, "manager": 0.65, "engineer": 0.6}
    )
    listed_sure: float = 0.3
    explained_sure: float = 0.0
    explained_within: int = 12
    acronym: int = 6
    longest: int = 8
    explained_weight: float = 0.5
    middle_weight: float = 0.5


JARGON: Final = JargonLimits()
