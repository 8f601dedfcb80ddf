"""Which words are terms that this listener may not know: a trained model.

Each plain word is read in its context (``sentences.states``) and looked up (how common
it is, whether the lists know it and the listener knows the list); a small convolutional
network looks at it and its neighbours. A list can be edited and cannot contain
everything: the model has seen terms hidden from the list. What it was trained on:
models/heads/jargon/CARD.md.
"""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from voicecoach import sentences
from voicecoach.analyse.terms import KNOWS, known, listed
from voicecoach.lexicon import zipf
from voicecoach.types import Audience
from voicecoach.weights import head

NAME: Final = "jargon"
LAYERS: Final = 4
"""Layers of the sentence model that read a word: the later ones blur words together."""

REACH: Final = 2
"""Neighbours on either side that the network looks at."""

AUDIENCES: Final[tuple[Audience, ...]] = ("recruiter", "manager", "engineer")
_SHORT: Final = 5  # letters of what may be an acronym
_LONG: Final = 7.0  # letters; scales the length

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Tagger:
    """The trained numbers; the first axis counts networks whose answers are averaged.

    ``look`` has shape (networks, features, hidden), ``near`` (networks, 5, hidden,
    hidden), ``tag`` (networks, 2 x hidden + looked up, 3): no term, its first word, a
    later word.
    """

    look: Array
    look_bias: Array
    near: Array
    near_bias: Array
    tag: Array
    tag_bias: Array


@dataclass(frozen=True, slots=True)
class Span:
    """A term: plain words ``first`` up to, not including, ``last``."""

    first: int
    last: int


def spans(tags: Array, least: float) -> tuple[Span, ...]:
    """Join words that belong to a term with at least that probability."""
    found: list[Span] = []
    for at, (none, begins, goes_on) in enumerate(tags):
        if 1 - none < least:
            continue
        if found and found[-1].last == at and goes_on >= begins:
            found[-1] = Span(found[-1].first, at + 1)
        else:
            found.append(Span(at, at + 1))
    return tuple(found)


def tags(model: Tagger, about: Array, looked: Array) -> Array:
    """Give each word the probabilities of the three tags, shape (words, 3)."""
    rows = np.hstack([about, looked])
    total = np.zeros((len(rows), 3), np.float32)
    for look, look_bias, near, near_bias, tag, tag_bias in zip(
        *(getattr(model, name) for name in Tagger.__slots__), strict=True
    ):
        seen = np.maximum(rows @ look + look_bias, 0)
        padded = np.pad(seen, ((REACH, REACH), (0, 0)))
        around = sum(padded[at : at + len(rows)] @ near[at] for at in range(len(near)))
        around = np.maximum(around + near_bias, 0)
        scores = np.hstack([seen, around, looked]) @ tag + tag_bias
        raised = np.exp(scores - scores.max(axis=1, keepdims=True))
        total += raised / raised.sum(axis=1, keepdims=True)
    return np.asarray(total / len(model.look), np.float32)


def about(parts: Sequence[str]) -> Array:
    """Say what each plain word is in its context, shape (words, 384)."""
    return sentences.states(parts, LAYERS)


def looked_up(
    parts: Sequence[str], audience: Audience, *, hidden: bool = False
) -> Array:
    """Look each plain word up, shape (words, looked up).

    ``hidden`` leaves out what the list of terms says, so that training learns to do
    without.
    """
    levels, begins = _levels(() if hidden else parts, len(parts))
    knows = KNOWS[audience]
    who = [float(audience == each) for each in AUDIENCES]
    rows = []
    for part, level, begin in zip(parts, levels, begins, strict=True):
        common = zipf(part)
        rows.append(
            [
                common / 4 - 1,
                common == 0,
                0 < common < 2.74,
                2.74 <= common < 4.05,
                common >= 5.5,
                *(level == each for each in (1, 2, 3, 4)),
                level > knows,
                0 < level <= knows,
                begin,
                part in known("names"),
                part in known("everyday"),
                any(map(str.isdigit, part)),
                len(part) == 1 and part not in "ai",
                len(part) <= _SHORT and common < 3.3,
                min(len(part), 2 * _LONG) / _LONG - 1,
                not re.search("[aeiouy]", part),
                *who,
            ]
        )
    return np.array(rows, np.float32).reshape(len(parts), -1)


def _levels(parts: Sequence[str], count: int) -> tuple[list[int], list[bool]]:
    levels, begins = [0] * count, [False] * count
    for term in listed(parts):
        begins[term.first] = True
        for at in range(term.first, term.last):
            levels[at] = term.entry.level
    return levels, begins


@functools.cache
def trained() -> Tagger:
    """Load the model once."""
    arrays = head(NAME)
    return Tagger(*(np.asarray(arrays[name], np.float32) for name in Tagger.__slots__))
