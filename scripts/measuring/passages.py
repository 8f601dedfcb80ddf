"""Labelled passages: the terms a listener may not know, and which were explained."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, get_args

from voicecoach.types import Audience

TRAINING: Final = Path(__file__).parents[2] / "models/heads/jargon/passages.txt"
APART: Final = Path(__file__).parent / "data" / "jargon.txt"
"""Passages that no model was trained on."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A term as its writer names it, and whether the passage explains it."""

    text: str
    explained: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """What was said, to whom, and its terms."""

    audience: Audience
    text: str
    terms: tuple[Labelled, ...]


def read(path: Path) -> tuple[Passage, ...]:
    """Read labelled passages; the form is at the top of each file."""
    text = path.read_text(encoding="utf-8")
    return tuple(_passage(block) for block in text.split("\n== ")[1:])


def _passage(block: str) -> Passage:
    header, text, *lines = block.strip().splitlines()
    listener = header.split(" | ", 1)[0]
    audience = next(each for each in get_args(Audience) if each == listener)
    terms = (Labelled(line[2:], line[0] == "+") for line in lines if line.strip())
    return Passage(audience, text, tuple(terms))


def matched(true: Sequence[str], found: Sequence[str]) -> list[tuple[int, int]]:
    """Pair terms one to one: the same ones first, then one that contains the other.

    Capitals, hyphens and plurals do not matter; contained is whole words in a row.

    Examples
    --------
    >>> matched(["K-means", "unit tests"], ["the unit test", "k means"])
    [(0, 1), (1, 0)]
    """
    pairs = []
    left = [*range(len(true))]
    free = [*range(len(found))]
    tests: tuple[Callable[[list[str], list[str]], bool], ...] = (_equal, _contained)
    for same in tests:
        for at in [*left]:
            hit = next(
                (k for k in free if same(_plain(true[at]), _plain(found[k]))), None
            )
            if hit is not None:
                pairs.append((at, hit))
                left.remove(at)
                free.remove(hit)
    return pairs


def _plain(text: str) -> list[str]:
    words = re.sub(r"[^\w'+#]+|_", " ", text.lower().replace("’", "'")).split()
    return [re.sub(r"(?<=\w{3})(?<![su]|i)s$", "", w.removesuffix("'s")) for w in words]


def _equal(one: list[str], other: list[str]) -> bool:
    return "".join(one) == "".join(other)


def _contained(one: list[str], other: list[str]) -> bool:
    if len(one) > len(other):
        one, other = other, one
    width = len(one)
    runs = (other[at : at + width] for at in range(len(other) - width + 1))
    return bool(one) and one in runs
