"""From sound to timed words, or from a given transcript to words.

``transcribe`` runs a clean pass for the words and prompted ones for the filler sounds
over pieces cut at silences, lets them vote, asks a second model where they are at odds,
gives every word its time, and holds the result against the sound. ``open_engine`` loads
one of the two engines.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

from voicecoach.thresholds import FILLERS, LANGUAGE
from voicecoach.transcribe.decode import Ears, Heard, decode_foreign
from voicecoach.transcribe.early import Early
from voicecoach.transcribe.engine import Engine
from voicecoach.transcribe.given import given
from voicecoach.transcribe.grounded import ground
from voicecoach.transcribe.laid import LAG, lay
from voicecoach.transcribe.pieces import Piece, cut
from voicecoach.types import Acoustics, Sound, Transcript, Word
from voicecoach.weights import Weights

__all__ = [
    "Early",
    "Ears",
    "Engine",
    "EngineName",
    "given",
    "lay",
    "open_engine",
    "so_far",
    "transcribe",
]

EngineName = Literal["faster-whisper", "openai-whisper"]


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
    early: Early | None = None,
) -> Transcript:
    """Write down the words and the filler sounds of a recording, with their times.

    ``early`` holds what was decoded before. Returns no words where there is no speech:
    nothing is decoded there.
    """
    pieces = cut(acoustics, sound.duration)
    heard = []
    for found in (early or Early()).complete(sound, pieces, ears):
        heard.append(found)
        if progress:
            progress(len(heard) / len(pieces))
    language = _language(pieces, heard)
    if language != "en":
        heard = list(decode_foreign(sound, pieces, ears.first, language))
    return _written(pieces, heard, acoustics, ears, language)


def so_far(sound: Sound, acoustics: Acoustics, ears: Ears, early: Early) -> Transcript:
    """Write down what is known of a growing recording; nothing is decoded for it."""
    known = list(early.known(cut(acoustics, sound.duration)))
    pieces, heard = [piece for piece, _ in known], [found for _, found in known]
    return _written(pieces, heard, acoustics, ears, "en")


def _written(
    pieces: Sequence[Piece],
    heard: Sequence[Heard],
    acoustics: Acoustics,
    ears: Ears,
    language: str,
) -> Transcript:
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


def _language(pieces: Sequence[Piece], heard: Sequence[Heard]) -> str:
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
    pieces: Sequence[Piece], heard: Sequence[Heard]
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
