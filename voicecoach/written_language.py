"""Which language a text is written in, by its small words and its script."""

import functools
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from importlib import resources
from typing import Final

from voicecoach.thresholds import LANGUAGE


@dataclass(frozen=True, slots=True)
class Written:
    """A language, by its name and its code (ISO 639-1; "und" where it is not known)."""

    name: str
    code: str


ENGLISH: Final = Written("English", "en")
OTHER_SCRIPT: Final = Written("another script", "und")


def language_of(text: str) -> Written:
    """Tell the language of a text; English unless another is clearly nearer.

    Examples
    --------
    >>> language_of("Wir suchen eine Analystin für unser Team, die mit Daten arbeitet.")
    Written(name='German', code='de')
    """
    letters = [letter for letter in text if letter.isalpha()]
    foreign = sum("LATIN" not in unicodedata.name(letter, "") for letter in letters)
    if 2 * foreign > len(letters):
        return OTHER_SCRIPT
    words = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    counts = {
        language: sum(words[word] for word in small)
        for language, small in _small_words().items()
    }
    nearest = max(counts, key=lambda language: counts[language])
    clear = counts[nearest] >= LANGUAGE.small_words
    return nearest if clear and counts[nearest] > counts[ENGLISH] else ENGLISH


@functools.cache
def _small_words() -> dict[Written, frozenset[str]]:
    listed = (resources.files("voicecoach") / "languages.txt").read_text("utf-8")
    found = {}
    for line in listed.splitlines():
        if not line.startswith("#"):
            named, small = line.split(": ")
            name, code = named.split()
            found[Written(name, code)] = frozenset(small.split())
    return found
