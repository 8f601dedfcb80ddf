"""A WAV file that can be read at any time while it grows.

Every block is with the system when it is written, so that it survives the program, and
on the disk itself about half a second later, so that it survives the power. The header
is right after each block.
"""

import contextlib
import io
import os
import struct
import time
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from voicecoach import own_file

Block = NDArray[np.int16]

SYNC: Final = 0.5
"""Seconds after which a block is also written to the disk itself."""

HEADER: Final = struct.Struct("<4sI4s4sIHHIIHH4sI")
"""The head of a WAV file: RIFF, fmt and data, 44 bytes."""

RATE: Final = 7
"""Place of the rate among the fields of the header."""

SAMPLE: Final = 2
"""Bytes of a sample."""

MOST: Final = 0xFFFFFFFF
"""The largest number that a field of the header can hold."""


class GrowingWav:
    """An int16 mono WAV file that is being written, for its owner alone.

    Parameters
    ----------
    file : io.FileIO
        Open to read and write, unbuffered: empty, or what was written before.
    rate : int > 0
        Samples a second.
    """

    def __init__(self, file: io.FileIO, rate: int) -> None:
        self.rate = rate
        self.samples = 0
        self._file = file
        self._synced = time.monotonic()

    @classmethod
    def create(cls, path: Path, rate: int) -> "GrowingWav":
        """Make the file, without samples; OSError if it is there or cannot be made."""
        wav = cls(own_file.create(path), rate)
        try:
            wav.sync()
        except OSError:
            wav.close()
            own_file.delete(path)
            raise
        return wav

    @classmethod
    def repair(cls, path: Path, rate: int) -> "GrowingWav":
        """Open one that was left, and make its header right."""
        wav = cls(own_file.open_again(path), rate)
        try:
            wav._mend()
            wav.sync()
        except OSError:
            wav.close()
            raise
        return wav

    @property
    def closed(self) -> bool:
        """Whether it can grow no more."""
        return self._file.closed

    def write(self, block: Block) -> None:
        """Append samples of shape (n,).

        Raises
        ------
        OSError
            The disk is full or gone. What was written before stays readable, and as
            much of this block as there was room for.
        """
        try:
            own_file.write(self._file, block.astype("<i2", copy=False).tobytes())
            self.samples += len(block)
            self._write_header()
            if time.monotonic() - self._synced >= SYNC:
                own_file.to_disk(self._file)
                self._synced = time.monotonic()
        except OSError:
            with contextlib.suppress(OSError):
                self._mend()
            raise

    def sync(self) -> None:
        """Write the header, and everything to the disk itself."""
        self._write_header()
        own_file.to_disk(self._file)
        self._synced = time.monotonic()

    def close(self) -> None:
        """Let the file go; a fault of the disk was told by `sync`."""
        with contextlib.suppress(OSError):
            self._file.close()

    def _write_header(self) -> None:
        self._file.seek(0)
        own_file.write(self._file, _header(self.rate, self.samples))
        self._file.seek(0, os.SEEK_END)

    def _mend(self) -> None:
        """Make the file whole, however many bytes of the last block are in it."""
        size = self._file.seek(0, os.SEEK_END)
        self.samples = max(0, size - HEADER.size) // SAMPLE
        # On a full disk a file can still be cut, and written where it is already.
        self._file.truncate(HEADER.size + self.samples * SAMPLE)
        self._write_header()


def _header(rate: int, samples: int) -> bytes:
    size = min(samples * SAMPLE, MOST - HEADER.size)
    form = (16, 1, 1, rate, rate * SAMPLE, SAMPLE, 8 * SAMPLE)
    riff = size + HEADER.size - 8
    return HEADER.pack(b"RIFF", riff, b"WAVE", b"fmt ", *form, b"data", size)


def look(path: Path) -> tuple[int, int]:
    """Read rate and number of samples, by what is there and not by what it says.

    Both are 0 where there is no header. OSError if the file cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(HEADER.size)
        size = file.seek(0, os.SEEK_END)
    if len(head) < HEADER.size:
        return 0, 0
    return int(HEADER.unpack(head)[RATE]), (size - HEADER.size) // SAMPLE
