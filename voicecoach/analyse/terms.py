"""The list of terms: who knows them, their acronyms, and what is no jargon to anybody.

The list is data/terms.txt; everyday acronyms and names are in data/known.txt. Both are
written for voicecoach and made to be edited. Where the list is silent the trained model
decides (``tagging``).
"""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from voicecoach.analyse.cues import data_lines
from voicecoach.types import Audience

LONGEST: Final = 6
"""Words of the longest term that is looked for."""

KNOWS: Final[dict[Audience, int]] = {"recruiter": 0, "manager": 1, "engineer": 3}
"""The last section of the list whose terms a listener knows, or can place."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list: a term, its acronym, and who knows it (1 to 4)."""

    name: str
    acronym: str | None
    level: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A listed term in an answer: plain words ``first`` up to, not including, ``last``.

    ``acronym`` says whether it was said as its acronym.
    """

    entry: Entry
    first: int
    last: int
    acronym: bool


def listed(parts: Sequence[str]) -> tuple[Listed, ...]:
    """Find the longest listed terms among plain words, in order."""
    found = []
    at = 0
    while at < len(parts):
        hit = _at(parts, at)
        if hit is not None:
            found.append(hit)
        at = hit.last if hit is not None else at + 1
    return tuple(found)


def _at(parts: Sequence[str], at: int) -> Listed | None:
    for width in range(min(LONGEST, len(parts) - at), 0, -1):
        run = parts[at : at + width]
        entry = entries().get(key(" ".join(run)))
        if entry is None or (width == 1 and run[0] in known("capitals")):
            continue
        acronym = entry.acronym is not None and key("".join(run)) == key(entry.acronym)
        # "an N" is not the acronym ANN; "A N N" is.
        if acronym and width > 1 and any(len(part) > 1 for part in run):
            continue
        return Listed(entry, at, at + width, acronym)
    return None


@functools.cache
def entries() -> dict[str, Entry]:
    """Read the list of terms: the key of each form and acronym, and its entry."""
    found: dict[str, Entry] = {}
    level = 0
    for line in data_lines("terms.txt"):
        if line.startswith("["):
            level = int(line.strip("[]"))
            continue
        forms, _, acronym = line.partition("=")
        names = [form.strip() for form in forms.split("|")]
        entry = Entry(names[0], acronym.strip() or None, level)
        for form in (*names, *((entry.acronym,) if entry.acronym else ())):
            found.setdefault(key(form), entry)
    return found


@functools.cache
def known(section: str) -> frozenset[str]:
    """Read one section of the words that are no jargon."""
    words: dict[str, set[str]] = {}
    here: set[str] = set()
    for line in data_lines("known.txt"):
        if line.startswith("["):
            here = words.setdefault(line.strip("[]"), set())
        else:
            here.update(line.split())
    return frozenset(words[section])


def key(spaced: str) -> str:
    """Join the words of a term, so that spaces, hyphens and plurals do not matter.

    Examples
    --------
    >>> key("Cross-validations") == key("cross validation")
    True
    """
    joined = re.sub(r"[\s\-–/'’.]+", "", spaced.lower())
    joined = re.sub(r"is(?=ation|e$|ed$|ing$|er$)", "iz", joined)
    return stem(
        joined.replace("neighbour", "neighbor").replace("behaviour", "behavior")
    )


def stem(word: str) -> str:
    """Take the plural off."""
    if re.search(r"(?:ch|sh|ss|x|z)es$", word):
        return word[:-2]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 2:
        return word[:-1]
    return word
