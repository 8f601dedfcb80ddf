"""Whether a passage of an answer does what a rubric asks for: a trained model.

For each item a linear model (logistic regression) over what the passage is about
(``sentences``) and whether it sounds like the item (data/rubric.txt). What it was
trained on: models/heads/rubric/CARD.md.
"""

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from voicecoach import sentences
from voicecoach.analyse.cues import data_lines
from voicecoach.analyse.stretches import Stretch
from voicecoach.thresholds import RUBRIC
from voicecoach.types import Evidence, Word
from voicecoach.weights import head

NAME: Final = "rubric"

QUOTED: Final = 10
"""Words of a moment that are quoted, at most."""

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Passage:
    """The words from index ``first`` up to, not including, ``last``.

    ``before`` counts the meaning words in front of it, ``after`` those behind it.
    """

    first: int
    last: int
    text: str
    before: int
    after: int


@dataclass(frozen=True, slots=True, eq=False)
class Items:
    """The trained numbers of every item, in the order of ``names``.

    ``weight`` has shape (384, items), ``sounds`` and ``bias`` (items,).
    """

    names: tuple[str, ...]
    weight: Array
    sounds: Array
    bias: Array


def passages(parts: Sequence[Stretch]) -> tuple[Passage, ...]:
    """Give the shortest run of stretches with enough words from each stretch on."""
    total = sum(part.size for part in parts)
    found = []
    before = 0
    for i, part in enumerate(parts):
        size, last = 0, i
        while last < len(parts) and size < RUBRIC.passage:
            size += parts[last].size
            last += 1
        run = parts[i:last]
        text = " ".join(stretch.text for stretch in run)
        after = total - before - size
        found.append(Passage(part.first, run[-1].last, text, before, after))
        before += part.size
        if last == len(parts):
            break
    return tuple(found)


def odds(texts: Sequence[str], about: Array | None = None) -> Mapping[str, Array]:
    """Give the log odds that each text does what an item asks for, by item.

    ``about`` are the vectors of the texts, where they are known already.
    """
    model = trained()
    if about is None:
        about = sentences.vectors(texts)
    return {
        name: about @ model.weight[:, at]
        + sounding(name, texts) * model.sounds[at]
        + model.bias[at]
        for at, name in enumerate(model.names)
    }


def moment(words: Sequence[Word], passage: Passage) -> Evidence:
    """Point at a passage, and quote how it begins."""
    inside = words[passage.first : passage.last]
    quoted = [word.text for word in inside if word.kind == "word"]
    more = " …" if len(quoted) > QUOTED else ""
    return Evidence(inside[0].start, inside[-1].end, " ".join(quoted[:QUOTED]) + more)


def sounding(item: str, texts: Sequence[str]) -> Array:
    """Say which texts sound like an item, 1 or 0."""
    patterns = _sounds()[item]
    heard = [any(pattern.search(text) for pattern in patterns) for text in texts]
    return np.array(heard, np.float32)


@functools.cache
def trained() -> Items:
    """Load the model once."""
    arrays = head(NAME)
    numbers = (np.asarray(arrays[n], np.float32) for n in ("weight", "sounds", "bias"))
    return Items(tuple(map(str, arrays["names"])), *numbers)


@functools.cache
def _sounds() -> Mapping[str, Sequence[re.Pattern[str]]]:
    """Read how the items sound."""
    found: dict[str, list[re.Pattern[str]]] = {}
    for line in data_lines("rubric.txt"):
        key, expression = line.split(maxsplit=1)
        pattern = re.compile(rf"(?<![\w'])(?:{expression.strip()})(?![\w'])")
        found.setdefault(key, []).append(pattern)
    return found
