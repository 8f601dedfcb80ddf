"""The model "star": which part of the story each stretch of an answer is."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scripts.measuring.answers import TRAINING, Labelled, read
from scripts.measuring.arithmetic import macro_f1
from scripts.training.softmax import fit, folds
from voicecoach.analyse import star
from voicecoach.analyse.cues import LABELS

DECAY: Final = 3e-4
FOLDS: Final = 5

Array = NDArray[np.float32]


def train() -> tuple[Mapping[str, Array], str]:
    """Fit the model to all answers; report it on those of each fold left out."""
    answers = read(TRAINING / "answers.txt")
    rows, classes = zip(*map(described, answers), strict=True)
    pairs: list[tuple[str, str]] = []
    for left_out in folds(len(answers), FOLDS):
        used = [i for i in range(len(answers)) if i not in left_out]
        model = _model([rows[i] for i in used], [classes[i] for i in used])
        for i in left_out:
            pairs.extend(_judged(model, rows[i], answers[i]))
    model = _model(rows, classes)
    report = (
        f"{len(answers)} answers, {sum(map(len, classes))} stretches; words of answers "
        f"left out: macro-F1 {macro_f1(pairs):.3f}"
    )
    return {name: getattr(model, name) for name in star.Star.__slots__}, report


def described(answer: Labelled) -> tuple[Array, NDArray[np.int64]]:
    """Give the features of an answer's stretches and the numbers of their labels."""
    parts, labels = answer.cut()
    return star.features(parts), np.array([LABELS.index(label) for label in labels])


def _model(rows: Sequence[Array], classes: Sequence[NDArray[np.int64]]) -> star.Star:
    every = np.concatenate(classes)
    weight, bias = fit(np.vstack(rows), every, len(LABELS), DECAY)
    step = np.ones((len(LABELS), len(LABELS)))
    start = np.ones(len(LABELS))
    for path in classes:
        start[path[0]] += 1
        np.add.at(step, (path[:-1], path[1:]), 1)
    # How often a label is said at all is in the scores already.
    usual = np.log(np.bincount(every, minlength=len(LABELS)) / len(every))
    return star.Star(
        weight,
        bias,
        np.asarray(np.log(step / step.sum(axis=1, keepdims=True)) - usual, np.float32),
        np.asarray(np.log(start / start.sum()) - usual, np.float32),
    )


def _judged(model: star.Star, rows: Array, answer: Labelled) -> list[tuple[str, str]]:
    parts, _ = answer.cut()
    found = star.path(model, rows)
    given = [
        label
        for part, label in zip(parts, found, strict=True)
        for _ in range(part.first, part.last)
    ]
    return list(zip(answer.labels, given, strict=True))
