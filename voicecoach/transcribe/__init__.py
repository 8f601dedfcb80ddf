"""From sound to timed words, or from a given transcript to words.

``transcribe`` runs a clean pass for the words and a prompted one for the filler
sounds over pieces cut at silences, puts them together, and holds the result against
the sound. ``open_engine`` loads one of the two engines.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, Literal

from voicecoach.transcribe.engine import Engine, Heard
from voicecoach.transcribe.given import given
from voicecoach.transcribe.grounded import ground
from voicecoach.transcribe.merge import merge
from voicecoach.transcribe.pieces import Piece, cut
from voicecoach.types import Acoustics, Sound, Transcript, Word
from voicecoach.weights import Weights

__all__ = ["Engine", "EngineName", "given", "open_engine", "transcribe"]

EngineName = Literal["faster-whisper", "openai-whisper"]

FILLER_PROMPT: Final = "I, um, the, uh, so, ah, and, er, hmm, w- we,"
"""Shows the decoder a speaker whose fillers are written down. Fillers between
ordinary words bring back more of them than a bare list does, and no more false ones:
see docs/accuracy.md."""

LAG: Final = 0.04
"""Seconds by which Whisper's attention runs ahead of the sound: boundaries were early
by this median on speech with known word times."""

SURE: Final = 0.8
"""Mean probability from which on another language than English is believed ..."""

LONG_ENOUGH: Final = 10.0
"""... over at least so many seconds of speech."""


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
    engine: Engine,
    progress: Callable[[float], None] | None = None,
) -> Transcript:
    """Write down the words and the filler sounds of a recording, with their times.

    Returns no words where there is no speech: nothing is decoded there.
    """
    pieces = cut(acoustics, sound.duration)
    heard = _decode(sound, pieces, engine, progress)
    language = _language(pieces, heard)
    if language != "en":
        samples = (piece.samples(sound) for piece in pieces)
        heard = list(engine.decode(samples, (None,), language))
    words = [
        word
        for piece, found in zip(pieces, heard, strict=True)
        for word in _placed(piece, merge(found.passes[0].words, found.passes[-1].words))
    ]
    grounded = ground(words, acoustics)
    return Transcript(
        words=grounded.words,
        engine=engine.name,
        model=engine.model,
        language=language,
        invented=grounded.invented,
        warnings=grounded.warnings,
    )


def _decode(
    sound: Sound,
    pieces: Sequence[Piece],
    engine: Engine,
    progress: Callable[[float], None] | None,
) -> list[Heard]:
    samples = (piece.samples(sound) for piece in pieces)
    heard = []
    for found in engine.decode(samples, (None, FILLER_PROMPT), "en"):
        heard.append(found)
        if progress:
            progress(len(heard) / len(pieces))
    return heard


def _language(pieces: Sequence[Piece], heard: Sequence[Heard]) -> str:
    """English, unless another language is sure over enough speech."""
    seconds = sum(piece.duration for piece in pieces)
    if seconds < LONG_ENOUGH:
        return "en"
    weight: dict[str, float] = {}
    for piece, found in zip(pieces, heard, strict=True):
        for code, probability in found.languages.items():
            weight[code] = weight.get(code, 0.0) + piece.duration * probability
    code, total = max(weight.items(), key=lambda item: item[1])
    return code if total / seconds >= SURE else "en"


def _placed(piece: Piece, words: Sequence[Word]) -> list[Word]:
    """Map the times of words in a piece to times in the recording."""
    return [
        replace(word, start=piece.at(word.start + LAG), end=piece.at(word.end + LAG))
        for word in words
        if word.start is not None and word.end is not None
    ]
