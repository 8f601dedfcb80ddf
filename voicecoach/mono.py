"""Collect blocks of sound of any rate as one mono sound at 16 kHz.

The one door of soxr. The blocks may come from a file or from a microphone that is still
listening.
"""

from typing import Any, Final

import numpy as np

from voicecoach.types import SAMPLE_RATE, Samples

BLOCK: Final = 30 * SAMPLE_RATE
"""Samples by which the buffer grows."""

FULL_SCALE: Final = 0.9985
"""Level at which a sample is taken to be cut off, as a fraction of full scale."""

CLIPPED_RUN: Final = 3
"""Samples in a row at full scale that make it clipping and not a chance peak."""


class Mono:
    """One array of mono samples at 16 kHz that grows, watched for faults."""

    def __init__(self) -> None:
        self._buffer = np.zeros(BLOCK, np.float32)
        self._used = 0
        self._rate = 0
        self._resampler: Any = None
        self._heard = 0
        self._clipped = 0
        self._invalid = 0

    @property
    def samples(self) -> Samples:
        """What was collected, as a view that holds until more is added."""
        return self._buffer[: self._used]

    @property
    def duration(self) -> float:
        """Length of what was collected, in seconds."""
        return self._used / SAMPLE_RATE

    @property
    def warnings(self) -> list[str]:
        """What is wrong with the samples."""
        found = []
        if self._invalid:
            found.append(
                f"{self._invalid} samples of the file are not numbers; they were "
                "taken as silence."
            )
        if self._clipped:
            share = self._clipped / self._heard
            found.append(
                f"The sound is clipped: {self._clipped} samples "
                f"({100 * share:.2f} %) are cut off at full scale. Turn the "
                "microphone down or move back a little."
            )
        return found

    def add(self, rate: int, block: Samples) -> None:
        """Add samples of shape (channels, n), full scale at -1 and 1, at a rate in Hz.

        The rate may change from block to block.
        """
        mono = self._clean(block)
        if rate != self._rate:
            self._flush()
            self._rate = rate
            self._resampler = _resampler(rate)
        self._append(self._resampler.resample_chunk(mono) if self._resampler else mono)

    def close(self) -> None:
        """Take what the resampler still holds; the buffer shrinks to what is used."""
        self._flush()
        self._buffer.resize(self._used, refcheck=False)

    def _flush(self) -> None:
        if self._resampler is not None:
            rest = np.zeros(0, np.float32)
            self._append(self._resampler.resample_chunk(rest, last=True))
            self._resampler = None

    def _clean(self, block: Samples) -> Samples:
        finite = np.isfinite(block)
        if not finite.all():
            self._invalid += int((~finite).sum())
            block = np.where(finite, block, np.float32(0))
        self._heard += block.shape[1]
        self._clipped += _clipped(block)
        return np.asarray(block.mean(axis=0), np.float32)

    def _append(self, more: Samples) -> None:
        end = self._used + len(more)
        if end > len(self._buffer):
            # realloc moves pages, not bytes: growing needs no second copy.
            grown = end + max(BLOCK, len(self._buffer) // 8)
            self._buffer.resize(grown, refcheck=False)
        self._buffer[self._used : end] = more
        self._used = end


def _resampler(rate: int) -> Any:  # noqa: ANN401  (soxr.ResampleStream, imported late)
    """Make what brings a rate to 16 kHz; None for 16 kHz itself."""
    if rate == SAMPLE_RATE:
        return None
    import soxr

    return soxr.ResampleStream(rate, SAMPLE_RATE, 1, "float32", "HQ")


def _clipped(block: Samples) -> int:
    """Count the samples that lie in runs at full scale, over all channels at most."""
    worst = 0
    for channel in block:
        at_limit = np.abs(channel) >= FULL_SCALE
        if not at_limit.any():
            continue
        edges = np.flatnonzero(np.diff(np.r_[False, at_limit, False]))
        runs = edges[1::2] - edges[::2]
        worst = max(worst, int(runs[runs >= CLIPPED_RUN].sum()))
    return worst
