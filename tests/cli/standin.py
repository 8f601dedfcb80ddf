"""A coach without ears: what a file says in its first word is what happens.

Run as a program it is the command line with this coach in it:
``python standin.py analyze FILE...``
"""

import ctypes
import hashlib
import logging
import os
import sys
import time
import warnings
from pathlib import Path

from voicecoach import session
from voicecoach.errors import InputError, ModelError
from voicecoach.types import (
    Analysis,
    Fillers,
    Jargon,
    Metric,
    Part,
    Recording,
    Report,
    Score,
    Structure,
    Timing,
    Transcript,
    Word,
)

METRICS = """
    speaking_rate articulation_rate answer_length time_to_first_word time_to_point
    pauses_within longest_pause mean_run phonation_ratio filler_sounds filler_markers
    repeats hedges jargon_density lexical_variety loudness pitch_range
""".split()
PARTS = ("flow", "pace", "fillers", "structure", "clarity", "rubric")


def report(name, question=None):
    """Make a report of three words; nothing in it was measured."""
    words = tuple(Word(text, i, i + 0.5) for i, text in enumerate(("I", "led", "it.")))
    parts = tuple(Part(part, None, None, 1 / 6, "too short", "") for part in PARTS)
    return Report(
        version="0",
        question=question,
        recording=Recording(name, 3.0, 16_000, "0" * 64),
        transcript=Transcript(words, "given", None),
        analysis=Analysis(
            fillers=Fillers((), ()),
            pauses=(),
            metrics=tuple(Metric(metric, None, "") for metric in METRICS),
            structure=Structure((), None, (), False, False, ()),
            jargon=Jargon((), None, 0),
            rubric=(),
        ),
        score=Score(None, None, parts),
        advice=(),
        refusals=("Too short to tell.",),
        warnings=(),
        timing=Timing(3.0, 0.1),
    )


class StandInCoach:
    """Does what the file says."""

    def __init__(self, options):
        self.options = options

    def analyze(self, path, transcript=None, progress=None):
        """Report, fail or hang."""
        source = path or transcript
        if not source.is_file():
            raise InputError(f"{source} is not there.", "Check the name.")
        if progress:
            progress("listening", 0.5)
            time.sleep(0.3)  # so that the bar is drawn
        doing, _, rest = source.read_text(encoding="utf-8").partition(" ")
        getattr(self, doing)(source, rest)
        return session.Reviewed(report(source.name, self.options.question), None)

    def good(self, source, rest):
        pass

    def bad(self, source, rest):
        raise InputError(f"{source} holds no sound.", "Choose another.")

    def bug(self, source, rest):
        raise ZeroDivisionError("division\nby zero")

    def model(self, source, rest):
        raise ModelError("The model base is damaged.", "Install it again.")

    def memory(self, source, rest):
        raise MemoryError

    def noisy(self, source, rest):
        """Speak through every door at once."""
        for stream in (sys.stdout, sys.stderr):
            print("noise from Python", file=stream)
        for descriptor in (1, 2):
            os.write(descriptor, b"noise from C\n")
        ctypes.CDLL("ucrtbase" if os.name == "nt" else None).printf(b"noise, late")
        logging.getLogger("library").error("noise from logging")
        warnings.warn("noise from warnings", stacklevel=1)

    def slow(self, source, rest):
        """Say that work has begun, and work on."""
        Path(rest).write_text("begun", encoding="utf-8")
        time.sleep(60)

    def deaf(self, source, rest):
        """Work on in C, where Python hears no signal, without holding its lock."""
        Path(rest).write_text("begun", encoding="utf-8")
        hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 2_000_000_000)

    def swallow(self, source, rest):
        """Treat Ctrl-C as some C libraries do: as an ordinary error of their own."""
        try:
            self.slow(source, rest)
        except KeyboardInterrupt:
            raise InputError(f"{source} holds no sound.", "Choose another.") from None


if __name__ == "__main__":
    from voicecoach.cli import main

    session.Coach = StandInCoach
    sys.exit(main())
