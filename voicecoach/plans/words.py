"""The words of a job text, and what they are in the bank (job_words.txt)."""

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Final, TypeAlias

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_ENDINGS: Final = (
    ("ies", "y", 2),
    ("ations", "at", 2),
    ("ation", "at", 2),
    ("ings", "", 3),
    ("ing", "", 3),
    ("ed", "", 3),
    ("s", "", 3),
)
"""Endings of a word, what takes their place, and how many letters must be left."""

Stems: TypeAlias = tuple[str, ...]
"""A form of one or more words, each as its stem."""


TRACK: Final = "@"
"""Begins the term that stands for a whole track."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a job text says about a term of the bank: how often, in which words."""

    times: int
    words: tuple[str, ...]


def stem(word: str) -> str:
    """Cut a word to what its forms have in common; British and American are one.

    Examples
    --------
    >>> [stem(word) for word in ("models", "modelling", "evaluation", "evaluated")]
    ['model', 'model', 'evaluat', 'evaluat']
    """
    word = re.split("['’]", word.lower())[0]
    if not word.endswith(("ss", "us", "is")):
        for ending, instead, left in _ENDINGS:
            if word.endswith(ending) and _is_a_word(word[: -len(ending)], left):
                word = word[: -len(ending)] + instead
                break
    word = re.sub(r"([bdglmnprt])\1$", r"\1", word) if len(word) > 4 else word
    word = word.removesuffix("e") if len(word) > 3 else word
    return re.sub(r"is(at)?$", r"iz\1", word)


def stems(text: str) -> Stems:
    """Give the stems of all words of a text, in their order."""
    return tuple(stem(word) for word in _WORD.findall(text))


def spoken_of(text: str, own: Collection[Stems]) -> dict[Stems, Spoken]:
    """Find what a text says about terms of the bank, each the stems of its words.

    Forms of job_words.txt come first, then the terms that speak for themselves.
    """
    forms = {**{term: (term,) for term in own}, **job_words()}
    longest = max(map(len, forms))
    found = [(stem(match[0]), match.span()) for match in _WORD.finditer(text)]
    times: Counter[Stems] = Counter()
    words: defaultdict[Stems, dict[str, None]] = defaultdict(dict)
    at = 0
    while at < len(found):
        piece = tuple(word for word, _ in found[at : at + longest])
        size = next((n for n in range(len(piece), 0, -1) if piece[:n] in forms), 0)
        if size:
            start, end = found[at][1][0], found[at + size - 1][1][1]
            for term in forms[piece[:size]]:
                times[term] += 1
                words[term][shown(text[start:end])] = None
        at += size or 1
    return {term: Spoken(times[term], tuple(words[term])) for term in times}


def lines(name: str) -> Iterator[str]:
    """Walk over the lines of one of the lists beside this file, without its notes."""
    listed = (resources.files("voicecoach.plans") / name).read_text(encoding="utf-8")
    return (
        line for line in listed.splitlines() if line and not line.startswith(("#", "["))
    )


@functools.cache
def job_words() -> dict[Stems, tuple[Stems, ...]]:
    """Read job_words.txt: what each form says in terms of the bank."""
    forms: dict[Stems, tuple[Stems, ...]] = {}
    for line in lines("job_words.txt"):
        left, right = line.split("=")
        terms = [term.strip() for term in right.split(",") if term.strip()]
        meant = tuple((t,) if t.startswith(TRACK) else stems(t) for t in terms)
        forms |= {stems(form): meant for form in left.split(",")}
    return forms


def shown(written: str) -> str:
    """Give words that were found on one line, as they are written."""
    plain = re.fullmatch(r"[\w /&+.'’-]+", written)
    return written if plain else " ".join(_WORD.findall(written))


def _is_a_word(rest: str, left: int) -> bool:
    return len(rest) >= left and re.search("[aeiouy]", rest) is not None
