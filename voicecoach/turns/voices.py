"""Group what was heard into two voices, and say whether there are two at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from voicecoach.thresholds import TURNS
from voicecoach.turns.encoder import Vectors
from voicecoach.turns.windows import LENGTH, Windows, averaged, gaps, unit

ALIKE: Final = 0.85
"""Windows with this cosine count as the same sound of the same voice ..."""

LEAST: Final = 3.0
"""... and are weighed as so many seconds at least: one odd window is no voice."""

STARTS: Final = 8
ROUNDS: Final = 30
"""How often the grouping starts anew, and how many rounds each goes at most."""

SHARPNESS: Final = 10.0
"""What a cosine of one is worth against the price of a change of voice ..."""

PRICES: Final = ((0.3, 0.6), (0.05, 2.0), (0.0, 6.0))
"""... which falls with the silence in between: (from so many seconds, price)."""

Labels = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """The windows in two voices.

    Attributes
    ----------
    voices : int array of shape (n,)
        0 or 1 for each window.
    likeness : float
        Cosine between the two; near 1 for one and the same voice.
    less : float
        Seconds of speech of the voice that is heard less.
    third : float or None
        The same cosine within the voice that falls apart most easily; None where too
        little was heard.
    """

    voices: Labels
    likeness: float
    less: float
    third: float | None


def split(windows: Windows) -> Split:
    """Group the windows into two voices. Needs at least two windows."""
    smooth = averaged(windows)
    grouped = two_groups(smooth, windows.seconds)
    voices = followed(windows, grouped)
    if len(set(voices.tolist())) < 2:
        voices = grouped
    weight = _speech(windows)
    less = min(weight[voices == voice].sum() for voice in (0, 1))
    return Split(
        voices,
        likeness(smooth, voices, windows.seconds),
        float(less),
        _third(windows, smooth, voices),
    )


def refusal(windows: Windows, found: Split | None) -> str | None:
    """Say why a recording is not split in two; None where it can be."""
    heard = float(_speech(windows).sum())
    if found is None or heard < TURNS.speech:
        return (
            f"Two voices could not be told apart: {heard:.0f} s of speech are too "
            f"little, {TURNS.speech:.0f} s are needed."
        )
    if found.likeness > TURNS.one_voice or found.less < TURNS.least:
        return (
            "Two voices could not be told apart: it sounds like one person, or like "
            "two whose voices are too much alike."
        )
    if found.third is not None and found.third < TURNS.third_voice:
        return (
            "The voices could not be told apart: it sounds like three people or more, "
            "and only interviews of two can be split."
        )
    return None


def two_groups(vectors: Vectors, seconds: NDArray[np.float64]) -> Labels:
    """Group vectors in two by their direction (k-means on the sphere), 0 or 1 each.

    Each is weighed by how rare it is, so that a voice that is heard for a tenth of the
    time is as much a voice as the other.
    """
    weight = seconds / _density(vectors, seconds)
    dice = np.random.default_rng(0)
    best: tuple[float, Labels] | None = None
    for start in range(min(STARTS, len(vectors))):
        centres = _start(vectors, weight, dice, farthest=start % 2 == 0)
        labels, worth = _settled(vectors, weight, centres)
        if best is None or worth > best[0]:
            best = (worth, labels)
    return best[1] if best else np.zeros(len(vectors), np.int64)


def likeness(vectors: Vectors, voices: Labels, seconds: NDArray[np.float64]) -> float:
    """Give the cosine between the means of the two groups."""
    one, other = (_mean(vectors, seconds, voices == voice) for voice in (0, 1))
    return float(one @ other)


def _density(vectors: Vectors, seconds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Seconds of windows that are much like each, row by row to spare memory."""
    near = [float(seconds[vectors @ vector > ALIKE].sum()) for vector in vectors]
    return np.maximum(LEAST, near)


def _start(
    vectors: Vectors,
    weight: NDArray[np.float64],
    dice: np.random.Generator,
    *,
    farthest: bool,
) -> Vectors:
    first = vectors[dice.integers(len(vectors))]
    far = np.maximum(0, 1 - vectors @ first).astype(np.float64) * weight
    if farthest or far.sum() <= 0:
        return np.stack([first, vectors[int(np.argmax(far))]])
    return np.stack([first, vectors[dice.choice(len(vectors), p=far / far.sum())]])


