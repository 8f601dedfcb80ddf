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
    share = _share(segments)
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
