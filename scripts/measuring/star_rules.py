"""Rules alone for the story parts: the cue table and how answers run, set by hand.

What the trained model must beat: docs/accuracy.md shows both in one run.
"""

from collections.abc import Sequence
from typing import Final

from voicecoach.analyse.cues import LABELS, cues
from voicecoach.analyse.stretches import Stretch
from voicecoach.types import Label, Story

# How answers run, set by hand on labelled answers; in the order of LABELS.
_ANCHORS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
_PLACE: Final[dict[Label, tuple[float, ...]]] = {
    "situation": (1.5, 0.8, -0.6, -1.4, -1.8),
    "task": (-0.6, 0.7, 0.4, -0.4, -1.2),
    "action": (-1.8, -0.2, 0.7, 0.4, -0.9),
    "result": (-2.6, -1.6, -0.7, 0.5, 1.6),
    "other": (0.7, -0.7, -0.9, -0.7, 0.3),
}
_START: Final = (-0.3, -1.2, -2.0, -3.0, -0.3)
_STEP: Final = (
    (0.0, -0.8, -1.2, -2.5, -1.8),
    (-1.8, 0.0, -0.6, -1.6, -1.8),
    (-2.4, -1.0, 0.0, -0.8, -1.6),
    (-2.6, -2.0, -1.8, 0.0, -0.9),
    (-0.5, -1.1, -1.4, -1.5, 0.0),
)
_NOT_A_STORY: Final[dict[Story | None, float]] = {
    "episode": 0.0,
    "habit": 2.5,
    "opinion": 2.5,
    None: 2.0,
}
_MOST: Final = 4.5  # what all the cues of one stretch may give a label together


def label(
    parts: Sequence[Stretch], kind: Story | None, asked: frozenset[str]
) -> tuple[Label, ...]:
    """Find the best label of each stretch, given where it stands and what is around.

    ``asked`` holds the telling words of the question, to know where it is restated.
    """
    total = sum(part.size for part in parts)
    done = 0
    best: list[float] = []
    back: list[list[int]] = []
    for part in parts:
        middle = (done + part.size / 2) / max(total, 1)
        done += part.size
        scores = _scores(part, middle, asked)
        scores[-1] += _NOT_A_STORY[kind]
        if not best:
            best = [a + b for a, b in zip(scores, _START, strict=True)]
            continue
        came = [
            max(range(len(LABELS)), key=lambda was: best[was] + _STEP[was][now])
            for now in range(len(LABELS))
        ]
        best = [
            best[was] + _STEP[was][now] + scores[now] for now, was in enumerate(came)
        ]
        back.append(came)
    at = max(range(len(LABELS)), key=best.__getitem__)
    path = [at]
    for came in reversed(back):
        at = came[at]
        path.append(at)
    return tuple(LABELS[at] for at in reversed(path))


def _scores(part: Stretch, middle: float, asked: frozenset[str]) -> list[float]:
    """Score one stretch for every label, in the order of LABELS."""
    scores = dict.fromkeys(LABELS, 0.0)
    for cue in cues():
        if cue.pattern.search(part.text):
            scores[cue.label] += cue.weight
    words = set(part.text.split())
    if middle < 0.3 and len(words & asked) >= 2:
        scores["other"] += 0.6 * len(words & asked)
    # A short stretch says less about where the story is than a long one.
    weight = min(1.0, part.size / 6)
    return [min(scores[name], _MOST) + weight * _place(name, middle) for name in LABELS]


def _place(name: Label, middle: float) -> float:
    values = _PLACE[name]
    at = min(int(middle * 4), 3)
    part = middle * 4 - at
    return values[at] * (1 - part) + values[at + 1] * part
