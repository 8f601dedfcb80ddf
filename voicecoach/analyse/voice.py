"""The voice as numbers: level and movement of pitch. Nothing about emotion."""

import math

import numpy as np
from numpy.typing import NDArray

from voicecoach.thresholds import VOICE
from voicecoach.types import FRAME, Acoustics, Answer, Evidence, Metric


def loudness(answer: Answer) -> Metric:
    """Level while somebody speaks, in dBFS (root mean square in the voice's band)."""
    acoustics = answer.acoustics
    if acoustics is None or not (talking := talking_frames(acoustics)).any():
        return Metric("loudness", None, "dBFS")
    power = np.mean(10 ** (acoustics.level[talking].astype(np.float64) / 10))
    value = round(10 * math.log10(power), 2)
    first, last = acoustics.speech_spans[0].start, acoustics.speech_spans[-1].end
    note = f"{value:.1f} dBFS over {talking.sum() * FRAME:.1f} s of speech"
    return Metric("loudness", value, "dBFS", evidence=(Evidence(first, last, note),))


def pitch_range(answer: Answer) -> Metric:
    """How far the pitch moves, in semitones: from its 5th to its 95th percentile.

    Percentiles, because a pitch tracker now and then jumps by an octave. None below
    2 s of voiced speech.
    """
    acoustics = answer.acoustics
    if acoustics is None:
        return Metric("pitch_range", None, "semitones")
    voiced = np.isfinite(acoustics.pitch) & talking_frames(acoustics)
    if voiced.sum() * FRAME < VOICE.shortest_voiced:
        return Metric("pitch_range", None, "semitones")
    low, high = np.percentile(acoustics.pitch[voiced], [5, 95])
    value = round(12 * math.log2(high / low), 2)
    frames = np.flatnonzero(voiced)
    start, end = float(frames[0] * FRAME), float((frames[-1] + 1) * FRAME)
    note = f"from {low:.0f} to {high:.0f} Hz"
    evidence = (Evidence(round(start, 3), round(end, 3), note),) if value else ()
    return Metric("pitch_range", value, "semitones", evidence=evidence)


def talking_frames(acoustics: Acoustics) -> NDArray[np.bool_]:
    """Mark the frames that lie in a stretch of speech; shape (frames,)."""
    talking = np.zeros(len(acoustics.level), bool)
    for span in acoustics.speech_spans:
        talking[round(span.start / FRAME) : round(span.end / FRAME)] = True
    return talking
