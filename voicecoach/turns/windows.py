"""The stretches of speech that the voice encoder looks at."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from voicecoach.turns.encoder import Embed, Vectors
from voicecoach.turns.mel import mel, raised
from voicecoach.types import FRAME, Acoustics, Sound, Span

LENGTH: Final = 1.0
"""Seconds of a window. The encoder was trained on 1.6 s, but such windows told callers
apart less well: there are fewer of them, and fewer fit between silences."""

STEP: Final = 0.4
"""Seconds from window to window, at most."""

REACH: Final = 1.2
"""Seconds to each side over which windows are averaged before they are grouped ..."""

BREATH: Final = 0.35
"""... unless a silence of so many seconds lies between, where the turn may change."""

PARALLEL: Final = 256
"""Windows that are held as spectrograms at once."""


@dataclass(frozen=True, slots=True, eq=False)
class Windows:
    """What was heard of the voices: where each window lies, and its vector.

    Attributes
    ----------
    spans : tuple of Span
        In order of time; none reaches over a silence.
    vectors : float32 array of shape (n, 256)
        Of length one.
    """

    spans: tuple[Span, ...]
    vectors: Vectors

    @property
    def seconds(self) -> NDArray[np.float64]:
        """How long each window is, shape (n,)."""
        return np.array([span.duration for span in self.spans])

    @property
    def middles(self) -> NDArray[np.float64]:
        """Where the middle of each window is, shape (n,)."""
        return np.array([(span.start + span.end) / 2 for span in self.spans])


def embedded(sound: Sound, acoustics: Acoustics, embed: Embed) -> Windows:
    """Lay windows over the speech of a recording and look at each.

    Each stretch of speech is raised to the level that the encoder knows, so that it
    does not matter how far away a voice is.
    """
    spans: list[Span] = []
    vectors: list[Vectors] = []
    waiting: list[NDArray[np.float32]] = []
    for speech in acoustics.speech_spans:
        spectrum = mel(raised(sound.cut(speech.start, speech.end)))
        for first, last in _laid(len(spectrum)):
            start, end = speech.start + first * FRAME, speech.start + last * FRAME
            spans.append(Span(round(start, 3), round(min(end, speech.end), 3)))
            waiting.append(spectrum[first:last])
        if len(waiting) >= PARALLEL:
            vectors.append(embed(waiting))
            waiting = []
    if waiting:
        vectors.append(embed(waiting))
    nothing = np.zeros((0, 1), np.float32)
    return Windows(tuple(spans), np.concatenate(vectors or [nothing]))


def _laid(frames: int) -> list[tuple[int, int]]:
    """Lay windows evenly over so many frames; a short stretch is one window.

    Examples
    --------
    >>> _laid(50), _laid(150)
    ([(0, 50)], [(0, 100), (25, 125), (50, 150)])
    """
    length = round(LENGTH / FRAME)
    if frames <= length:
        return [(0, frames)]
    count = 1 + int(np.ceil((frames - length) / round(STEP / FRAME)))
    starts = np.linspace(0, frames - length, count).round().astype(int)
    return [(int(start), int(start) + length) for start in starts]


def averaged(windows: Windows) -> Vectors:
    """Average each vector with its neighbours: a voice stays longer than a sound."""
    middles, seconds = windows.middles, windows.seconds
    out = windows.vectors * seconds[:, None]
    count = len(middles)
    for i in range(count):
        for way in (1, -1):
            j = i
            while 0 <= j + way < count:
                if _gap(windows, j, j + way) > BREATH:
                    break
                j += way
                near = 1 - abs(middles[j] - middles[i]) / REACH
                if near <= 0:
                    break
                out[i] += windows.vectors[j] * seconds[j] * near
    return unit(out)


def gaps(windows: Windows) -> NDArray[np.float64]:
    """Seconds of silence before each window but the first; 0 where they overlap."""
    pairs = range(1, len(windows.spans))
    return np.array([max(0.0, _gap(windows, i - 1, i)) for i in pairs])


def _gap(windows: Windows, i: int, j: int) -> float:
    first, second = windows.spans[min(i, j)], windows.spans[max(i, j)]
    return second.start - first.end


def unit(vectors: NDArray[np.floating]) -> Vectors:
    """Scale vectors to length one; a zero stays."""
    size = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(size, 1e-9), np.float32)
