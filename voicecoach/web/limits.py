"""What a process that touches an uploaded file may use, and what an answer may have."""

import sys
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one process, kept by the kernel where it can.

    Attributes
    ----------
    memory : int
        Bytes; of address space, or of data alone where ``shared`` is set: libraries of
        recognition map far more than they use.
    processor : int
        Seconds of the processor's time; None where the process lives for many inputs
        and its owner sets them anew for each.
    output : int
        Bytes of one file.
    patience : float
        Seconds that pass by the clock; the owner looks at them, on every system.
    """

    memory: int
    processor: int | None
    output: int
    patience: float
    shared: bool = False


def keep(limits: Limits) -> None:
    """Hold this process to its limits from now on; they cannot be raised again.

    Windows has none of them, macOS none of memory: there the length of the sound, the
    clock and the size of what is written are what limits a process.
    """
    if sys.platform == "win32":
        return
    import resource

    if sys.platform == "linux":
        kind = resource.RLIMIT_DATA if limits.shared else resource.RLIMIT_AS
        _lower(kind, limits.memory, limits.memory)
    if limits.processor is not None:
        _lower(resource.RLIMIT_CPU, limits.processor, limits.processor + 5)
    _lower(resource.RLIMIT_FSIZE, limits.output, limits.output)
    _lower(resource.RLIMIT_CORE, 0, 0)


def allow_processor(seconds: float) -> None:
    """Let this process use so many more seconds of the processor."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = round(used.ru_utime + used.ru_stime + seconds)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    if hard == resource.RLIM_INFINITY or soft <= hard:
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _lower(kind: int, soft: int, hard: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    most = resource.getrlimit(kind)[1]
    if most != resource.RLIM_INFINITY:
        soft, hard = min(soft, most), min(hard, most)
    resource.setrlimit(kind, (soft, hard))


@dataclass(frozen=True, slots=True)
class Spoken:
    """The limits of an answer that comes in from a browser.

    Attributes
    ----------
    longest : float
        Seconds of sound that are taken.
    block : float
        Seconds of sound in one message.
    ahead : float
        Seconds that the sound may be ahead of the clock: nobody speaks faster.
    useless : int
        Blocks out of turn: a page that comes back sends a few that are there already.
    grace : float
        Seconds that a page may be away before the answer is left.
    """

    longest: float = 180.0
    block: float = 1.0
    ahead: float = 5.0
    useless: int = 1000
    grace: float = 60.0


MOST_REHEARSALS: Final = 8
"""Rehearsals that are remembered; the one that was begun first makes room."""

MOST_ANSWERS: Final = 3
"""Answers that come in at a time: each is recognised while it is spoken."""
