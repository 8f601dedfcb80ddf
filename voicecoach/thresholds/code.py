"""What the code for a challenge may use, and when talk about code is checked."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class CodeLimits:
    """What the code for a challenge may use before it counts as failed. Design values.

    A right solution of the challenges that come with voicecoach needs a fiftieth of the
    time and a third of the memory, most of that for NumPy.

    Attributes
    ----------
    processor : int
        Seconds of the processor's time in one start of the code.
    each, total : float
        Seconds on the clock: of one test or of loading the code, and of everything.
    memory, file, folder : int
        Bytes of address space, of one file, and of all files.
    processes, files : int
        Processes and threads (its own is the one), and open files.
    output, shown : int
        Bytes of output that may be written, and that are shown.
    """

    processor: int = 10
    each: float = 15.0
    total: float = 60.0
    memory: int = 1_000_000_000
    file: int = 10_000_000
    folder: int = 50_000_000
    processes: int = 1
    files: int = 64
    output: int = 10_000_000
    shown: int = 20_000


CODE: Final = CodeLimits()


@dataclass(frozen=True, slots=True)
class WalkthroughRules:
    """When a spoken walkthrough is held against the code. Design values.

    Each errs towards silence: a remark that is wrong costs more trust than a remark
    that is missing.

    Attributes
    ----------
    common : float
        Zipf frequency from which a function's name is an ordinary word as well (get,
        run): it counts as mentioned only beside a word like function or method.
    beside : int
        Within so many words.
    between : int
        Words that may stand between "I use" and the structure.
    before : int
        Words before a claim in which a "not", "would" or "instead of" takes it back.
    """

    common: float = 5.0
    beside: int = 3
    between: int = 6
    before: int = 5


WALKTHROUGH: Final = WalkthroughRules()
