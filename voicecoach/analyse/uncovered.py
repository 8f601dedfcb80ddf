"""Stretches of speech that no word covers, and whether they sound like a filler.

A filler sound is a vowel or a hum that is held: voiced throughout, its pitch flat or
gently falling (O'Shaughnessy; Daly 1994). A breath is not voiced, a word moves.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from voicecoach.thresholds import FILLERS
from voicecoach.types import FRAME, Acoustics, Span, Word


def uncovered(acoustics: Acoustics, words: Sequence[Word]) -> tuple[Span, ...]:
    """Find the stretches of speech of some length that lie under no word.

    ``words`` are in order and have times.
    """
    return tuple(
        Span(round(free.start, 3), round(free.end, 3))
        for span in acoustics.speech_spans
        for free in _free(span, words)
        if free.duration >= FILLERS.shortest
    )


def _free(span: Span, words: Sequence[Word]) -> Iterator[Span]:
    """Yield what the words leave of a stretch."""
    clock = span.start
    for word in words:
        start, end = word.start or 0.0, word.end or 0.0
        if end <= span.start or start >= span.end:
            continue
        if start > clock:
            yield Span(clock, start)
        clock = max(clock, end)
    if clock < span.end:
        yield Span(clock, span.end)


def is_held(acoustics: Acoustics, span: Span, movement: float) -> bool:
    """Say whether a stretch sounds like a held vowel: voiced, and its pitch steady.

    ``movement`` is how far the pitch may move, in semitones.
    """
    pitch = acoustics.pitch[round(span.start / FRAME) : round(span.end / FRAME)]
    voiced = pitch[np.isfinite(pitch)]
    if not len(voiced) or len(voiced) < FILLERS.voiced * len(pitch):
        return False
    low, high = np.percentile(voiced, [10, 90])
    steady = 12 * np.log2(high / low) <= movement
    return bool(steady and span.duration <= FILLERS.longest)


def is_alone(acoustics: Acoustics, span: Span) -> bool:
    """Say whether a stretch is a whole one, with silence before and after it."""
    spans = acoustics.speech_spans
    for i, whole in enumerate(spans):
        if whole.start <= span.start and span.end <= whole.end:
            before = whole.start - spans[i - 1].end if i else whole.start
            after = spans[i + 1].start - whole.end if i + 1 < len(spans) else None
            return (
                whole.duration - span.duration < FILLERS.shortest / 2
                and before >= FILLERS.apart
                and (after is None or after >= FILLERS.apart)
            )
    return False
