"""The words of an answer, with their times and their grammar."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["word", "filler"]


@dataclass(frozen=True, slots=True)
class Word:
    """One token of the transcript.

    ``start`` and ``end`` are None in a transcript without times; ``confidence`` is the
    recogniser's probability, None when nobody gave one.
    """

    text: str
    start: float | None
    end: float | None
    confidence: float | None = None
    kind: Kind = "word"


@dataclass(frozen=True, slots=True)
class Transcript:
    """The tokens of one answer in order, and who wrote them down.

    ``unsure`` are filler sounds that too few passes of the recogniser heard; they are
    no part of the text. ``invented`` is how many words were removed because the
    recogniser made them up; ``warnings`` says so in words.
    """

    words: tuple[Word, ...]
    engine: str
    model: str | None
    language: str = "en"
    unsure: tuple[Word, ...] = ()
    invented: int = 0
    warnings: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The answer as a line of text."""
        return " ".join(word.text for word in self.words)

    @property
    def timed(self) -> bool:
        """Whether the words have times."""
        return all(word.start is not None for word in self.words)


@dataclass(frozen=True, slots=True)
class Token:
    """One token of the parsed answer (spaCy's view of it).

    Fillers are left out before parsing. ``word`` is the index of the transcript word
    it belongs to ("don't" is one word and two tokens), ``head`` the index of the token
    it depends on (itself for a root), ``sentence`` the number of its sentence.
    """

    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    word: int
    sentence: int


def plain_words(transcript: Transcript) -> Iterator[tuple[int, Word]]:
    """Walk over the words that are not fillers, each with its index."""
    for index, word in enumerate(transcript.words):
        if word.kind == "word":
            yield index, word
