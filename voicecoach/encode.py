"""Write a sound small: AAC in MP4 for a report, FLAC for what is kept.

For a report it is mono at 16 kHz; what is kept loses nothing.

The second file of PyAV's door (the first is ``audio.py``). MP4 holds a table of its
frames and says how much silence the encoder put in front, so a browser that jumps to a
time plays what is at that time; in plain MP3 it lands up to 70 ms away, measured in
Chromium, because it guesses the place from the bit rate.
"""

import hashlib
import io
import wave
from pathlib import Path
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


FLAC_SUFFIX: Final = ".flac"

HEADER: Final = 4096
"""Bytes of a WAV file that may be no samples; with more, something would be lost."""


def write_flac(source: Path, file: BinaryIO) -> bool:
    """Write a recording without loss, at its own rate, about half as large.

    What was written is read again and compared.

    Parameters
    ----------
    source : Path
        A recording.
    file : binary file
        Empty, for writing and reading.

    Returns
    -------
    bool
        False where it is no WAV file of 16 bits with one or two channels, where the
        file holds more or less than its samples, or where it was not read back the same:
        copy the recording as it is.

    Raises
    ------
    OSError
        It could not be read or written.
    """
    import av

    try:
        with source.open("rb") as stream, wave.open(stream) as recording:
            size = 2 * recording.getnchannels() * recording.getnframes()
            fits = recording.getsampwidth() == 2 and recording.getnchannels() <= 2
            whole = size <= source.stat().st_size <= size + HEADER
            if not fits or not size or not whole:
                return False
            samples = _write_frames(recording, file)
        file.seek(0)
        return _samples_of(file) == samples
    except (wave.Error, EOFError):
        return False
    except av.error.FFmpegError as error:
        if isinstance(error, OSError):
            raise
        return False


def _write_frames(recording: wave.Wave_read, file: BinaryIO) -> str:
    """Encode the frames of a WAV file; give the fingerprint of their bytes."""
    import av

    rate = recording.getframerate()
    layout = "mono" if recording.getnchannels() == 1 else "stereo"
    seen = hashlib.sha256()
    with av.open(file, "w", format="flac") as container:
        stream = container.add_stream("flac", rate=rate, layout=layout)
        stream.format = "s16"
        at = 0
        while data := recording.readframes(WINDOW):
            seen.update(data)
            block = np.frombuffer(data, dtype="<i2")[np.newaxis]
            frame = av.AudioFrame.from_ndarray(block, format="s16", layout=layout)
            frame.sample_rate, frame.pts = rate, at
            at += frame.samples
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return seen.hexdigest()


def _samples_of(file: BinaryIO) -> str:
    """Give the fingerprint of the samples of a FLAC file, as little-endian bytes."""
    import av

    seen = hashlib.sha256()
    with av.open(file, "r", format="flac") as container:
        for frame in container.decode(audio=0):
            seen.update(frame.to_ndarray().astype("<i2", copy=False).tobytes())
    return seen.hexdigest()
