"""What a question asks for, and when an answer gives it."""

from dataclasses import dataclass
from typing import Final

KIND_SURE: Final = 0.6
"""Probability from which the kind of a question is believed: of questions written
apart, three in a hundred that reach it have another. Design value."""


@dataclass(frozen=True, slots=True)
class SameQuestion:
    """When a text asks for what a question of the bank asks for.

    Attributes
    ----------
    looked_at : int
        So many questions of the bank, those with most words in common, are compared.
    likeness : float
        Cosine of the two sentences' vectors from which they are one question. No two
        questions of the bank reach 0.70; the same ones in other words are over 0.80.
        Design value.
    """

    looked_at: int = 8
    likeness: float = 0.8


SAME_QUESTION: Final = SameQuestion()


@dataclass(frozen=True, slots=True)
class RubricRules:
    """When an item of a rubric counts as heard. Design values.

    Attributes
    ----------
    fewest_words : int
        With fewer words no item is judged.
    passage : int
        A passage that is looked at has at least so many words.
    sure : float
        Log odds from which a passage counts as doing what an item asks for. An answer
        has twenty passages, and one that only sounds like it is enough to be wrong: at
        0 empty answers had half of what was asked for, at 0.5 a third, and good ones
        lost nothing.
    first_words, last_words : int
        What belongs to the beginning or the end is heard within so many words.
    asked : frozenset of str
        Items that are told too seldom rightly to be scored (precision under .8 on
        examples written apart: docs/accuracy.md); the speaker is asked instead.
    """

    fewest_words: int = 20
    passage: int = 6
    sure: float = 0.5
    first_words: int = 40
    last_words: int = 40
    asked: frozenset[str] = frozenset(("ambiguity.options", "team.credit"))


RUBRIC: Final = RubricRules()


@dataclass(frozen=True, slots=True)
class AddressedRules:
    """When an answer counts as being about its question.

    Found by pairing the answers that the model "star" is trained on, and the outlines
    of the bank, with their own questions and with others; measured on answers apart
    (docs/accuracy.md).

    Attributes
    ----------
    best : int
        So many passages, those most like the question, are looked at.
    fewest : int
        No answer is said to miss a question of fewer words ("Go on."). Design value.
    least : float
        Deviation of the likeness to other questions that is taken at least.
    floor : float
        Fewer deviations above the others' mean have 4 in 100 answers to their own
        question, and 5 in 10 answers to another.
    sure : float
        More have 8 in 10 answers to their own, and 1 in 4 to others, most of those
        to a question that their story would answer as well.
    point, no_point : float
        A key point counts as touched from this likeness on, which 3 in 100 passages
        of answers to other questions reach, and as left out below the second.
    points, few_points : float
        Share of the key points that makes sure that the question is answered, and
        over which it is never said that it is not.
    """

    best: int = 3
    fewest: int = 4
    least: float = 0.02
    floor: float = 0.3
    sure: float = 1.0
    point: float = 0.35
    no_point: float = 0.2
    points: float = 0.5
    few_points: float = 0.2


ADDRESSED: Final = AddressedRules()
