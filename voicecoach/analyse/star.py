"""Which part of the story each stretch is: a trained model of sentences and cues.

A stretch is read with its neighbours: what it is about (``sentences``), how it sounds
(the cue table), where it stands. A linear model (softmax regression) gives each label
its score, and the best path through all stretches (Viterbi, 1967) weighs how answers
run. What it was trained on: models/heads/star/CARD.md.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from voicecoach import sentences
from voicecoach.analyse.cues import LABELS, cues
from voicecoach.analyse.stretches import Stretch
from voicecoach.types import Label
from voicecoach.weights import head

NAME: Final = "star"

# How the features are scaled against each other; the model was trained on them so.
_NEIGHBOUR: Final = 0.5
_MOST_CUES: Final = 4.5  # what all the cues of one stretch may say for a label
_CUE: Final = 0.5
_QUARTERS: Final = np.array([0.0, 0.25, 0.5, 0.75, 1.0])
_LONG: Final = 10.0  # words
_ORDER: Final = 0.3  # what the order of the labels weighs against the stretches

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Star:
    """The trained numbers: weight (features, 5), bias, step (5, 5), start (5,)."""

    weight: Array
    bias: Array
    step: Array
    start: Array


def labels(parts: Sequence[Stretch]) -> tuple[Label, ...]:
    """Give each stretch its label, in the light of the others."""
    return path(_trained(), features(parts)) if parts else ()


def features(parts: Sequence[Stretch]) -> Array:
    """Describe each stretch with its neighbours, shape (stretches, features)."""
    about = sentences.vectors([part.text for part in parts])
    cued = _cued(parts)
    columns = (
        about,
        _NEIGHBOUR * _before(about),
        _NEIGHBOUR * _after(about),
        _NEIGHBOUR * np.broadcast_to(about.mean(axis=0), about.shape),
        _placed(parts),
        cued,
        _NEIGHBOUR * _before(cued),
        _NEIGHBOUR * _after(cued),
    )
    return np.hstack(columns).astype(np.float32)


def path(model: Star, described: Array) -> tuple[Label, ...]:
    """Find the labels with the largest sum of scores and of steps between them."""
    scores = described @ model.weight + model.bias
    best = scores[0] + _ORDER * model.start
    came = []
    for row in scores[1:]:
        ways = best[:, None] + _ORDER * model.step
        came.append(ways.argmax(axis=0))
        best = ways.max(axis=0) + row
    found = [int(best.argmax())]
    for back in reversed(came):
        found.append(int(back[found[-1]]))
    return tuple(LABELS[at] for at in reversed(found))


def _cued(parts: Sequence[Stretch]) -> Array:
    """Sum what the cue table says for each label."""
    said = np.zeros((len(parts), len(LABELS)), np.float32)
    for row, part in zip(said, parts, strict=True):
        for cue in cues():
            if cue.pattern.search(part.text):
                row[LABELS.index(cue.label)] += cue.weight
    return np.asarray(_CUE * np.minimum(said, _MOST_CUES), np.float32)


def _placed(parts: Sequence[Stretch]) -> Array:
    """Say where a stretch stands: quarter of the answer, first, last, long."""
    sizes = np.array([part.size for part in parts], np.float32)
    middles = (np.cumsum(sizes) - sizes / 2) / max(1.0, float(sizes.sum()))
    quarters = np.maximum(0.0, 1 - 4 * np.abs(middles[:, None] - _QUARTERS))
    at = np.arange(len(parts))
    ends = np.stack([at == 0, at == len(parts) - 1], axis=1)
    long = np.minimum(1.0, sizes / _LONG)[:, None]
    return np.hstack([quarters, ends, long]).astype(np.float32)


def _before(rows: Array) -> Array:
    return np.vstack([np.zeros_like(rows[:1]), rows[:-1]])


def _after(rows: Array) -> Array:
    return np.vstack([rows[1:], np.zeros_like(rows[:1])])


@functools.cache
def _trained() -> Star:
    arrays = head(NAME)
    return Star(*(np.asarray(arrays[name], np.float32) for name in Star.__slots__))
