"""An interview without voices: tones that stand for them, and an encoder of tones."""

import numpy as np

from voicecoach.testing import acoustics, sound, tone
from voicecoach.turns.encoder import WIDTH
from voicecoach.types import SAMPLE_RATE

LOW, HIGH, OTHER = 200.0, 900.0, 2500.0
"""Pitches that stand for voices: far apart on the mel scale."""


def embed(mels):
    """Give each stretch the vector of the mel bands that are loud in it."""
    vectors = np.zeros((len(mels), WIDTH), np.float32)
    for i, mel in enumerate(mels):
        mean = mel.mean(axis=0)
        vectors[i, : mel.shape[1]] = mean / max(float(np.linalg.norm(mean)), 1e-12)
    return vectors


def interview(*said, silence=0.5, lead=0.0):
    """Make a recording of (seconds, pitch), with silence before each but the first.

    ``lead`` is how many seconds of silence come before everything.
    """
    pieces, spans, at = [np.zeros(round(lead * SAMPLE_RATE), np.float32)], [], lead
    for i, (seconds, hz) in enumerate(said):
        if i:
            pieces.append(np.zeros(round(silence * SAMPLE_RATE), np.float32))
            at += silence
        pieces.append(tone(seconds, hz))
        spans.append((round(at, 2), round(at + seconds, 2)))
        at += seconds
    samples = np.concatenate(pieces)
    return sound(samples, "interview.wav"), acoustics(at, spans), spans
