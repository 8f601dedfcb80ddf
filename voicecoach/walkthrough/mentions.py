"""Which parts of the code were spoken of, and which were not."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from voicecoach.lexicon import zipf
from voicecoach.thresholds import WALKTHROUGH
from voicecoach.types import Evidence, Mention
from voicecoach.walkthrough.contents import Contents
from voicecoach.walkthrough.names import TOP
from voicecoach.walkthrough.speech import Speech
from voicecoach.walkthrough.terms import NOT_ASKED, TERMS

SHOWN: Final = 3
"""Moments of a part that are kept."""

_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_DIGITS: Final = "zero one two three four five six seven eight nine".split()
_ABOUT = re.compile(r"(?:is|takes|runs|costs|returns|does|goes|are)\b")
_BESIDE = re.compile(
    r"\b(?:functions?|methods?|helpers?|class|calls?|called|calling|operations?"
    r"|defines?|returns?|named|implements?|dunder)\b"
)


def mentions(speech: Speech, contents: Contents) -> tuple[Mention, ...]:
    """List functions, classes and structures, each with where it was spoken of.

    Methods with two underscores belong to the language and are left out.
    """
    return (
        *_functions(speech, contents),
        *_classes(speech, contents),
        *_structures(speech, contents),
    )


def spoken_at(name: str, speech: Speech) -> Iterator[tuple[int, int]]:
    """Find where a name of the code is said, by offsets.

    Examples
    --------
    >>> from voicecoach.types import Word
    >>> from voicecoach.walkthrough.speech import speech
    >>> said = speech([Word(text, None, None) for text in "my K means loop".split()])
    >>> list(spoken_at("k_means", said))
    [(4, 11)]
    """
    parts = _PART.findall(name)
    if not parts:
        return
    expression = " ?".join(_said(part.lower()) for part in parts)
    common = len(parts) == 1 and (
        len(name) <= 2 or zipf(parts[0].lower()) >= WALKTHROUGH.common
    )
    for match in re.finditer(rf"(?<= )(?:{expression})(?:'?s)?(?= )", speech.text):
        start, end = match.span()
        beside = speech.around(start, end, WALKTHROUGH.beside)
        behind = speech.after(end, 1)
        if not common or _BESIDE.search(beside) or _ABOUT.fullmatch(behind):
            yield start, end


def named(speech: Speech, contents: Contents) -> dict[str, tuple[tuple[int, int], ...]]:
    """Find where each function is said; a name within a longer name is not."""
    places = {
        function.shown.name: tuple(spoken_at(function.name, speech))
        for function in contents.functions
        if not function.name.startswith(("__", TOP))
    }
    every = [span for spans in places.values() for span in spans]
    return {
        name: tuple(span for span in spans if not _is_part(span, every))
        for name, spans in places.items()
    }


def _is_part(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(
        start <= span[0] and span[1] <= end and (start, end) != span
        for start, end in others
    )


def _said(part: str) -> str:
    """Write an expression for a part of a name: digits may be words."""
    if part.isdigit() and len(part) == 1:
        return f"(?:{part}|{_DIGITS[int(part)]})"
    return " ?".join(part) if len(part) <= 3 else re.escape(part)


def _functions(speech: Speech, contents: Contents) -> Iterator[Mention]:
    places = named(speech, contents)
    for function in contents.functions:
        shown = function.shown
        if shown.name in places:
            evidence = _moments(places[shown.name], speech)
            yield Mention(shown.name, "function", shown.line, evidence)


def _classes(speech: Speech, contents: Contents) -> Iterator[Mention]:
    for part in contents.classes:
        evidence = _moments(spoken_at(part.name, speech), speech)
        yield Mention(part.name, "class", part.lines[0], evidence)


def _structures(speech: Speech, contents: Contents) -> Iterator[Mention]:
    for part in contents.structures:
        spoken = [term.spoken for term in TERMS.values() if part.name in term.kinds]
        found = re.finditer(rf"(?<= )(?:{'|'.join(spoken)})(?= )", speech.text)
        evidence = _moments((match.span() for match in found), speech)
        if evidence or part.name not in NOT_ASKED:
            yield Mention(part.name, "structure", part.lines[0], evidence)


def _moments(places: Iterable[tuple[int, int]], speech: Speech) -> tuple[Evidence, ...]:
    found = [speech.evidence(start, end) for start, end in places]
    return tuple(found[:SHOWN])
