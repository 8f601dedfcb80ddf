"""Terms of art in what was said, found with the list of terms and by their form."""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from voicecoach.analyse.cues import data_lines
from voicecoach.lexicon import zipf
from voicecoach.thresholds import JARGON
from voicecoach.types import Answer, Word

LONGEST: Final = 6
"""Words of the longest term that is looked for."""

_ACRONYM = re.compile(r"[A-Z](?:[A-Z0-9]|&(?=[A-Z])){1,5}(?:'?s)?")
_PIECES = re.compile(r"[-–/_]+")
_EDGES = re.compile(r"^[^\w]+|[^\w+#]+$")
_ENDINGS: Final = (
    ("ings", ""), ("ing", ""), ("edly", ""), ("ed", ""), ("sters", ""),
    ("ster", ""),
    ("ers", ""), ("er", ""),
    ("ness", ""), ("less", ""), ("able", ""), ("ably", ""), ("ly", ""), ("ies", "y"),
    ("ies", "ie"), ("es", ""), ("s", ""), ("ing", "e"), ("ed", "e"), ("er", "e"),
    ("ization", "ize"), ("isation", "ise"), ("ful", ""), ("y", ""), ("i", ""),
)  # fmt: skip
_BEGINNINGS: Final = ("un", "re", "pre", "non", "over", "under", "mis", "co", "out")

