"""When an answer seems to be over: long after the last word, and never in a pause.

Stopping by hand is what is meant to be used; this is for those who cannot, or do not
want to. It errs towards waiting. It only listens: what it decides takes no sound away.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from voicecoach.thresholds import ENDPOINT, HEARING, PAUSE
from voicecoach.types import FRAME

WINDOW: Final = 0.025
"""Seconds that one level is taken over; there is one every 10 ms."""

SILENT_DBFS: Final = -120.0
"""Level of digital silence."""

Levels = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody speaks, or may yet go on."""


@dataclass(frozen=True, slots=True)
class Counting:
    """It has been quiet for long: the answer ends soon, unless they speak.

    Attributes
    ----------
    seconds_left : float
        Until it does; to be shown.
    """

    seconds_left: float


@dataclass(frozen=True, slots=True)
class Stop:
    """The answer is over."""


State = Waiting | Counting | Stop


class Endpoint:
    """Listens for the end of one answer.

    A sound counts as speech again as soon as it is a little over the noise, but only
    what is well over it counts as speech that has been: both keep it waiting.

    Parameters
    ----------
    rate : int > 0
        Samples a second of the blocks.
    """

    def __init__(self, rate: int) -> None:
        self._levels = _Levels(rate)
        self._recent: list[float] = []
        self._loud: list[float] = []
        self._pauses: list[float] = []
        self._run = 0
        self._quiet = 0
        self._floor, self._span = SILENT_DBFS, 0.0
        self._frames = 0
        self._stopped = False

    @property
    def patience(self) -> float:
        """Seconds of silence, by this speaker's own pauses, until it counts down."""
        if not self._pauses:
            return ENDPOINT.least
        usual = float(np.percentile(self._pauses, ENDPOINT.percentile))
        return min(ENDPOINT.most, max(ENDPOINT.least, ENDPOINT.times * usual))

    @property
    def speech(self) -> float:
        """Seconds of speech that have been heard for sure."""
        return len(self._loud) * FRAME

    @property
    def silence(self) -> float:
        """Seconds since somebody may have spoken."""
        return self._quiet * FRAME

    def heard(self, block: NDArray[np.int16]) -> State:
        """Listen to the next samples, shape (n,), of any length; say how it stands.

        Once it said `Stop` it says nothing else.
        """
        for level in self._levels.of(block):
            self._take(float(level))
        return Stop() if self._stopped else self._state()

    def _state(self) -> Waiting | Counting:
        over = self.silence - self.patience
        if self.speech < ENDPOINT.least_speech or over < 0:
            return Waiting()
        return Counting(max(0.0, round(ENDPOINT.countdown - over, 3)))

    def _take(self, level: float) -> None:
        """Weigh one frame."""
        self._recent.append(level)
        del self._recent[: -round(ENDPOINT.floor_reach / FRAME)]
        if self._frames % round(HEARING.floor_step / FRAME) == 0:
            self._floor, self._span = self._look_back()
        self._frames += 1
        span = self._span
        over = sum(self._recent[-3:]) / len(self._recent[-3:]) - self._floor
        if over > max(ENDPOINT.sure_over_floor, ENDPOINT.sure_range * span):
            self._loud.append(level)
        possible = over > max(HEARING.speech_over_floor, HEARING.speech_range * span)
        self._run = self._run + 1 if possible else 0
        self._quiet += 1
        if self._run >= HEARING.shortest_sound / FRAME:
            self._resume()
        elif self.speech >= ENDPOINT.least_speech:
            self._stopped |= self.silence >= self.patience + ENDPOINT.countdown

    def _look_back(self) -> tuple[float, float]:
        """Find the noise floor, and how far loud speech lies over it, 0 if not known.

        The floor is a low percentile and not the minimum, as in `hear.noise_floor`.
        """
        recent = np.array(self._recent)
        real = recent[recent > SILENT_DBFS + 1]  # digital silence is no room tone
        if not len(real):
            return SILENT_DBFS, 0.0
        floor = float(np.percentile(real, HEARING.floor_percentile))
        loud = self._loud[-round(ENDPOINT.floor_reach / FRAME) :]
        if not loud:
            return floor, 0.0
        return floor, float(np.percentile(loud, HEARING.loud_percentile)) - floor

    def _resume(self) -> None:
        """Somebody speaks: the silence before it was a pause, if speech was heard."""
        pause = (self._quiet - self._run) * FRAME
        if pause >= PAUSE and self.speech >= ENDPOINT.begun:
            self._pauses.append(pause)
        self._quiet = 0


class _Levels:
    """Cuts blocks of any length into frames; their levels in the voice's band."""

    def __init__(self, rate: int) -> None:
        self._hop = round(FRAME * rate)
        self._size = round(WINDOW * rate)
        self._window = np.hanning(self._size)
        hz = np.fft.rfftfreq(self._size, 1 / rate)
        self._voice = (hz >= HEARING.voice_low) & (hz < HEARING.voice_high)
        self._scale = 2 / (self._size * float(np.sum(self._window**2)))
        self._rest = np.zeros(0)

    def of(self, block: NDArray[np.int16]) -> Levels:
        """Give the levels of the frames that this block completes, in dBFS."""
        samples = np.concatenate([self._rest, block / 32_768])
        count = max(0, (len(samples) - self._size) // self._hop + 1)
        self._rest = samples[count * self._hop :]
        if not count:
            return np.zeros(0)
        frames = np.lib.stride_tricks.sliding_window_view(samples, self._size)
        spectra = np.fft.rfft(frames[:: self._hop][:count] * self._window)
        power = (np.abs(spectra[:, self._voice]) ** 2).sum(axis=1) * self._scale
        levels = 10 * np.log10(np.maximum(power, 10 ** (SILENT_DBFS / 10)))
        return np.asarray(levels, np.float64)
