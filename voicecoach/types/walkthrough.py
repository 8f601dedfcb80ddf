"""The code that was talked about, and what was said of it."""

from dataclasses import dataclass
from typing import Literal

from voicecoach.types.metric import Evidence


@dataclass(frozen=True, slots=True)
class CodeFunction:
    """A function of the code that was talked about.

    ``loops`` is how deep its own loops nest; ``cost`` what that hints at, no proof.
    """

    name: str
    line: int
    loops: int
    recursive: bool
    comprehensions: int
    cost: str


@dataclass(frozen=True, slots=True)
class CodePart:
    """Something else in the code (a class, a structure, a call), and on which lines."""

    name: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A part of the code, and where it was spoken of; nowhere if it was not."""

    name: str
    kind: Literal["function", "class", "structure"]
    line: int
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """Something said about the code; ``holds`` is None where that cannot be told."""

    text: str
    holds: bool | None
    why: str
    line: int | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Walkthrough:
    """What is in the code, and how what was said about it compares.

    ``hidden_loops`` are calls that go over many values without a loop to be seen.
    """

    name: str
    sha256: str
    length: int
    functions: tuple[CodeFunction, ...]
    classes: tuple[CodePart, ...]
    structures: tuple[CodePart, ...]
    hidden_loops: tuple[CodePart, ...]
    mentioned: tuple[Mention, ...]
    not_mentioned: tuple[Mention, ...]
    claims: tuple[Claim, ...]
