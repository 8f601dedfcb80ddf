"""How an answer is built: situation, task, action, result, or none of them.

Every stretch gets a score for each label from the cue table and from where it stands;
the best path through all of them (Viterbi, 1967) lets the story run forward and makes
jumps back cost something.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from voicecoach.analyse.cues import LABELS, cues
from voicecoach.analyse.results import outcome_stated, result_quantities
from voicecoach.analyse.story import story
from voicecoach.analyse.stretches import Stretch, plain, stretches
from voicecoach.thresholds import STAR
from voicecoach.types import Answer, Label, Segment, Story, Structure, Word

# The tables below say how answers run, and judge nobody. They were set by hand on
# labelled spoken-style answers; rows and columns are in the order of LABELS.
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


def structure(answer: Answer) -> Structure:
    """Label every stretch of an answer, and tell what is missing from the story.

    Returns
    -------
    Structure
        Without words: no segments, and None where something would be judged.
    """
    parts = stretches(answer.words)
    if not parts:
        return Structure((), None, (), None, None, ())
    kind = story(parts)
    labels = label(parts, kind, _asked(answer))
    segments = _segments(answer.words, parts, labels)
    share = _share(segments)
    shares = dict(share)
    present = kind == "episode" and outcome_stated(parts, labels)
    missing = tuple(
        name for name in LABELS[:-1] if shares.get(name, 0.0) < STAR.present
    )
    quantities = result_quantities(parts, labels) if present else ()
    return Structure(segments, kind, missing, present, bool(quantities), share)


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


def _asked(answer: Answer) -> frozenset[str]:
    """Give the telling words of the question: the long ones."""
    if answer.question is None:
        return frozenset()
    words = map(plain, answer.question.text.split())
    return frozenset(word for word in words if len(word) > 4 and word != "about")


def _segments(
    words: Sequence[Word], parts: Sequence[Stretch], labels: Sequence[Label]
) -> tuple[Segment, ...]:
    """Join neighbours of one label; the segments cover every word once, in order."""
    found = []
    for name, group in groupby(
        zip(parts, labels, strict=True), key=lambda pair: pair[1]
    ):
        run = [part for part, _ in group]
        inside = words[run[0].first : run[-1].last]
        text = " ".join(word.text for word in inside)
        found.append(Segment(text, inside[0].start, inside[-1].end, name))
    return tuple(found)


def _share(segments: Sequence[Segment]) -> tuple[tuple[str, float], ...]:
    """Fraction of the speaking time (or of the words) that each label takes."""
    sizes: dict[str, float] = dict.fromkeys(LABELS, 0.0)
    timed = all(part.start is not None and part.end is not None for part in segments)
    for part in segments:
        if timed and part.start is not None and part.end is not None:
            sizes[part.label] += part.end - part.start
        else:
            sizes[part.label] += len(part.text.split())
    total = sum(sizes.values())
    if total <= 0:
        return ()
    return tuple((name, size / total) for name, size in sizes.items())
