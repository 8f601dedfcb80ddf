"""Recognise an answer while it is being spoken.

Whoever records hands over the blocks as they come. A thread beside listens to what is
there so far, decodes each piece as soon as it is whole and judges what was said until
then, so that little is left to do when the speaker stops. What counts in the end is the
recording on disk.
"""

import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from voicecoach import audio
from voicecoach.errors import ModelError
from voicecoach.hear import Listener
from voicecoach.mono import Mono
from voicecoach.session import Coach, Listened, Reviewed
from voicecoach.transcribe import Early, Ears, so_far, transcribe
from voicecoach.types import SAMPLE_RATE, Acoustics, Recording, Sound

STEP: Final = 0.5
"""Seconds of new sound that are worth another look."""

FULL_SCALE: Final = np.float32(32768)
"""What a 16-bit sample of full scale counts."""


class Live:
    """One answer that is being spoken; ends with ``finish`` or ``abandon``."""

    def __init__(self, coach: Coach) -> None:
        self._coach = coach
        self._mono = Mono()
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._listener = Listener()
        self._early = Early()
        self._worker = threading.Thread(target=self._keep_up, name="live")
        self._worker.start()

    def feed(self, rate: int, block: NDArray[np.int16]) -> None:
        """Take the next samples of shape (n,), at a rate in Hz; returns at once."""
        with self._lock:
            self._mono.add(rate, block[np.newaxis].astype(np.float32) / FULL_SCALE)

    def finish(self, path: Path, stopped: float | None = None) -> Reviewed:
        """Report on the answer, which lies in a file.

        ``stopped`` is when it ended by ``time.perf_counter``; now unless said.

        Raises
        ------
        InputError
            The recording cannot be read.
        ModelError
            A model cannot be used.
        """
        stopped = time.perf_counter() if stopped is None else stopped
        self._ended.set()
        decoded = self._early.decoded  # what is being decoded now is waited for
        self._worker.join()
        sound = audio.read(path)
        acoustics = self._listener.listen(sound)
        known = self._early.share(sound, acoustics, decoded)
        words = transcribe(sound, acoustics, self._coach.ears(), early=self._early)
        heard = Listened(sound, acoustics, words)
        reviewed = self._coach.answered(heard, stopped)
        timing = replace(reviewed.report.timing, early=known)
        return replace(reviewed, report=replace(reviewed.report, timing=timing))

    def abandon(self) -> None:
        """Stop recognising; there will be no report."""
        self._ended.set()

    def _keep_up(self) -> None:
        """Load the models, then recognise what is there until the answer ends."""
        try:
            self._coach.load()
            self._recognise(self._coach.ears())
        except ModelError:
            return  # ``finish`` opens it again and lets the caller know

    def _recognise(self, ears: Ears) -> None:
        """Decode piece after piece; judge when there is nothing else to do."""
        seen, judged = 0.0, True
        while self._goes_on():
            sound = self._so_far()
            if sound.duration < seen + STEP:
                self._ended.wait(STEP / 2)
                continue
            acoustics = self._listener.keep_up(sound.samples)
            behind = self._early.advance(sound, acoustics, ears)
            seen = 0.0 if behind else sound.duration
            if not (behind or judged):
                self._judge(sound, acoustics, ears)
            judged = not behind

    def _judge(self, sound: Sound, acoustics: Acoustics, ears: Ears) -> None:
        """Judge what was said so far, for what this leaves to be known at the end.

        The sentences of the answer, and what the question is compared with, are read
        by a model and remembered.
        """
        words = so_far(sound, acoustics, ears, self._early)
        self._coach.answered(Listened(sound, acoustics, words), time.perf_counter())

    def _goes_on(self) -> bool:
        """Tell whether more may come; nothing does when the program has ended."""
        return not self._ended.is_set() and threading.main_thread().is_alive()

    def _so_far(self) -> Sound:
        """Copy what was recorded so far: the original moves as it grows."""
        with self._lock:
            samples = self._mono.samples.copy()
        return Sound(
            samples, Recording("", len(samples) / SAMPLE_RATE, SAMPLE_RATE, "")
        )
