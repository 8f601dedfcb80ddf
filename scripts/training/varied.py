"""Passages in variants, so that a model learns the context and not the words.

Terms that are not explained give way to others that the listener does not know;
between the sentences come ordinary ones with names, places and things, and terms that
the listener knows. Dice with fixed seeds: the same passage, the same variants.
"""

import functools
import random
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from scripts.measuring.passages import Passage
from voicecoach.analyse.pieces import plain_parts
from voicecoach.analyse.tagging import Span
from voicecoach.analyse.terms import KNOWS, Entry, entries, key, known
from voicecoach.types import Audience

ORDINARY: Final = Path(__file__).parents[2] / "models/heads/jargon/ordinary.txt"

UNKNOWN: Final[dict[Audience, tuple[int, ...]]] = {
    "recruiter": (1, 2, 2, 3, 4),
    "manager": (2, 3, 3, 4),
    "engineer": (4,),
}
"""From which sections of the list terms are taken that a listener does not know."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage as plain words, with the uses of each term in it.

    ``uses`` has the uses of each of the passage's terms, in their order.
    """

    passage: Passage
    parts: tuple[str, ...]
    uses: tuple[tuple[Span, ...], ...]

    @property
    def tags(self) -> list[int]:
        """0 for no term, 1 for the first word of one, 2 for a later word."""
        found = [0] * len(self.parts)
        for same in self.uses:
            for span in same:
                found[span.first : span.last] = [1] + [2] * (span.last - span.first - 1)
        return found


def mark(passage: Passage) -> Marked:
    """Find the uses of each labelled term, the longest terms first."""
    parts = plain_parts(passage.text)
    taken = [False] * len(parts)
    uses: dict[int, tuple[Span, ...]] = {}
    by_length = sorted(
        range(len(passage.terms)), key=lambda at: -len(key(passage.terms[at].text))
    )
    for at in by_length:
        uses[at] = tuple(_uses(parts, passage.terms[at].text, taken))
    ordered = tuple(uses[at] for at in range(len(passage.terms)))
    return Marked(passage, parts, ordered)


def _uses(parts: tuple[str, ...], text: str, taken: list[bool]) -> list[Span]:
    wanted = key("".join(plain_parts(text)))
    found = []
    for first in range(len(parts)):
        for last in range(first + 1, min(first + 8, len(parts)) + 1):
            if key("".join(parts[first:last])) == wanted and not any(taken[first:last]):
                taken[first:last] = [True] * (last - first)
                found.append(Span(first, last))
    return found


def variant(marked: Marked, seed: int) -> Marked:
    """Make one variant of a passage."""
    dice = random.Random(seed)
    swaps = {
        at: _unknown(dice, marked.passage.audience)
        for at, term in enumerate(marked.passage.terms)
        if not term.explained and dice.random() < 0.5
    }
    inserted = _inserted(dice, marked)
    starts = {
        span.first: (at, span) for at, same in enumerate(marked.uses) for span in same
    }
    parts: list[str] = []
    uses: list[list[Span]] = [[] for _ in marked.uses]
    place = 0
    while place < len(marked.parts):
        at, span = starts.get(place, (None, Span(place, place + 1)))
        said = marked.parts[span.first : span.last]
        if at is not None:
            said = plain_parts(swaps[at]) if at in swaps else said
            uses[at].append(Span(len(parts), len(parts) + len(said)))
        parts += said
        place = span.last
        parts += inserted.get(place, ())
    terms = tuple(
        replace(term, text=swaps.get(at, term.text))
        for at, term in enumerate(marked.passage.terms)
    )
    passage = Passage(marked.passage.audience, " ".join(parts), terms)
    return Marked(passage, tuple(parts), tuple(map(tuple, uses)))


def _inserted(dice: random.Random, marked: Marked) -> dict[int, tuple[str, ...]]:
    """Choose sentences, and after how many plain words each comes."""
    ends = []
    count = 0
    for word in marked.passage.text.split():
        count += len(plain_parts(word))
        if re.search(r"[.?!]$", word):
            ends.append(count)
    ends = ends or [count]
    found: dict[int, tuple[str, ...]] = {}
    kinds = ["ordinary"] * dice.choice((0, 1, 1, 2)) + ["known"] * dice.choice(
        (0, 1, 1)
    )
    for kind in kinds:
        end = dice.choice(ends)
        line = _filled(dice, dice.choice(_lists()[kind]), marked.passage.audience)
        found[end] = (*found.get(end, ()), *plain_parts(line))
    return found


def _filled(dice: random.Random, line: str, audience: Audience) -> str:
    lists = {"n": "names", "c": "places", "o": "things"}

    def fill(match: re.Match[str]) -> str:
        if match[1] == "k":
            return _known(dice, audience)
        return dice.choice(_lists()[lists[match[1]]])

    return re.sub(r"\{(\w)\}", fill, line)


def _known(dice: random.Random, audience: Audience) -> str:
    level = KNOWS[audience]
    if not level or dice.random() < 0.4:
        names = sorted(name for name in known("names") if len(name) > 3)
        return dice.choice(names)
    sections = (2, 2, 3) if audience == "engineer" else (1,)
    return _form(dice, dice.choice(_section(dice.choice(sections))))


def _unknown(dice: random.Random, audience: Audience) -> str:
    if audience == "engineer" and dice.random() < 0.3:  # a name that is used in house
        return "".join(dice.choice(_lists()["syllables"]) for _ in range(2))
    return _form(dice, dice.choice(_section(dice.choice(UNKNOWN[audience]))))


def _form(dice: random.Random, entry: Entry) -> str:
    short = entry.acronym is not None and dice.random() < 0.35
    return entry.acronym if short and entry.acronym else entry.name


@functools.cache
def _section(level: int) -> tuple[Entry, ...]:
    same = {entry for entry in entries().values() if entry.level == level}
    return tuple(sorted(same, key=lambda entry: entry.name))


@functools.cache
def _lists() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    here: list[str] = []
    for line in ORDINARY.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            here = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            here += [line] if "{" in line else line.split()
    return found
