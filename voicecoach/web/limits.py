"""What a process that touches an uploaded file may use."""

import sys
from dataclasses import dataclass


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
