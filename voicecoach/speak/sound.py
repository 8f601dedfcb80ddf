"""Read the file that an engine has written: WAV, or AIFF from a Mac's own voices."""

from pathlib import Path
from typing import Final

import numpy as np

from voicecoach.errors import DeviceError
from voicecoach.types import Samples

SHORTEST: Final = 0.03
"""Seconds under which a file holds no word."""

SILENT: Final = 1e-4
"""Peak, as a fraction of full scale, under which nothing can be heard."""


def read(path: Path, name: str, remedy: str) -> tuple[Samples, int]:
    """Decode to mono float32 samples of shape (n,), and their rate in Hz.

    Raises
    ------
    DeviceError
        There is no such file, it is damaged, or nothing can be heard in it.
    """
    import av

    try:
        with av.open(str(path), "r") as container:
            stream = container.streams.audio[0]
            rate = int(stream.rate)
            resampler = av.AudioResampler(format="flt", layout="mono", rate=rate)
            frames = [
                mono.to_ndarray().reshape(-1)
                for frame in [*container.decode(stream), None]
                for mono in resampler.resample(frame)
            ]
    except (OSError, IndexError, ValueError, av.error.FFmpegError) as error:
        raise DeviceError(f"{name} wrote no sound.", remedy) from error
    samples = np.concatenate([np.zeros(0, np.float32), *frames])
    if len(samples) < SHORTEST * rate or np.abs(samples).max() < SILENT:
        raise DeviceError(f"{name} wrote an empty sound.", remedy)
    return samples, rate
