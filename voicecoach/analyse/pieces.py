"""What was said as plain words: no fillers, no capitals, no punctuation, no hyphens.

Who is judged by these is judged by what was heard, not by how a recogniser writes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from voicecoach.thresholds import JARGON
from voicecoach.types import Word

_EDGES: Final = re.compile(r"^[^\w]+|[^\w+#]+$")
_INSIDE: Final = re.compile(r"[-–—/_.,&]+")
_IS: Final = re.compile(r"(?:it|that|what|there|he|she|who|let|here|this|where)'s")


@dataclass(frozen=True, slots=True)
class Piece:
    """A plain word, the index of the transcript word it is of, and whether it is sure.

    ``sure`` is false where the recogniser was not: nothing is held against the speaker
    for such a word.
    """

    text: str
    word: int
    sure: bool = True


def pieces(words: Sequence[Word]) -> tuple[Piece, ...]:
    """Give the plain words of an answer, in order.

    Examples
    --------
    >>> [piece.text for piece in pieces([Word("Cross-validation,", None, None)])]
    ['cross', 'validation']
    """
    return tuple(
        Piece(
            part, index, word.confidence is None or word.confidence >= JARGON.confidence
        )
        for index, word in enumerate(words)
        if word.kind == "word"
        for part in plain_parts(word.text)
    )


def plain_parts(text: str) -> tuple[str, ...]:
    """Give the plain words of one word of a transcript, or of a line.

    Examples
    --------
    >>> plain_parts("CI/CD's"), plain_parts("that's")
    (('ci', 'cd'), ("that's",))
    """
    found = []
    for token in text.lower().replace("’", "'").split():
        bare = _EDGES.sub("", token)
        if not _IS.fullmatch(bare):
            bare = bare.removesuffix("'s")
        found += [_EDGES.sub("", part) for part in _INSIDE.split(bare)]
    return tuple(filter(None, found))
