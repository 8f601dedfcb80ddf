"""Filler sounds (um, uh, er, ah, hmm, mm): who heard each, and how sure that is."""

from collections.abc import Iterator, Sequence

import numpy as np

from voicecoach.analyse.rates import rate
from voicecoach.analyse.uncovered import is_alone, is_held, uncovered
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
    by the recogniser and does not count. A held sound between silences, under no
    word, was heard in the sound alone.
    """
    free = _free(answer)
    weighed = [*_weighed(answer), *_unsure(answer, free)]
    weighed.extend(_alone(answer, free, weighed))
    weighed.sort(key=_start)
    return Fillers(
        counted=tuple(filler for filler in weighed if not filler.why),
        not_counted=tuple(filler for filler in weighed if filler.why),
    )


def _free(answer: Answer) -> tuple[Span, ...]:
    """Find the speech under no word; none where that cannot be known."""
    if answer.acoustics is None or not answer.transcript.timed:
        return ()
    return uncovered(answer.acoustics, answer.words)


def _start(filler: Filler) -> float:
    return filler.start or 0.0


def _unsure(answer: Answer, free: Sequence[Span]) -> Iterator[Filler]:
    """Weigh the sounds that too few passes of the recogniser took for a filler.

    One counts where a held sound lies beside it that no word covers.
    """
    held = [s for s in free if _is_held(answer, s, FILLERS.pitch_movement)]
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


def _alone(
    answer: Answer, free: Sequence[Span], weighed: Sequence[Filler]
) -> Iterator[Filler]:
    """Yield the held sounds between silences that no pass of the recogniser wrote.

    Without words beside it nothing says whether it was an um or an uh: it is an uh.
    """
    taken = [Span(f.start or 0.0, f.end or 0.0) for f in weighed if not f.why]
    for span in free:
        if (
            FILLERS.alone_shortest <= span.duration <= FILLERS.alone_longest
            and answer.acoustics is not None
            and is_alone(answer.acoustics, span)
            and _is_held(answer, span, FILLERS.alone_movement)
            and all(
                span.start >= t.end + FILLERS.near or t.start >= span.end + FILLERS.near
                for t in taken
            )
        ):
            yield Filler(
                text="uh",
                start=span.start,
                end=span.end,
                kind="sound",
                heard="audio",
                confidence=FILLERS.alone,
                word=None,
            )


def _is_held(answer: Answer, span: Span, movement: float) -> bool:
    return answer.acoustics is not None and is_held(answer.acoustics, span, movement)


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
