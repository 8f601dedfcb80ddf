"""From windows with a voice to turns: a change is pulled to silence or a word's end."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from voicecoach.turns.roles import Voiced, texts_of
from voicecoach.turns.voices import Labels
from voicecoach.types import Span, Transcript, Word

PULL: Final = 0.5
"""Seconds that a change without a silence is moved at most, to lie between words."""


def turns_of(
    spans: Sequence[Span], voices: Labels, words: Sequence[Word] = ()
) -> tuple[Voiced, ...]:
    """Join windows of one voice to turns.

    A change at a silence leaves it out of both turns; one within speech is put between
    the nearest two words.
    """
    found: list[Voiced] = []
    for i, (span, label) in enumerate(zip(spans, voices, strict=True)):
        voice = int(label)
        if not found:
            found.append(Voiced(span, voice))
            continue
        last = found[-1]
        if last.voice == voice:
            joined = Span(last.span.start, max(last.span.end, span.end))
            found[-1] = Voiced(joined, voice)
        elif span.start >= last.span.end:
            found.append(Voiced(span, voice))
        else:
            before = spans[i - 1]
            middle = (before.start + before.end + span.start + span.end) / 4
            at = min(max(_pulled(middle, words), last.span.start), span.end)
            found[-1] = Voiced(Span(last.span.start, at), last.voice)
            found.append(Voiced(Span(at, span.end), voice))
    return tuple(turn for turn in found if turn.span.duration > 0)


def _pulled(time: float, words: Sequence[Word]) -> float:
    """Move a time to the nearest place between two words, if one is near."""
    places = [
        (before.end + after.start) / 2
        for before, after in pairwise(words)
        if before.end is not None and after.start is not None
    ]
    near = min(places, key=lambda place: abs(place - time), default=time)
    return round(near, 3) if abs(near - time) <= PULL else round(time, 3)


def spoken(turns: Sequence[Voiced], transcript: Transcript) -> tuple[Voiced, ...]:
    """Leave out turns in which no word was heard (a breath, a cough), and join."""
    texts = texts_of(turns, transcript)
    joined: list[Voiced] = []
    for turn, text in zip(turns, texts, strict=True):
        if not text:
            continue
        if joined and joined[-1].voice == turn.voice:
            span = Span(joined[-1].span.start, turn.span.end)
            joined[-1] = Voiced(span, turn.voice)
        else:
            joined.append(turn)
    return tuple(joined)
