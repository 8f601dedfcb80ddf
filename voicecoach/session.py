"""The whole pipeline, read from top to bottom: the one place that knows its order."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import Final

from voicecoach import __version__, audio, hear, language, own_terms
from voicecoach.advise import advise, try_next
from voicecoach.advise import outline as sketch
from voicecoach.analyse import analyse, silent_pauses
from voicecoach.audiences import for_audience
from voicecoach.errors import InputError, UsageError
from voicecoach.loading import LOADED, WARM_UP
from voicecoach.options import Options
from voicecoach.peaks import outline
from voicecoach.privacy import opt_out
from voicecoach.score import Context, answers_another, evaluate
from voicecoach.transcribe import (
    Ears,
    Engine,
    given,
    lay,
    open_engine,
    transcribe,
)
from voicecoach.types import (
    Acoustics,
    Answer,
    Audience,
    Listened,
    Question,
    Report,
    Reviewed,
    Sound,
    Timing,
    Transcript,
)
from voicecoach.walkthrough import check_walkthrough, read_code
from voicecoach.weights import find, load

__all__ = ["Coach", "Listened", "Options", "Progress", "Reviewed"]

SECOND_MODEL: Final = "tiny.en"
"""The model that gives a second opinion on filler sounds: small, and it hears others
than base does."""

OTHER: Final = (
    "This does not seem to answer the question that was asked: see what it asks for."
)

Progress = Callable[[str, float], None]


class Coach:
    """Analyses answers; loads the recogniser once, when it is first needed.

    Raises
    ------
    InputError
        The file of code or a list of terms cannot be read.
    """

    def __init__(self, options: Options) -> None:
        opt_out()
        self._options = options
        self._code = read_code(options.code) if options.code else None
        self._terms = own_terms.find(options.terms)
        self._engines: dict[str, Engine] = {}
        self._opening = threading.Lock()

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
            return Reviewed(self.report(None, words, self.question, started), None)
        heard = self.listen(path, words, tell)
        tell("analysing", 0.0)
        report = self.report(heard, heard.transcript, self.question, started)
        return Reviewed(report, heard.sound)

    @property
    def question(self) -> Question | None:
        """What was asked, as far as the options say."""
        return self._options.question

    @property
    def audience(self) -> Audience:
        """Who listens."""
        return self._options.audience

    def listen(
        self,
        path: Path,
        words: Transcript | None = None,
        progress: Progress | None = None,
    ) -> Listened:
        """Read a recording and write down its words, unless they are given.

        Raises
        ------
        InputError
            The recording cannot be used.
        ModelError
            The speech model cannot be used.
        """
        tell = progress or _nobody
        tell("reading", 0.0)
        sound = audio.read(path, lambda fraction: tell("reading", fraction))
        last = words.words[-1].start if words and words.words else None
        if last is not None and last > sound.duration:
            raise InputError(
                f"The transcript goes on at {last:.1f} s, where {path} of "
                f"{sound.duration:.1f} s has ended.",
                "Give the transcript of this recording.",
            )
        return self._listened(sound, words, tell)

    def review(
        self,
        sound: Sound,
        progress: Progress | None = None,
        words: Transcript | None = None,
    ) -> Reviewed:
        """Turn a sound that has been decoded already into a report.

        Words that are given are not recognised anew.

        Raises
        ------
        ModelError
            The speech model cannot be used.
        """
        started = time.perf_counter()
        heard = self._listened(sound, words, progress or _nobody)
        report = self.report(heard, heard.transcript, self.question, started)
        return Reviewed(report, sound)

    def asked(self, options: Options) -> "Coach":
        """Give a coach for other options that shares the models opened so far."""
        other = Coach(options)
        if options.engine == self._options.engine:
            other._engines = self._engines
        return other

    def _listened(
        self, sound: Sound, words: Transcript | None, tell: Progress
    ) -> Listened:
        tell("listening", 0.0)
        if words is None:
            return Listened(sound, *self._recognised(sound, tell))
        acoustics = hear.listen(sound)
        return Listened(sound, acoustics, self._timed(sound, acoustics, words, tell))

    def ears(self) -> Ears:
        """Give the recogniser; raises ModelError where it cannot be used."""
        return Ears(self._open(self._options.model), lambda: self._open(SECOND_MODEL))

    def load(self) -> None:
        """Load all that an analysis needs, before it is needed.

        Raises
        ------
        ModelError
            A model cannot be used.
        """
        self.ears().second()
        for load_now in LOADED:
            load_now()
        self.report(None, WARM_UP, Question("What did you do?", track="impact"), 0.0)

    def answered(self, heard: Listened, stopped: float) -> Reviewed:
        """Report on an answer that was recognised while it was spoken.

        ``stopped`` is when it ended, on the clock of ``time.perf_counter``.
        """
        report = self.report(heard, heard.transcript, self.question, stopped)
        timing = replace(report.timing, after_stop=report.timing.wall)
        return Reviewed(replace(report, timing=timing), heard.sound)

    def about(self, question: Question | None) -> "Coach":
        """Give a coach for another question, which shares what is loaded."""
        other = copy(self)
        other._options = replace(self._options, question=question)
        return other

    def again(self, transcript: Transcript, path: Path | None = None) -> Reviewed:
        """Report on words that were corrected, with the recording or without it.

        Nothing is recognised anew; words without times get them from the recording.

        Raises
        ------
        InputError
            The recording cannot be used.
        ModelError
            The speech model cannot be used.
        """
        started = time.perf_counter()
        if path is None:
            return Reviewed(self.report(None, transcript, self.question, started), None)
        heard = self.listen(path, transcript)
        report = self.report(heard, heard.transcript, self.question, started)
        return Reviewed(report, heard.sound)

    def _timed(
        self,
        sound: Sound,
        acoustics: Acoustics,
        words: Transcript,
        tell: Progress,
    ) -> Transcript:
        """Find the times of given words in the sound, where they have none."""
        if words.timed:
            return words
        tell("transcribing", 0.0)
        return lay(sound, acoustics, self._open(self._options.model), words)

    def _recognised(self, sound: Sound, tell: Progress) -> tuple[Acoustics, Transcript]:
        """Listen to the sound and write down its words."""
        # Everything heavy loads beside the work before it is needed; what fails there
        # is raised where it is used.
        with ThreadPoolExecutor(1) as loader:
            first = loader.submit(self._open, self._options.model)
            second = loader.submit(self._open, SECOND_MODEL)
            for load_now in LOADED:
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
        with self._opening:
            if model not in self._engines:
                weights = load(find(model))
                self._engines[model] = open_engine(self._options.engine, weights)
            return self._engines[model]

    def report(
        self,
        heard: Listened | None,
        transcript: Transcript,
        question: Question | None,
        started: float,
    ) -> Report:
        """Report on an answer: its words, and its sound where there is one.

        ``started`` is when the work on it began, by ``time.perf_counter``.
        """
        sound = heard.sound if heard else None
        acoustics = heard.acoustics if heard else None
        answer = Answer(
            transcript=transcript,
            tokens=language.parse(transcript.words),
            acoustics=acoustics,
            pauses=silent_pauses(transcript, acoustics),
            question=question,
            audience=self._options.audience,
            own_terms=self._terms,
        )
        analysis = analyse(answer)
        context = Context(transcript, acoustics, question, self._options.modes)
        evaluation = evaluate(analysis, context)
        warnings = (
            *(sound.warnings if sound else ()),
            *(acoustics.warnings if acoustics else ()),
            *transcript.warnings,
            *((OTHER,) if answers_another(analysis) else ()),
        )
        duration = sound.duration if sound else None
        report = Report(
            version=__version__,
            question=question,
            recording=sound.recording if sound else None,
            transcript=transcript,
            analysis=analysis,
            score=evaluation.score,
            advice=advise(analysis, evaluation.score, transcript, question),
            refusals=evaluation.refusals,
            warnings=warnings,
            timing=Timing(duration, round(time.perf_counter() - started, 3)),
            peaks=outline(sound) if sound else (),
            code=check_walkthrough(transcript.words, self._code)
            if self._code
            else None,
            outline=sketch(question),
            try_next=try_next(evaluation.score),
        )
        others = self._options.also_for
        if not others:
            return report
        also = tuple(for_audience(report, each, self._options.modes) for each in others)
        return replace(report, also_for=also)


def _nobody(_stage: str, _fraction: float) -> None:
    """Tell nobody about the progress."""
