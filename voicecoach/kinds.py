"""Which kind of question a text is, by a trained model.

Softmax regression over what the question is about (``sentences``) and the signs of
``tracks``. What it was trained on: models/heads/kind/CARD.md.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, get_args

import numpy as np
from numpy.typing import NDArray

from voicecoach import sentences
from voicecoach.thresholds import KIND_SURE
from voicecoach.tracks import guess_track
from voicecoach.types import Track
from voicecoach.weights import head

NAME: Final = "kind"
TRACKS: Final[tuple[Track, ...]] = get_args(Track)
KINDS: Final[tuple[str, ...]] = (*TRACKS, "past event", "yourself", "none")
"""What the model tells apart: the tracks, and what has none."""

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Kinds:
    """The trained numbers: weight (389, kinds), bias (kinds,)."""

    weight: Array
    bias: Array


def track_of(text: str) -> Track | None:
    """Tell the track of a question, or None where it has none or that is not sure.

    Examples
    --------
    >>> track_of("Reverse a linked list in place."), track_of("What time is it?")
    ('python', None)
    """
    (likely,) = probabilities(features([text]))
    best = int(likely.argmax())
    if likely[best] < KIND_SURE or best >= len(TRACKS):
        return None
    return TRACKS[best]


def features(texts: Sequence[str]) -> Array:
    """Describe questions, shape (questions, 389)."""
    signs = np.zeros((len(texts), len(TRACKS)), np.float32)
    for row, text in zip(signs, texts, strict=True):
        track = guess_track(text)
        if track is not None:
            row[TRACKS.index(track)] = 1
    return np.hstack([sentences.vectors(texts), signs])


def probabilities(described: Array) -> Array:
    """Give the probability of each kind, shape (questions, kinds)."""
    model = _trained()
    scores = described @ model.weight + model.bias
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


@functools.cache
def _trained() -> Kinds:
    arrays = head(NAME)
    return Kinds(*(np.asarray(arrays[name], np.float32) for name in Kinds.__slots__))
