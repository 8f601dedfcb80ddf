"""From a text of any origin to pieces that an engine can be trusted with.

Engines read some text as orders: SAPI and espeak-ng take ``<...>`` for markup, macOS
takes ``[[...]]`` for commands to the voice, Piper takes the same for phonemes. What
could be one is not a thing to read out anyway, so it is left out here, for all alike.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

LONGEST: Final = 250
"""Characters of a piece; about 15 s of speech, which every engine makes in time."""

SIGNS: Final = {
    re.compile(r"(?<=\s)<(?=\s)"): "less than",
    re.compile(r"(?<=\s)>(?=\s)"): "greater than",
    re.compile(r"</|/>|[<>\[\]{}|\\^~`*_#]"): " ",
}

SENTENCE_END: Final = re.compile(r"(?<=[.!?])[\"')’”]*\s+(?=\S)")
CLAUSE_END: Final = re.compile(r"(?<=[,;:])\s+")


def pieces(text: str) -> tuple[str, ...]:
    r"""Cut a text into sentences, and long ones into parts of at most 250 characters.

    Examples
    --------
    >>> pieces("Hello, Ann. <b>Why\nPython?</b>")
    ('Hello, Ann.', 'b Why Python?', 'b')
    """
    sentences = SENTENCE_END.split(_plain(text))
    parts = (part for sentence in sentences for part in _short(sentence))
    return tuple(part for part in parts if any(c.isalnum() for c in part))


def _plain(text: str) -> str:
    """Leave letters, digits and punctuation, on one line."""
    for sign, words in SIGNS.items():
        text = sign.sub(words, text)
    kept = (c if _readable(c) else " " for c in unicodedata.normalize("NFC", text))
    return " ".join("".join(kept).split())


def _readable(character: str) -> bool:
    """Tell whether it can be read out: no control, surrogate, emoji or the like."""
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "So"}


def _short(sentence: str) -> Iterator[str]:
    """Cut where one breathes: after a comma, else between words, else anywhere."""
    if len(sentence) <= LONGEST:
        yield sentence
        return
    head = sentence[: LONGEST + 1]
    breaks = [match.end() for match in CLAUSE_END.finditer(head)]
    cut = breaks[-1] if breaks else head.rfind(" ")
    if cut <= 0:
        cut = LONGEST
    yield sentence[:cut].strip()
    yield from _short(sentence[cut:].strip())
