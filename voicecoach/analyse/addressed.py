"""Whether an answer is about what was asked, and which key points it touches.

The passages of the answer are compared with the question by the vectors of
``sentences``. How near is near depends on the answer: one in general words lies near to
every question. So the nearness is measured against that to other questions
(data/other_questions.txt), as a speaker's voice is against a cohort (t-norm:
Auckenthaler et al., Digital Signal Processing 10, 2000).
"""

import functools
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from voicecoach import sentences
from voicecoach.analyse.cues import data_lines
from voicecoach.analyse.passages import Passage, moment
from voicecoach.question_file import BankQuestion
from voicecoach.rubrics import ANSWERS
from voicecoach.thresholds import ADDRESSED
from voicecoach.types import KeyPoint, Question, RubricItem, Word

ASK: Final = "Did you answer what was asked?"

Array = NDArray[np.float32]


def addressed(
    question: Question,
    words: Sequence[Word],
    found: Sequence[Passage],
    about: Array,
    points: Sequence[KeyPoint],
) -> RubricItem:
    """Tell whether the passages answer the question, and which come nearest to it.

    Parameters
    ----------
    about : float32 array of shape (passages, 384)
        What each passage is about (``sentences.vectors``).
    points : sequence of KeyPoint
        What was told of the question's key points; empty where it has none.

    Returns
    -------
    RubricItem
        ``met`` is None between sure and sure not; the speaker is asked then.
    """
    covered = [point.covered for point in points]
    share = covered.count(True) / len(covered) if covered else 0.0
    near = nearness(about, question.text)
    best = _best(about @ _vector(question.text))
    evidence = tuple(moment(words, found[at]) for at in sorted(best))
    if near >= ADDRESSED.sure or share >= ADDRESSED.points:
        return RubricItem(ANSWERS, True, evidence)
    telling = len(question.text.split()) >= ADDRESSED.fewest
    if telling and near < ADDRESSED.floor and share <= ADDRESSED.few_points:
        return RubricItem(ANSWERS, False, evidence[:1])
    return RubricItem(ANSWERS, None, evidence, ASK)


def doubted(question: Question, item: RubricItem) -> RubricItem:
    """Ask the teller of a story who seems to miss a question that names no topic.

    By its words no story of a project is near to "Tell me about a project with impact",
    and none is far from it.
    """
    if item.met is not False or names_topic(question.text):
        return item
    return replace(item, met=None, ask=ASK)


def names_topic(question: str) -> bool:
    """Tell whether a question has a word that not every such question may have.

    Examples
    --------
    >>> names_topic("Tell me about a project with impact.")
    False
    >>> names_topic("Tell me about a model that you improved.")
    True
    """
    asked = re.findall(r"[a-z]+", question.lower())
    return any(word not in _general() for word in asked)


def nearness(about: Array, question: str) -> float:
    """Measure how near passages lie to a question, in deviations from the others'."""
    others = np.array([_near(about, other) for other in _others()])
    own = _near(about, _vector(question))
    return float((own - others.mean()) / max(float(others.std()), ADDRESSED.least))


def key_points(
    question: Question | None,
    words: Sequence[Word],
    found: Sequence[Passage],
    about: Array,
) -> tuple[KeyPoint, ...]:
    """Say of each key point of a question whether a passage touches it.

    Empty where the question has no key points; ``covered`` is None where it cannot be
    told.
    """
    if not isinstance(question, BankQuestion) or not found:
        return ()
    told = []
    for text in question.key_points:
        likeness = about @ _vector(text)
        at = int(likeness.argmax())
        if likeness[at] >= ADDRESSED.point:
            told.append(KeyPoint(text, True, (moment(words, found[at]),)))
        else:
            unlike = bool(likeness[at] < ADDRESSED.no_point)
            told.append(KeyPoint(text, False if unlike else None))
    return tuple(told)


def _near(about: Array, asked: Array) -> float:
    """Mean likeness of the passages that are most like the question."""
    likeness = about @ asked
    return float(np.sort(likeness)[::-1][: ADDRESSED.best].mean())


def _best(likeness: Array) -> list[int]:
    order = np.argsort(-likeness, kind="stable")[: ADDRESSED.best]
    return [int(at) for at in order]


@functools.lru_cache(maxsize=512)
def _vector(text: str) -> Array:
    return np.asarray(sentences.vectors([text])[0])


@functools.cache
def _general() -> frozenset[str]:
    return frozenset(" ".join(data_lines("general_words.txt")).split())


@functools.cache
def _others() -> Array:
    return sentences.vectors(data_lines("other_questions.txt"))
