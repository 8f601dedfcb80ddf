"""Who listens: voicecoach as it ships, and plain Whisper on the very same weights.

Each recording is heard once by each, however many measures ask for it.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from voicecoach.session import Coach, Options
from voicecoach.spelling import filler_sound, spoken_words
from voicecoach.types import Report, Span, Word
from voicecoach.weights import find, load

MODEL: Final = "base"

FILLER_PROMPT: Final = "Um, uh, hmm, er, ah."
"""The short prompt that brings filler sounds back; it has no more than five of them."""

OURS: Final = "voicecoach"
PLAIN: Final = "plain Whisper"
PROMPTED: Final = "Whisper with a filler prompt"


@dataclass(frozen=True, slots=True)
class Heard:
    """What a listener made of a recording; words without times where it gave none.

    ``fillers`` are the filler sounds that count, ``pauses`` the silences; both are
    None where the listener tells no times.
    """

    words: tuple[Word, ...]
    count: int
    fillers: tuple[Span, ...] | None = None
    pauses: tuple[Span, ...] | None = None


@dataclass
class Listeners:
    """Voicecoach and its rivals, loaded when they are first needed.

    ``rivals`` are those that a table shows beside it.
    """

    rivals: tuple[str, ...] = (PLAIN, PROMPTED)
    _known: dict[tuple[str, Path, bool], Heard] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody who is compared."""
        return (OURS, *self.rivals)

    def hear(self, who: str, path: Path, *, timed: bool = False) -> Heard:
        """Let one of them listen to a recording.

        ``timed`` asks plain Whisper for the times of its words, which can change the
        words of long recordings; voicecoach always gives them.
        """
        key = (who, path, timed and who != OURS)
        if key not in self._known:
            self._known[key] = self._hear(who, path, timed)
        return self._known[key]

    def _hear(self, who: str, path: Path, timed: bool) -> Heard:
        if who == OURS:
            return _ours(self._coach.analyze(path).report)
        prompt = FILLER_PROMPT if who == PROMPTED else None
        return self._plain(path, prompt, timed)

    @cached_property
    def _coach(self) -> Coach:
        return Coach(Options(model=MODEL))

    @cached_property
    def _whisper(self) -> Any:  # noqa: ANN401  (WhisperModel, imported late)
        from faster_whisper import WhisperModel

        weights = load(find(MODEL))
        return WhisperModel(
            weights.name,
            device="cpu",
            compute_type="int8",
            files=dict(weights.files),
            local_files_only=True,
        )

    def _plain(self, path: Path, prompt: str | None, timed: bool) -> Heard:
        """Transcribe as faster-whisper's own README does, in English."""
        import ctranslate2

        # Its fallback samples: the same sound must give the same words.
        ctranslate2.set_random_seed(0)
        segments, _ = self._whisper.transcribe(
            str(path),
            language="en",
            beam_size=5,
            initial_prompt=prompt,
            word_timestamps=timed,
        )
        if not timed:
            return _untimed(" ".join(segment.text for segment in segments))
        tokens = [
            {
                "word": word.word,
                "start": word.start,
                "end": word.end,
                "probability": word.probability,
            }
            for segment in segments
            for word in segment.words
        ]
        words = spoken_words(tokens)
        fillers = tuple(_span(word) for word in words if filler_sound(word.text))
        return Heard(words, len(fillers), fillers)


def _ours(report: Report) -> Heard:
    sounds = [f for f in report.analysis.fillers.counted if f.kind == "sound"]
    pauses = report.analysis.pauses
    return Heard(
        words=report.transcript.words,
        count=len(sounds),
        fillers=tuple(_span(sound) for sound in sounds),
        pauses=None if pauses is None else tuple(Span(p.start, p.end) for p in pauses),
    )


def _untimed(text: str) -> Heard:
    words = tuple(Word(token, None, None) for token in text.split())
    return Heard(words, sum(filler_sound(word.text) is not None for word in words))


def _span(part: Any) -> Span:  # noqa: ANN401  (a Word or a Filler)
    return Span(part.start, part.end)


def watched(what: str, total: int) -> Callable[[], None]:
    """Give a function that says on stderr how far a measure is, when it is called."""
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if done == total or done % 10 == 0:
            print(f"measure: {what} {done}/{total}", file=sys.stderr, flush=True)

    return step
