"""How an answer is built: situation, task, action, result, or none of them."""

from collections.abc import Sequence
from itertools import groupby

from voicecoach.analyse import star
from voicecoach.analyse.cues import LABELS
from voicecoach.analyse.results import outcome_stated, result_quantities
from voicecoach.analyse.story import story
from voicecoach.analyse.stretches import Stretch, stretches
from voicecoach.thresholds import STAR
from voicecoach.types import Answer, Label, Segment, Structure, Word


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
    labels = star.labels(parts)
    segments = _segments(answer.words, parts, labels)
    share = _share(answer.words, parts, labels)
    shares = dict(share)
    present = kind == "episode" and outcome_stated(parts, labels)
    missing = tuple(
        name for name in LABELS[:-1] if shares.get(name, 0.0) < STAR.present
    )
    quantities = result_quantities(parts, labels) if present else ()
    return Structure(segments, kind, missing, present, bool(quantities), share)


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


def _share(
    words: Sequence[Word], parts: Sequence[Stretch], labels: Sequence[Label]
) -> tuple[tuple[str, float], ...]:
    """Fraction of the speaking time (or of the words) that each label takes.

    Fillers are left out: they take time and tell nothing.
    """
    sizes: dict[str, float] = dict.fromkeys(LABELS, 0.0)
    timed = all(word.start is not None for word in words)
    for part, name in zip(parts, labels, strict=True):
        inside = words[part.first : part.last]
        fillers = [word for word in inside if word.kind == "filler"]
        if timed:
            whole = (inside[-1].end or 0.0) - (inside[0].start or 0.0)
            lost = sum((word.end or 0.0) - (word.start or 0.0) for word in fillers)
            sizes[name] += max(0.0, whole - lost)
        else:
            sizes[name] += len(inside) - len(fillers)
    total = sum(sizes.values())
    if total <= 0:  # nothing but fillers
        return tuple((name, float(name == labels[0])) for name in sizes)
    return tuple((name, size / total) for name, size in sizes.items())