Kind = Literal["term", "acronym", "rare"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list: a term, its acronym, and who knows it (1, 2 or 3)."""

    name: str
    acronym: str | None
    level: int


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a term: words ``first`` up to, not including, ``last``.

    ``level`` is 1 to 3 for listed terms and None for others; ``zipf`` is how common
    it is in general English (Zipf scale, 3 is once in a million words).
    """

    name: str
    text: str
    first: int
    last: int
    kind: Kind
    level: int | None
    zipf: float
    acronym: str | None = None


def uses(answer: Answer) -> tuple[Use, ...]:
    """Find every use of a term of art, an acronym or a rare word, in order.

    Words that the recogniser was unsure of are left out, and so are names.
    """
    words = answer.words
    pieces = list(_split(words))
    shouted = _shouted(words)
    proper = {token.word for token in answer.tokens if token.pos == "PROPN"}
    other = {token.word for token in answer.tokens if token.pos not in {"NOUN", "ADJ"}}
    found: list[Use] = []
    at = 0
    while at < len(pieces):
        use, width = _listed(words, pieces, at, shouted)
        if use is None:
            use = _unlisted(words, pieces[at][0], proper, other, shouted)
        if use is not None and (not found or use.first >= found[-1].last):
            found.append(use)
        at += width
    once = [use.name for use in found]
    return tuple(
        use
        for use in found
        # An unknown word that is said once is most likely a slip of the recogniser.
        if use.kind != "rare" or use.zipf > 0 or once.count(use.name) > 1
    )


def _split(words: Sequence[Word]) -> Iterator[tuple[int, str]]:
    """Give the parts of the words that are sure, each with the index of its word."""
    for index, word in enumerate(words):
        unsure = word.confidence is not None and word.confidence < JARGON.confidence
        if word.kind == "filler":
            continue
        if unsure:
            yield index, ""
            continue
        text = _EDGES.sub("", word.text.replace("’", "'"))
        text = re.sub(r"'s$", "", text)
        yield from ((index, part) for part in _PIECES.split(text) if part)


def _listed(
    words: Sequence[Word],
    pieces: Sequence[tuple[int, str]],
    at: int,
    shouted: bool,
) -> tuple[Use | None, int]:
    """Find the longest listed term that begins at a piece, and its width in pieces."""
    for width in range(min(LONGEST, len(pieces) - at), 0, -1):
        run = pieces[at : at + width]
        if not all(part for _, part in run):
            continue
        spaced = " ".join(part for _, part in run)
        entry = _term(spaced, shouted)
        first, last = run[0][0], run[-1][0] + 1
        closed = not any(
            re.search(r"[.?!;:,]$", word.text) for word in words[first : last - 1]
        )
        if entry is not None and (closed or width == 1):
            text = " ".join(
                word.text for word in words[first:last] if word.kind == "word"
            )
            kind: Kind = "acronym" if _is_acronym(entry, spaced) else "term"
            return (
                Use(
                    name=entry.name,
                    text=_EDGES.sub("", text),
                    first=first,
                    last=last,
                    kind=kind,
                    level=entry.level,
                    zipf=_rarity(spaced),
                    acronym=entry.acronym,
                ),
                width,
            )
    return None, 1


def _term(spaced: str, shouted: bool) -> Entry | None:
    entry = entries().get(_key(spaced))
    if entry is None:
        return None
    if " " in spaced:
        letters = all(len(part) == 1 for part in spaced.split())
        # "an N" is not the acronym ANN; "A N N" is.
        return entry if letters or not _is_acronym(entry, spaced) else None
    lower = spaced.lower()
    if lower in known("capitals") and (shouted or not any(map(str.isupper, spaced))):
        return None
    if zipf(lower) >= JARGON.common and not _is_acronym(entry, spaced):
        return None
    return entry


def _is_acronym(entry: Entry, spaced: str) -> bool:
    if entry.acronym is None:
        return False
    return _key(spaced) == _key(entry.acronym)


def _unlisted(
    words: Sequence[Word],
    index: int,
    proper: set[int],
    other: set[int],
    shouted: bool,
) -> Use | None:
    """Weigh a word that is not in the list: an acronym, or a rare word."""
    word = words[index]
    if word.confidence is not None and word.confidence < JARGON.confidence:
        return None
    text = _EDGES.sub("", word.text.replace("’", "'"))
    acronym = _ACRONYM.fullmatch(text) is not None
    alone = re.sub(r"'?s$", "", text) if acronym else text
    if alone.lower() in known("everyday") | known("names"):
        return None
    if acronym and not shouted:
        # Capitals make it an acronym even where the letters are a word.
        return Use(alone, text, index, index + 1, "acronym", None, 0.0)
    if index in proper | other or not text.isalpha() or not text.islower():
        return None
    rarity = _commonest(text)
    if len(text) < JARGON.shortest or rarity >= JARGON.rare:
        return None
    return Use(_stem(text), text, index, index + 1, "rare", None, rarity)


def _shouted(words: Sequence[Word]) -> bool:
    """Whether the transcript is written in capitals, so that they say nothing."""
    long = [word.text for word in words if len(word.text) > 3]
    return bool(long) and sum(map(str.isupper, long)) > len(long) / 2


def _rarity(spaced: str) -> float:
    """Zipf frequency of a term: that of its rarest word."""
    return min(zipf(part.lower()) for part in spaced.split())


def _commonest(word: str) -> float:
    """Zipf frequency of a word or of what it is formed from, whichever is higher."""
    forms = {word, re.sub(r"is(?=ations?$|e[ds]?$|ing$)", "iz", word)}
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            stem = word.removesuffix(ending)
            forms.add(stem + instead)
            if not instead and len(stem) > 3 and stem[-1] == stem[-2]:
                forms.add(stem[:-1])
    for beginning in _BEGINNINGS:
        rest = {form.removeprefix(beginning) for form in forms}
        forms |= {form for form in rest if len(form) >= 4}
    halves = [min(zipf(word[:at]), zipf(word[at:])) for at in range(4, len(word) - 3)]
    # "whiteboarding", "ladybug": two common words in one are understood.
    together = max((half for half in halves if half >= JARGON.compound), default=0.0)
    return max(*map(zipf, forms), zipf(word), together)


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
            found.setdefault(_key(form), entry)
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


def _key(spaced: str) -> str:
    """Join the words of a term, so that spaces, hyphens and plurals do not matter."""
    joined = re.sub(r"[\s\-–/'’.]+", "", spaced.lower())
    joined = re.sub(r"is(?=ation|e$|ed$|ing$|er$)", "iz", joined)
    return _stem(
        joined.replace("neighbour", "neighbor").replace("behaviour", "behavior")
    )


def _stem(word: str) -> str:
    """Take the plural off."""
    if re.search(r"(?:ch|sh|ss|x|z)es$", word):
        return word[:-2]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 2:
        return word[:-1]
    return word
