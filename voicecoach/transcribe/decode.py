"""Decode pieces of sound: the words, the fillers that the passes settle on, the times.

A clean pass has the words and prompted ones the filler sounds; they vote, and where
they are at odds a second model is asked.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from voicecoach.spelling import bare_word
from voicecoach.transcribe.consensus import Merged, merge
from voicecoach.transcribe.engine import Batch, Engine
from voicecoach.transcribe.pieces import Piece
from voicecoach.types import Samples, Sound, Word

FILLER_PROMPTS: Final = (
    "Well, uh, um, I think, uh, the, ah, we, um, er, you know, hmm,",
    "I was, um, going to, uh, say that, er, we, ah, like, hmm, and, um,",
)
"""Show the decoder a speaker whose fillers are written down, in two ways: what only one
brings back is often invented. Both were chosen among a dozen on telephone calls."""

SECOND_PROMPTS: Final = (
    *FILLER_PROMPTS,
    "So, um, I, uh, I was like, uh, you know, hmm, and, um, ah, the, er,",
)
"""What the second model is shown where the first one is at odds with itself: one that
brings a filler back is enough."""

RECITED: Final = 4
"""Words in a row of its prompt by which a pass shows that it has lost the sound."""


@dataclass(frozen=True, slots=True)
class Ears:
    """The recogniser, and a second one that is asked about filler sounds in dispute.

    The second is opened when it is first asked.
    """

    first: Engine
    second: Callable[[], Engine]


@dataclass(frozen=True, slots=True)
class Heard:
    """One piece: its words with times in it, the votes on its fillers, languages."""

    words: tuple[Word, ...]
    votes: tuple[int, ...]
    languages: Mapping[str, float]


def decode(sound: Sound, pieces: Sequence[Piece], ears: Ears) -> Iterator[Heard]:
    """Decode every piece, settle which fillers were said, and align the result."""
    waiting = iter(pieces)
    for batch in ears.first.encode(piece.samples(sound) for piece in pieces):
        clean, passes = batch.passes(FILLER_PROMPTS, "en")
        heard = [piece.samples(sound) for piece in islice(waiting, len(clean))]
        merged = _settled(clean, passes, heard, ears.second)
        yield from _aligned(batch, merged, "en")


def _settled(
    clean: Sequence[str],
    passes: Sequence[tuple[str, ...]],
    heard: Sequence[Samples],
    second: Callable[[], Engine],
) -> list[Merged]:
    """Let the passes over each piece vote; where one stands alone, ask the second."""
    own = [_heard(texts, FILLER_PROMPTS) for texts in passes]
    merged = [merge(text, texts) for text, texts in zip(clean, own, strict=True)]
    disputed = [i for i, found in enumerate(merged) if 1 in found.votes]
    if not disputed:
        return merged
    asked = (
        _heard(texts, SECOND_PROMPTS)
        for batch in second().encode(heard[i] for i in disputed)
        for texts in batch.imitate(SECOND_PROMPTS, "en")
    )
    for i, others in zip(disputed, asked, strict=True):
        merged[i] = merge(clean[i], own[i], others)
    return merged


def _heard(texts: Sequence[str], prompts: Sequence[str]) -> list[str]:
    """Leave out the texts of passes that recite their prompt."""
    return [
        text
        for text, prompt in zip(texts, prompts, strict=True)
        if not _recites(text, prompt)
    ]


def _recites(text: str, prompt: str) -> bool:
    """Tell whether so many words of the prompt stand in a text in a row.

    Examples
    --------
    >>> _recites("I was, ah, like, hmm, and, um,", "er, we, ah, like, hmm, and, um,")
    True
    >>> _recites("So I was, um, you know, late.", "so, um, I was, uh, you know, um")
    False
    """
    said = [bare_word(token) for token in text.split()]
    shown = [bare_word(token) for token in prompt.split()]
    runs = {tuple(shown[i : i + RECITED]) for i in range(len(shown) - RECITED + 1)}
    return any(
        tuple(said[i : i + RECITED]) in runs for i in range(len(said) - RECITED + 1)
    )


def decode_foreign(
    sound: Sound, pieces: Sequence[Piece], engine: Engine, language: str
) -> Iterator[Heard]:
    """Decode every piece as another language, without prompts and never translated."""
    for batch in engine.encode(piece.samples(sound) for piece in pieces):
        texts = batch.write(language)
        yield from _aligned(batch, [Merged(text, ()) for text in texts], language)


def _aligned(batch: Batch, merged: Sequence[Merged], language: str) -> Iterator[Heard]:
    timed = batch.align([found.text for found in merged], language)
    spoken = batch.languages()
    for words, found, languages in zip(timed, merged, spoken, strict=True):
        yield Heard(words, found.votes, languages)
