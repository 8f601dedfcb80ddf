"""Stand-ins for tests: spoken words, sound, and a recogniser that knows its lines."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from voicecoach.spelling import filler_sound
from voicecoach.types import (
    FRAME,
    SAMPLE_RATE,
    Acoustics,
    Recording,
    Samples,
    Sound,
    Span,
    Transcript,
    Word,
)


def spoken(text: str, seconds_per_word: float = 0.4, start: float = 0.0) -> Transcript:
    """Make the transcript of a text spoken at an even pace, without pauses.

    Examples
    --------
    >>> [(word.text, word.kind) for word in spoken("um, hello").words]
    [('um,', 'filler'), ('hello', 'word')]
    """
    return Transcript(
        words=tuple(
            Word(
                word,
                round(start + i * seconds_per_word, 3),
                round(start + (i + 1) * seconds_per_word, 3),
                0.9,
                "filler" if filler_sound(word) else "word",
            )
            for i, word in enumerate(text.split())
        ),
        engine="scripted",
        model="scripted",
    )


def sound(samples: Samples, name: str = "answer.wav") -> Sound:
    """Wrap samples at 16 kHz as a recording of that name."""
    duration = round(len(samples) / SAMPLE_RATE, 3)
    return Sound(samples, Recording(name, duration, SAMPLE_RATE, "0" * 64))


def tone(seconds: float, hz: float = 220.0, level: float = 0.1) -> Samples:
    """Make a steady tone of so many seconds."""
    time = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (level * np.sin(2 * np.pi * hz * time)).astype(np.float32)


def acoustics(duration: float, spans: Sequence[tuple[float, float]]) -> Acoustics:
    """Make the acoustics of a recording in which somebody speaks in these spans."""
    count = round(duration / FRAME)
    talking = np.zeros(count, bool)
    for start, end in spans:
        talking[round(start / FRAME) : round(end / FRAME)] = True
    return Acoustics(
        level=np.where(talking, -25.0, -60.0).astype(np.float32),
        speech=talking.astype(np.float32),
        floor=np.full(count, -60.0, np.float32),
        pitch=np.where(talking, 120.0, np.nan).astype(np.float32),
        speech_spans=tuple(Span(start, end) for start, end in spans),
    )


@dataclass
class ScriptedEngine:
    """A recogniser that has already decided what it hears.

    ``clean`` and ``prompted`` hold the text of each piece, in order; a piece without a
    text is silent. ``likely`` is the confidence of its filler sounds, ``asked``
    remembers the prompts and the languages.
    """

    clean: Sequence[str] = ()
    prompted: Sequence[str] = ()
    heard_languages: Mapping[str, float] = field(default_factory=lambda: {"en": 1.0})
    likely: float = 0.1
    seconds_per_word: float = 0.3
    asked: list[tuple[str | None, str]] = field(default_factory=list)
    name: str = "scripted"
    model: str = "scripted"

    def encode(self, pieces: Iterable[Samples]) -> Iterator["ScriptedBatch"]:
        """Count the pieces."""
        for i, _ in enumerate(pieces):
            yield ScriptedBatch(self, i)


@dataclass(frozen=True)
class ScriptedBatch:
    """One piece of a scripted recogniser."""

    engine: ScriptedEngine
    piece: int

    def write(self, language: str) -> list[str]:
        """Recite the script."""
        return [self._text(None, language)]

    def passes(
        self, prompts: Sequence[str], language: str
    ) -> tuple[list[str], list[tuple[str, ...]]]:
        """Recite both, one after the other."""
        return self.write(language), self.imitate(prompts, language)

    def imitate(self, prompts: Sequence[str], language: str) -> list[tuple[str, ...]]:
        """Recite the script of the prompted passes."""
        return [tuple(self._text(prompt, language) for prompt in prompts)]

    def _text(self, prompt: str | None, language: str) -> str:
        self.engine.asked.append((prompt, language))
        script = self.engine.clean if prompt is None else self.engine.prompted
        return script[self.piece] if self.piece < len(script) else ""

    def align(self, texts: Sequence[str], language: str) -> list[tuple[Word, ...]]:
        """Lay the words out at an even pace."""
        return [
            tuple(
                replace(word, confidence=self.engine.likely)
                if word.kind == "filler"
                else word
                for word in spoken(text, self.engine.seconds_per_word).words
            )
            for text in texts
        ]

    def languages(self) -> list[Mapping[str, float]]:
        """Give the languages of the script."""
        return [self.engine.heard_languages]
