"""The model "kind": which kind of question a text is."""

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scripts.measuring.asked import TRAINING, Asked, read
from scripts.training.softmax import fit, folds
from voicecoach.kinds import KINDS, features
from voicecoach.questions import built_in

DECAY: Final = 1e-4
FOLDS: Final = 6

Array = NDArray[np.float32]


def train() -> tuple[Mapping[str, Array], str]:
    """Fit the model to its questions and the bank; report it on folds left out."""
    asked = read(TRAINING)
    bank = built_in()
    rows = features([q.text for q in asked] + [q.text for q in bank])
    names = [*map(_kind, asked), *(str(question.track) for question in bank)]
    kinds = np.array([KINDS.index(name) for name in names])
    right = 0
    for left_out in folds(len(asked), FOLDS):
        used = np.setdiff1d(np.arange(len(kinds)), left_out)
        weight, bias = fit(rows[used], kinds[used], len(KINDS), DECAY)
        found = (rows[left_out] @ weight + bias).argmax(axis=1)
        right += int((found == kinds[left_out]).sum())
    weight, bias = fit(rows, kinds, len(KINDS), DECAY)
    report = (
        f"{len(kinds)} questions; the most likely kind of those left out is right in "
        f"{right / len(asked):.2f} of {len(asked)}"
    )
    return {"weight": weight, "bias": bias}, report


def _kind(question: Asked) -> str:
    if question.track is not None:
        return question.track
    return "past event" if question.kind == "past_event" else question.kind
