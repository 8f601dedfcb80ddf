"""What a recogniser must be able to do."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from voicecoach.types import Samples, Word


@dataclass(frozen=True, slots=True)
class Decoded:
    """What one piece of sound was decoded to; times count from its first sample.

    Attributes
    ----------
    words : tuple of Word
        Every token, with punctuation as Whisper writes it.
    confidence : float
        Mean log probability of the tokens.
    no_speech : float
        Probability that nobody speaks in the piece.
    repetition : float
        Compression ratio of the text: high when it goes round in a loop.
    """

    words: tuple[Word, ...]
    confidence: float
    no_speech: float
    repetition: float


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard in one piece: a result for each prompt, and which language.

    ``languages`` holds the probability of each language by its two-letter code.
    """

    passes: tuple[Decoded, ...]
    languages: Mapping[str, float]


class Engine(Protocol):
    """A speech recogniser with its weights loaded."""

    name: str
    model: str

    def decode(
        self, pieces: Iterable[Samples], prompts: Sequence[str | None], language: str
    ) -> Iterator[Heard]:
        """Decode pieces of at most 30 s in order, each once with every prompt."""
