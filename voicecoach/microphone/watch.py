"""What is heard at this moment, how loud it is, and what is wrong with it."""

import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from voicecoach.microphone import remedies
from voicecoach.takes import Block

SHOWN: Final = 0.1
"""Seconds that the level is taken over."""

ZEROS: Final = 2.0
"""Seconds from which nothing but zeros is no chance: a real microphone hears itself."""

QUIET_AFTER: Final = 5.0
QUIET: Final = -50.0
"""After so many seconds something should have been louder than so many dBFS: below,
`hear` calls speech very quiet."""

FULL_SCALE: Final = 32_718
"""Sample that is taken to be cut off: 0.9985 of full scale, as in `audio`."""

CLIPPED_RUN: Final = 3
"""Samples in a row at full scale that make it clipping and not a chance peak."""

FEW_CLIPPED: Final = 10
"""Clipped samples that are heard by nobody."""


@dataclass(frozen=True, slots=True)
class Level:
    """How loud the last tenth of a second was, in dBFS; digital silence is -inf."""

    rms: float
    peak: float


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that spoils the recording while it goes on, and what to do about it."""

    kind: Literal["zeros", "quiet", "clipping", "lost"]
    problem: str
    remedy: str


class Watch:
    """Looks at every block; may be asked from another thread."""

    def __init__(self, name: str, rate: int) -> None:
        self._name = name
        self._rate = rate
        self._lock = threading.Lock()
        self._blocks: deque[Block] = deque()
        self._shown = 0
        self._samples = 0
        self._any = False
        self._clipped = 0
        self._tail = np.zeros(0, np.int16)
        self._loudest = -np.inf
        self.overflows = 0

    def heard(self, block: Block) -> None:
        """Look at the next samples, shape (n,)."""
        with self._lock:
            self._samples += len(block)
            self._any = self._any or bool(block.any())
            self._clipped += self._count_clipped(block)
            self._blocks.append(block)
            self._shown += len(block)
            while self._shown - len(self._blocks[0]) >= SHOWN * self._rate:
                self._shown -= len(self._blocks.popleft())
            if self._samples >= SHOWN * self._rate:
                self._loudest = max(self._loudest, self._level().rms)

    def level(self) -> Level | None:
        """Give the level of the last moment; None before the first sample."""
        with self._lock:
            return self._level() if self._shown else None

    @property
    def loudest(self) -> float | None:
        """The highest level so far, in dBFS rms; None before there was one."""
        with self._lock:
            return self._loudest if self._samples >= SHOWN * self._rate else None

    def faults(self) -> tuple[Fault, ...]:
        """Say what is wrong so far; what has passed (zeros, quiet) is not told."""
        with self._lock:
            return tuple(self._found())

    def _found(self) -> Iterator[Fault]:
        seconds = self._samples / self._rate
        if seconds >= ZEROS and not self._any:
            problem = f"{self._name} gives nothing but zeros."
            yield Fault("zeros", problem, remedies.of_system(remedies.ZEROS))
        elif seconds >= QUIET_AFTER and self._loudest < QUIET:
            problem = f"{self._name} hears hardly anything."
            yield Fault("quiet", problem, remedies.of_system(remedies.QUIET))
        if self._clipped > FEW_CLIPPED:
            problem = f"{self._name} is too loud: the sound is cut off at full scale."
            yield Fault("clipping", problem, remedies.of_system(remedies.CLIPPING))
        if self.overflows:
            problem = f"{self._name} had to drop sound {self.overflows} times."
            yield Fault("lost", problem, remedies.LOST)

    def _level(self) -> Level:
        recent = np.concatenate(self._blocks)[-round(SHOWN * self._rate) :] / 32_768
        with np.errstate(divide="ignore"):
            return Level(
                float(10 * np.log10(np.mean(recent**2))),
                float(20 * np.log10(np.max(np.abs(recent)))),
            )

    def _count_clipped(self, block: Block) -> int:
        """Count the samples in runs at full scale, over the edges of blocks too."""
        whole = np.concatenate([self._tail, block])
        kept = CLIPPED_RUN - 1
        self._tail = whole[-kept:]
        # As wide numbers: the lowest int16 has no counterpart.
        at_limit = np.abs(whole.astype(np.int32)) >= FULL_SCALE
        if len(at_limit) < CLIPPED_RUN or not at_limit.any():
            return 0
        windows = np.lib.stride_tricks.sliding_window_view(at_limit, CLIPPED_RUN)
        return int(windows.all(axis=1).sum())
