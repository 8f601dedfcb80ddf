"""Filler sounds (um, uh, er, ah, hmm, mm): who heard each, and how sure that is."""

from collections.abc import Iterator

import numpy as np

from voicecoach.analyse.rates import rate
from voicecoach.analyse.uncovered import is_held, uncovered
from voicecoach.analyse.voice import talking_frames
from voicecoach.spelling import filler_sound
from voicecoach.thresholds import FILLERS
from voicecoach.types import (
    FRAME,
    Answer,
    Evidence,
    Filler,
    FillerKind,
    Fillers,
    Metric,
    Span,
    Word,
)


def sounds(answer: Answer) -> Fillers:
    """Weigh the filler sounds of the transcript against the sound.

    One that lies on speech was heard in both; one with nothing under it was invented
    by the recogniser and does not count.
    """
    weighed = sorted((*_weighed(answer), *_unsure(answer)), key=_start)
    return Fillers(
        counted=tuple(filler for filler in weighed if not filler.why),
        not_counted=tuple(filler for filler in weighed if filler.why),
    )


def _start(filler: Filler) -> float:
    return filler.start or 0.0


def _unsure(answer: Answer) -> Iterator[Filler]:
    """Weigh the sounds that too few passes of the recogniser took for a filler.

    One counts where a held sound lies beside it that no word covers.
    """
    held = _held(answer)
    for word in answer.transcript.unsure:
        near = next((span for span in held if _apart(span, word) <= FILLERS.near), None)
        if near is not None:
            held.remove(near)
        yield Filler(
            text=filler_sound(word.text) or word.text,
            start=near.start if near else word.start,
            end=near.end if near else word.end,
            kind="sound",
            heard="both" if near else "transcript",
            confidence=FILLERS.held if near else word.confidence,
            word=None,
            why="" if near else "not sure: one pass of several wrote it",
        )


def _held(answer: Answer) -> list[Span]:
    acoustics = answer.acoustics
    if acoustics is None or not answer.transcript.timed:
        return []
    free = uncovered(acoustics, answer.words)
    return [span for span in free if is_held(acoustics, span)]


def _apart(span: Span, word: Word) -> float:
    """Seconds between a stretch and a word; 0 where they overlap."""
    start, end = word.start or 0.0, word.end or 0.0
    return max(span.start - end, start - span.end, 0.0)


def _weighed(answer: Answer) -> Iterator[Filler]:
    for index, word in enumerate(answer.words):
        spelling = filler_sound(word.text)
        if spelling is None:
            continue
        support = _support(answer, word)
        silent = support is not None and support < FILLERS.least_sound
        yield Filler(
            text=spelling,
            start=word.start,
            end=word.end,
            kind="sound",
            heard="transcript" if support is None or silent else "both",
            confidence=word.confidence,
            word=index,
            why="nothing is heard there" if silent else "",
        )


def _support(answer: Answer, word: Word) -> float | None:
    """Fraction of a word's time in which there is speech; None where not measured."""
    if answer.acoustics is None or word.start is None or word.end is None:
        return None
    first, last = round(word.start / FRAME), round(word.end / FRAME)
    under = talking_frames(answer.acoustics)[first : max(last, first + 1)]
    return float(np.mean(under)) if len(under) else 0.0


def filler_rate(answer: Answer, fillers: Fillers, kind: FillerKind) -> Metric:
    """Count the fillers of one kind, a minute: filler_sounds or filler_markers."""
    evidence = tuple(
        Evidence(filler.start, filler.end, filler.text)
        for filler in fillers.counted
        if filler.kind == kind
    )
    return rate(f"filler_{kind}s", answer, evidence)
