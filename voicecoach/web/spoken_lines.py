"""A transcript cut into lines that can be heard and corrected one by one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from voicecoach.types import Word

LONGEST: Final = 16
"""Words of a line."""

ENOUGH: Final = 6
"""Words after which a line ends with its sentence."""

BREATH: Final = 0.6
"""Seconds of silence that end a line ..."""

LEAST: Final = 3
"""... of so many words."""


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """Some words in their order."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words as they are written."""
        return " ".join(word.text for word in self.words)

    @property
    def start(self) -> float | None:
        """Where the line begins in the sound."""
        return self.words[0].start

    @property
    def times(self) -> str:
        """Start and end of each word as text for the page; empty where unknown."""
        known = [(word.start, word.end) for word in self.words]
        if any(start is None or end is None for start, end in known):
            return ""
        return " ".join(f"{start:.2f}-{end:.2f}" for start, end in known)

    @property
    def length(self) -> int:
        """How many characters it has."""
        return len(self.text)


def lines(words: Sequence[Word]) -> tuple[SpokenLine, ...]:
    """Cut words into lines: at sentences, at silences, and where one gets long.

    Examples
    --------
    >>> from voicecoach.testing import spoken
    >>> [line.text for line in lines(spoken("we led. it went well.").words)]
    ['we led. it went well.']
    """
    return tuple(SpokenLine(tuple(part)) for part in _parts(words))


def _parts(words: Iterable[Word]) -> Iterator[list[Word]]:
    part: list[Word] = []
    for word in words:
        if part and _ends(part, word):
            yield part
            part = []
        part.append(word)
    if part:
        yield part


def _ends(part: Sequence[Word], following: Word) -> bool:
    last = part[-1]
    if len(part) >= LONGEST:
        return True
    if last.text.endswith((".", "?", "!")) and len(part) >= ENOUGH:
        return True
    if last.end is None or following.start is None or len(part) < LEAST:
        return False
    return following.start - last.end >= BREATH
