"""Write a sound small enough to lie inside a report: AAC in MP4, mono, 16 kHz.

The second file of PyAV's door (the first is ``audio.py``). MP4 holds a table of its
frames and says how much silence the encoder put in front, so a browser that jumps to a
time plays what is at that time; in plain MP3 it lands up to 70 ms away, measured in
Chromium, because it guesses the place from the bit rate.
"""

import io
from typing import BinaryIO, Final

import numpy as np

from voicecoach.types import SAMPLE_RATE, Sound

MEDIA_TYPE: Final = "audio/mp4"
SUFFIX: Final = ".m4a"

WINDOW: Final = 10 * SAMPLE_RATE
"""Samples that are handed to the encoder at a time: no second copy of the sound."""

SHORT: Final = 300.0
"""Up to so many seconds a sound is encoded at the higher bit rate."""

BIT_RATE: Final = 48_000
BIT_RATE_LONG: Final = 32_000
"""Bits a second."""


def encode(sound: Sound) -> bytes:
    """Encode a sound in memory."""
    file = io.BytesIO()
    write(sound, file)
    return file.getvalue()


def write(sound: Sound, file: BinaryIO) -> None:
    """Encode a sound into a binary file that can seek.

    Raises
    ------
    OSError
        The file could not be written (the disk is full, say).
    """
    import av

    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream("aac", rate=SAMPLE_RATE, layout="mono")
        stream.bit_rate = BIT_RATE if sound.duration <= SHORT else BIT_RATE_LONG
        for start in range(0, len(sound.samples), WINDOW):
            block = np.clip(sound.samples[start : start + WINDOW], -1.0, 1.0)
            frame = av.AudioFrame.from_ndarray(
                block[np.newaxis], format="fltp", layout="mono"
            )
            frame.sample_rate = SAMPLE_RATE
            frame.pts = start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
