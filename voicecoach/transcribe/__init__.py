"""From sound to timed words, or from a given transcript to words.

``transcribe`` runs a clean pass for the words and prompted ones for the filler sounds
over pieces cut at silences, lets them vote, asks a second model where they are at odds,
gives every word its time, and holds the result against the sound. ``open_engine`` loads
one of the two engines.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final, Literal

from voicecoach.thresholds import FILLERS, LANGUAGE
from voicecoach.transcribe.consensus import Merged, merge
from voicecoach.transcribe.engine import Batch, Engine
from voicecoach.transcribe.given import given
from voicecoach.transcribe.grounded import ground
from voicecoach.transcribe.laid import LAG, lay
from voicecoach.transcribe.pieces import Piece, cut
from voicecoach.types import Acoustics, Samples, Sound, Transcript, Word
from voicecoach.weights import Weights

__all__ = ["Ears", "Engine", "EngineName", "given", "lay", "open_engine", "transcribe"]

EngineName = Literal["faster-whisper", "openai-whisper"]

FILLER_PROMPTS: Final = (
    "Well, uh, um, I think, uh, the, ah, we, um, er, you know, hmm,",
    "I was, um, going to, uh, say that, er, we, ah, like, hmm, and, um,",
)
"""Show the decoder a speaker whose fillers are written down, in two ways: what only one
brings back is often invented. Both were chosen among a dozen on telephone calls."""

SECOND_PROMPT: Final = (
    "So, um, I, uh, I was like, uh, you know, hmm, and, um, ah, the, er,"
)
"""What the second model is shown where the first one is at odds with itself."""


@dataclass(frozen=True, slots=True)
class Ears:
    """The recogniser, and a second one that is asked about filler sounds in dispute.

    The second is opened when it is first asked.
    """

    first: Engine
    second: Callable[[], Engine]


def open_engine(name: EngineName, weights: Weights) -> Engine:
    """Load a recogniser; its library is imported now and not before."""
    if name == "openai-whisper":
        from voicecoach.transcribe.openai import OpenAIWhisper

        return OpenAIWhisper(weights)
    from voicecoach.transcribe.faster import FasterWhisper

    return FasterWhisper(weights)


def transcribe(
    sound: Sound,
    acoustics: Acoustics,
    ears: Ears,
    progress: Callable[[float], None] | None = None,
) -> Transcript:
    """Write down the words and the filler sounds of a recording, with their times.

    Returns no words where there is no speech: nothing is decoded there.
    """
    pieces = cut(acoustics, sound.duration)
    heard = []
    for found in _heard(sound, pieces, ears):
        heard.append(found)
        if progress:
            progress(len(heard) / len(pieces))
    language = _language(pieces, heard)
    if language != "en":
        heard = list(_foreign(sound, pieces, ears.first, language))
    sure, unsure = _sorted_out(pieces, heard)
    grounded = ground(sure, acoustics)
    return Transcript(
        words=grounded.words,
        engine=ears.first.name,
        model=ears.first.model,
        language=language,
        unsure=ground(unsure, acoustics).words,
        invented=grounded.invented,
        warnings=grounded.warnings,
    )


@dataclass(frozen=True, slots=True)
class _Heard:
    """One piece: its words with times in it, the votes on its fillers, languages."""

    words: tuple[Word, ...]
    votes: tuple[int, ...]
    languages: Mapping[str, float]


def _heard(sound: Sound, pieces: Sequence[Piece], ears: Ears) -> Iterator[_Heard]:
    """Decode every piece, settle which fillers were said, and align the result."""
    waiting = iter(pieces)
    for batch in ears.first.encode(piece.samples(sound) for piece in pieces):
        clean = batch.write("en")
        passes = batch.imitate(FILLER_PROMPTS, "en")
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
    merged = [merge(text, own) for text, own in zip(clean, passes, strict=True)]
    disputed = [i for i, found in enumerate(merged) if 1 in found.votes]
    if not disputed:
        return merged
    texts = (
        text
        for batch in second().encode(heard[i] for i in disputed)
        for text in batch.imitate((SECOND_PROMPT,), "en")
    )
    for i, more in zip(disputed, texts, strict=True):
        merged[i] = merge(clean[i], (*passes[i], *more))
    return merged


def _foreign(
    sound: Sound, pieces: Sequence[Piece], engine: Engine, language: str
) -> Iterator[_Heard]:
    """Decode every piece as another language, without prompts and never translated."""
    for batch in engine.encode(piece.samples(sound) for piece in pieces):
        texts = batch.write(language)
        yield from _aligned(batch, [Merged(text, ()) for text in texts], language)


def _aligned(batch: Batch, merged: Sequence[Merged], language: str) -> Iterator[_Heard]:
    timed = batch.align([found.text for found in merged], language)
    spoken = batch.languages()
    for words, found, languages in zip(timed, merged, spoken, strict=True):
        yield _Heard(words, found.votes, languages)


def _language(pieces: Sequence[Piece], heard: Sequence[_Heard]) -> str:
    """English, unless another language is sure over enough speech."""
    seconds = sum(piece.duration for piece in pieces)
    if seconds < LANGUAGE.speech:
        return "en"
    weight: dict[str, float] = {}
    for piece, found in zip(pieces, heard, strict=True):
        for code, probability in found.languages.items():
            weight[code] = weight.get(code, 0.0) + piece.duration * probability
    code, total = max(weight.items(), key=lambda item: item[1])
    return code if total / seconds >= LANGUAGE.sure else "en"


def _sorted_out(
    pieces: Sequence[Piece], heard: Sequence[_Heard]
) -> tuple[list[Word], list[Word]]:
    """Map times to the recording, and part the fillers that are sure from the rest."""
    sure: list[Word] = []
    unsure: list[Word] = []
    for piece, found in zip(pieces, heard, strict=True):
        votes = iter(found.votes)
        for word in found.words:
            placed = _placed(piece, word)
            if word.kind == "word":
                sure.append(placed)
                continue
            weighed = _weighed(placed, next(votes, 1))
            kept = sure if _is_sure(weighed) else unsure
            kept.append(weighed)
    return sure, unsure


def _weighed(filler: Word, votes: int) -> Word:
    """Give a filler the confidence of its votes, or of the sound where that is more."""
    by_votes = FILLERS.by_votes[min(votes, len(FILLERS.by_votes)) - 1]
    return replace(filler, confidence=max(by_votes, filler.confidence or 0.0))


def _is_sure(filler: Word) -> bool:
    return (filler.confidence or 0.0) >= FILLERS.sure


def _placed(piece: Piece, word: Word) -> Word:
    start, end = (word.start or 0.0) + LAG, (word.end or 0.0) + LAG
    return replace(word, start=piece.at(start), end=piece.at(end))
