"""The whole pipeline, read from top to bottom: the one place that knows its order."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from voicecoach import __version__, audio, hear, language, lexicon, sentences
from voicecoach.advise import advise
from voicecoach.analyse import analyse, silent_pauses
from voicecoach.errors import UsageError
from voicecoach.privacy import opt_out
from voicecoach.score import Context, evaluate
from voicecoach.transcribe import (
    Ears,
    Engine,
    EngineName,
    given,
    open_engine,
    transcribe,
)
from voicecoach.types import (
    Acoustics,
    Answer,
    Audience,
    Mode,
    Question,
    Report,
    Sound,
    Timing,
    Transcript,
)
from voicecoach.walkthrough import check_walkthrough, read_code
from voicecoach.weights import find, load

PEAKS: Final = 2000
"""Points of the outline of the sound in a report."""

SECOND_MODEL: Final = "tiny.en"
"""The model that gives a second opinion on filler sounds: small, and it hears others
than base does."""

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Options:
    """What the user chose.

    ``offline`` is a promise that is kept anyway: an analysis opens no connection.
    ``code`` is a file of code that the answer explains; it is read and never run.
    """

    question: Question | None = None
    audience: Audience = "manager"
    modes: tuple[Mode, ...] = ()
    model: str = "base"
    engine: EngineName = "faster-whisper"
    offline: bool = False
    code: Path | None = None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A report, and the sound it speaks of (None for a transcript alone)."""

    report: Report
    sound: Sound | None


class Coach:
    """Analyses answers; loads the recogniser once, when it is first needed.

    Raises
    ------
    InputError
        The file of code cannot be read.
    """

    def __init__(self, options: Options) -> None:
        opt_out()
        self._options = options
        self._code = read_code(options.code) if options.code else None
        self._engines: dict[str, Engine] = {}

    def analyze(
        self,
        path: Path | None,
        transcript: Path | None = None,
        progress: Progress | None = None,
    ) -> Reviewed:
        """Turn a recording, a transcript or both into a report.

        Raises
        ------
        InputError
            The recording or the transcript cannot be used.
        ModelError
            The speech model cannot be used.
        """
        started = time.perf_counter()
        tell = progress or _nobody
        words = given(transcript) if transcript else None
        if path is None:
            if words is None:
                raise UsageError("There is nothing to analyze.", "Name a recording.")
            return Reviewed(self._report(None, None, words, started), None)
        tell("reading", 0.0)
        sound = audio.read(path, lambda fraction: tell("reading", fraction))
        return self._reviewed(sound, words, tell, started)

    def review(self, sound: Sound, progress: Progress | None = None) -> Reviewed:
        """Turn a sound that has been decoded already into a report.

        Raises
        ------
        ModelError
            The speech model cannot be used.
        """
        return self._reviewed(sound, None, progress or _nobody, time.perf_counter())

    def asked(self, options: Options) -> "Coach":
        """Give a coach for other options that shares the models opened so far."""
        other = Coach(options)
        if options.engine == self._options.engine:
            other._engines = self._engines
        return other

    def _reviewed(
        self,
        sound: Sound,
        words: Transcript | None,
        tell: Progress,
        started: float,
    ) -> Reviewed:
        tell("listening", 0.0)
        if words is None:
            acoustics, words = self._recognised(sound, tell)
        else:
            acoustics = hear.listen(sound)
        tell("analysing", 0.0)
        return Reviewed(self._report(sound, acoustics, words, started), sound)

    def _recognised(self, sound: Sound, tell: Progress) -> tuple[Acoustics, Transcript]:
        """Listen to the sound and write down its words."""
        # Everything heavy loads beside the work before it is needed; what fails there
        # is raised where it is used.
        with ThreadPoolExecutor(1) as loader:
            first = loader.submit(self._open, self._options.model)
            second = loader.submit(self._open, SECOND_MODEL)
            for load_now in (language.load, lexicon.load, sentences.load):
                loader.submit(load_now)
            acoustics = hear.listen(sound)
            tell("transcribing", 0.0)
            return acoustics, transcribe(
                sound,
                acoustics,
                Ears(first.result(), second.result),
                lambda fraction: tell("transcribing", fraction),
            )

    def _open(self, model: str) -> Engine:
        if model not in self._engines:
            weights = load(find(model))
            self._engines[model] = open_engine(self._options.engine, weights)
        return self._engines[model]

    def _report(
        self,
        sound: Sound | None,
        acoustics: Acoustics | None,
        transcript: Transcript,
        started: float,
    ) -> Report:
        question = self._options.question
        answer = Answer(
            transcript=transcript,
            tokens=language.parse(transcript.words),
            acoustics=acoustics,
            pauses=silent_pauses(transcript, acoustics),
            question=question,
            audience=self._options.audience,
        )
        analysis = analyse(answer)
        context = Context(transcript, acoustics, question, self._options.modes)
        evaluation = evaluate(analysis, context)
        warnings = (
            *(sound.warnings if sound else ()),
            *(acoustics.warnings if acoustics else ()),
            *transcript.warnings,
        )
        duration = sound.duration if sound else None
        return Report(
            version=__version__,
            question=question,
            recording=sound.recording if sound else None,
            transcript=transcript,
            analysis=analysis,
            score=evaluation.score,
            advice=advise(analysis, evaluation.score),
            refusals=evaluation.refusals,
            warnings=warnings,
            timing=Timing(duration, round(time.perf_counter() - started, 3)),
            peaks=outline(sound) if sound else (),
            code=check_walkthrough(transcript.words, self._code)
            if self._code
            else None,
        )


def _nobody(_stage: str, _fraction: float) -> None:
    """Tell nobody about the progress."""


def outline(sound: Sound) -> tuple[float, ...]:
    """Take the loudest sample of each of up to 2000 equal stretches, 0 to 1."""
    count = min(PEAKS, len(sound.samples))
    edges = np.linspace(0, len(sound.samples), count + 1).astype(int)[:-1]
    if not count:
        return ()
    high = np.maximum.reduceat(sound.samples, edges)
    low = np.minimum.reduceat(sound.samples, edges)
    peaks = np.minimum(1.0, np.maximum(high, -low))
    return tuple(round(float(peak), 3) for peak in peaks)
