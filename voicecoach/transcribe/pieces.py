"""Cut the speech of a recording into pieces short enough to be prompted.

A prompt over a full 30 s window makes Whisper lose sentences; over pieces of at most
15 s, cut at silences, it costs nothing. Long silences are left out of the pieces,
because Whisper fills them with invented text; times are mapped back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from voicecoach.types import FRAME, Acoustics, Samples, Sound, Span

LONGEST: Final = 15.0
"""Longest piece, in seconds."""

EARLIEST_CUT: Final = 7.0
"""A piece is not cut before so many seconds unless the speech ends."""

MARGIN: Final = 0.5
"""Silence kept around speech, in seconds: quiet fillers hide at its edges."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Stretches of the recording, in order, that are decoded as one."""

    spans: tuple[Span, ...]

    @property
    def duration(self) -> float:
        """Length of what is decoded, in seconds."""
        return sum(span.duration for span in self.spans)

    def samples(self, sound: Sound) -> Samples:
        """Give the sound of the piece, without what was left out."""
        return np.concatenate([sound.cut(s.start, s.end) for s in self.spans])

    def at(self, time: float) -> float:
        """Map a time in the piece to a time in the recording.

        Examples
        --------
        >>> piece = Piece((Span(10.0, 12.0), Span(20.0, 25.0)))
        >>> piece.at(1.0), piece.at(3.0)
        (11.0, 21.0)
        """
        for span in self.spans:
            if time <= span.duration:
                return span.start + max(0.0, time)
            time -= span.duration
        return self.spans[-1].end


def cut(acoustics: Acoustics, duration: float) -> tuple[Piece, ...]:
    """Cut the speech of a recording into pieces of at most 15 s, in order."""
    pieces: list[Piece] = []
    waiting: list[Span] = []
    for span in _breaths(acoustics, duration):
        if waiting and sum(s.duration for s in (*waiting, span)) > LONGEST:
            pieces.append(Piece(tuple(waiting)))
            waiting = []
        waiting.append(span)
    if waiting:
        pieces.append(Piece(tuple(waiting)))
    return tuple(pieces)


def _breaths(acoustics: Acoustics, duration: float) -> Iterator[Span]:
    """Yield the stretches of speech with their margins, none longer than a piece."""
    for span in _merged(acoustics.speech_spans, duration):
        start = span.start
        while span.end - start > LONGEST:
            end = _quietest(acoustics, start + EARLIEST_CUT, start + LONGEST)
            yield Span(start, end)
            start = end
        yield Span(start, span.end)


def _merged(spans: tuple[Span, ...], duration: float) -> list[Span]:
    """Widen the spans by the margin, and join those that then touch."""
    merged: list[Span] = []
    for span in spans:
        start, end = max(0.0, span.start - MARGIN), min(duration, span.end + MARGIN)
        if merged and start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, end)
        else:
            merged.append(Span(start, end))
    return merged


def _quietest(acoustics: Acoustics, start: float, end: float) -> float:
    """Find the middle of the quietest 0.3 s between two times."""
    first, last = round(start / FRAME), round(end / FRAME)
    level = acoustics.level[first:last]
    width = min(len(level), round(0.3 / FRAME))
    smooth = np.convolve(level, np.ones(width) / width, mode="valid")
    return (first + int(np.argmin(smooth)) + width / 2) * FRAME
