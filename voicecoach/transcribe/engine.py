"""What a recogniser must be able to do."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from voicecoach.types import Samples, Word


class Batch(Protocol):
    """Some pieces of sound that a recogniser has encoded.

    Each method gives one result for each piece, in order.
    """

    def write(self, language: str) -> list[str]:
        """Write down what is said."""

    def passes(
        self, prompts: Sequence[str], language: str
    ) -> tuple[list[str], list[tuple[str, ...]]]:
        """Do both, at the same time where the engine can: ``write``, ``imitate``."""

    def imitate(self, prompts: Sequence[str], language: str) -> list[tuple[str, ...]]:
        """Write down what is said in the manner of each prompt: a text for each."""

    def align(self, texts: Sequence[str], language: str) -> list[tuple[Word, ...]]:
        """Give each text's words their times, in seconds from the piece's start.

        A word's confidence is the probability of its tokens, given the sound and the
        text before it.
        """

    def languages(self) -> list[Mapping[str, float]]:
        """Give the probability of each language by its two-letter code."""


class Engine(Protocol):
    """A speech recogniser with its weights loaded."""

    name: str
    model: str

    def encode(self, pieces: Iterable[Samples]) -> Iterator[Batch]:
        """Encode pieces of at most 30 s, in order, a few at a time."""