def _settled(
    vectors: Vectors, weight: NDArray[np.float64], centres: Vectors
) -> tuple[Labels, float]:
    labels = np.zeros(len(vectors), np.int64)
    for _ in range(ROUNDS):
        labels = np.argmax(vectors @ centres.T, axis=1)
        moved = np.stack(
            [
                _mean(vectors, weight, labels == k) if (labels == k).any() else centre
                for k, centre in enumerate(centres)
            ]
        )
        if np.allclose(moved, centres, atol=1e-6):
            break
        centres = moved
    return labels, float((weight * np.max(vectors @ centres.T, axis=1)).sum())


def _mean(
    vectors: Vectors, weight: NDArray[np.float64], chosen: NDArray[np.bool_]
) -> Vectors:
    return unit((vectors[chosen] * weight[chosen, None]).sum(axis=0))


def followed(windows: Windows, voices: Labels) -> Labels:
    """Follow the voices through time: a change costs less the longer the silence.

    A Viterbi search over two states; the voices' means are found anew after each.
    """
    for _ in range(5):
        if len(set(voices.tolist())) < 2:
            break
        means = np.stack(
            [_mean(windows.vectors, windows.seconds, voices == k) for k in (0, 1)]
        )
        # A short sound says less about who made it.
        sure = SHARPNESS * np.minimum(1, windows.seconds / LENGTH)
        worth = sure[:, None] * (windows.vectors @ means.T)
        found = best_path(worth, np.array([_price(gap) for gap in gaps(windows)]))
        if (found == voices).all():
            break
        voices = found
    return voices


def best_path(worth: NDArray[np.float64], prices: NDArray[np.float64]) -> Labels:
    """Find the path through two states that is worth most, changes paid for.

    Parameters
    ----------
    worth : float array of shape (n, 2)
        What it is worth to be in a state at a step.
    prices : float array of shape (n - 1,)
        What a change before each step but the first costs.

    Examples
    --------
    >>> import numpy as np
    >>> best_path(np.array([[2., 0], [0, 1], [2, 0], [0, 3]]), np.full(3, 1.5)).tolist()
    [0, 0, 0, 1]
    """
    total = worth[0].copy()
    came = np.zeros((len(worth), 2), np.int64)
    for step in range(1, len(worth)):
        changed = total[::-1] - prices[step - 1]
        stay = total >= changed
        came[step] = np.where(stay, (0, 1), (1, 0))
        total = np.where(stay, total, changed) + worth[step]
    path = [int(np.argmax(total))]
    for step in range(len(worth) - 1, 0, -1):
        path.append(int(came[step, path[-1]]))
    return np.array(path[::-1], np.int64)


def _price(gap: float) -> float:
    return next(price for least, price in PRICES if gap >= least)


def _third(windows: Windows, smooth: Vectors, voices: Labels) -> float | None:
    """Try to part each voice again; give the cosine of what parts most easily."""
    return min(_parted(windows, smooth, voices), default=None)


def _parted(windows: Windows, smooth: Vectors, voices: Labels) -> Iterator[float]:
    weight = _speech(windows)
    for voice in (0, 1):
        own = np.flatnonzero(voices == voice)
        if len(own) < 2:
            continue
        again = two_groups(smooth[own], windows.seconds[own])
        if min(weight[own][again == k].sum() for k in (0, 1)) >= TURNS.least:
            yield likeness(smooth[own], again, windows.seconds[own])


def _speech(windows: Windows) -> NDArray[np.float64]:
    """Seconds of speech that each window stands for, so that overlaps count once."""
    spans = windows.spans
    stands = np.zeros(len(spans))
    for i, span in enumerate(spans):
        start, end = span.start, span.end
        if i and spans[i - 1].end > start:
            start = (start + spans[i - 1].end) / 2
        if i + 1 < len(spans) and spans[i + 1].start < end:
            end = (end + spans[i + 1].start) / 2
        stands[i] = max(0.0, end - start)
    return stands
