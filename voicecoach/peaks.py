"""The outline of a sound, for drawing."""

from typing import Final

import numpy as np

from voicecoach.types import Sound

PEAKS: Final = 2000
"""Points of the outline of the sound in a report."""


def outline(sound: Sound) -> tuple[float, ...]:
    """Take the loudest sample of each of up to 2000 equal stretches, 0 to 1."""
    count = min(PEAKS, len(sound.samples))
    edges = np.linspace(0, len(sound.samples), count + 1).astype(int)[:-1]
    if not count:
        return ()
    high = np.maximum.reduceat(sound.samples, edges)
    low = np.minimum.reduceat(sound.samples, edges)
    peaks = np.minimum(1.0, np.maximum(high, -low))
    return tuple(round(float(peak), 3) for peak in peaks)
