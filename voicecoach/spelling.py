"""How words and filler sounds are spelt, and how a recogniser's tokens become words."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from voicecoach.types import Word

FILLER_SOUNDS: Final = {
    "um": re.compile(r"u+h*m+|e+h*m+|e+r+m+"),
    "uh": re.compile(r"u+h+|e+h+"),
    "er": re.compile(r"e+r+r*"),
    "ah": re.compile(r"a+h+"),
    "hmm": re.compile(r"h+m+"),
    "mm": re.compile(r"m{2,}"),
}
"""The six spellings of filler sounds, and what recognisers write for each. Answers
and exclamations (oh, uh-huh, mhm, huh, aha) are none."""

PUNCTUATION: Final = "\"'“”‘’¿¡([{-.,!?;:)]}…—–"
"""What may stand around a word."""


def half_character(text: str) -> bool:
    r"""Tell whether a text holds half of a surrogate pair, which no file can hold.

    Examples
    --------
    >>> half_character("ok \ud800"), half_character("ok 👍")
    (True, False)
    """
    return any(0xD800 <= ord(letter) <= 0xDFFF for letter in text)


def filler_sound(text: str) -> str | None:
    """Give the standard spelling of a filler sound, or None for any other word.

    Examples
    --------
    >>> filler_sound("Umm,"), filler_sound("uh-huh"), filler_sound("her")
    ('um', None, None)
    """
    bare = bare_word(text)
    for spelling, pattern in FILLER_SOUNDS.items():
        if pattern.fullmatch(bare):
            return spelling
    return None


def bare_word(text: str) -> str:
    """Strip punctuation and case from a token.

    Examples
    --------
    >>> bare_word("“Don't,")
    "don't"
    """
    return text.strip().strip(PUNCTUATION).lower()


def spoken_words(timed: Sequence[Mapping[str, Any]]) -> tuple[Word, ...]:
    """Join a recogniser's timed tokens to words; punctuation goes with its word.

    ``timed`` holds word (with the space in front that opens a new word), start, end
    (s) and probability, as both Whisper programs give them.
    """
    words: list[Word] = []
    for token in timed:
        text, opens = token["word"], token["word"].startswith(" ")
        if words and (not opens or not bare_word(text)):
            last = words[-1]
            end = float(token["end"]) if bare_word(text) else last.end
            words[-1] = Word(last.text + text.strip(), last.start, end, last.confidence)
        elif text.strip():
            start, end = float(token["start"]), float(token["end"])
            sure = round(float(token["probability"]), 3)
            words.append(Word(text.strip(), start, end, sure))
    return tuple(
        Word(
            w.text,
            w.start,
            w.end,
            w.confidence,
            "filler" if filler_sound(w.text) else "word",
        )
        for w in words
        if bare_word(w.text)
    )
