"""One sound through one stream of PortAudio, from its opening to its last sample.

PortAudio takes the samples from a callback of
ours and says with each block when it will sound. Silence follows the last sample until
its moment has passed: a stream that is told to finish instead drops what is still in
ALSA's buffer, 45 ms of it in the measured case.
"""

import threading
import time
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from voicecoach.errors import DeviceError
from voicecoach.play.devices import (
    Device,
    Output,
    failed,
    find,
    portaudio,
    reason,
    remedy,
)
from voicecoach.types import Samples

PATIENCE: Final = 3.0
"""Seconds in which a working device asks for more sound at least once: Bluetooth
headsets take two to wake up."""

TICK: Final = 0.02
"""Seconds between two looks at whether to stop."""

LEAD: Final = 0.05
"""Seconds of silence in front; a device that starts drops up to 28 ms, measured."""

TAIL: Final = 0.02
"""Seconds that the last sample is given beyond its moment, which drivers round."""

LONGEST_LATENCY: Final = 2.0
"""Seconds after which a driver's word on when the last sample plays is not believed."""

REFUSED: Final = (-9997, -9998, -9999)
"""PortAudio's numbers for a rate, a count of channels, or a format that its host
does not take: paInvalidSampleRate, paInvalidChannelCount, paUnanticipatedHostError."""


class _Playing:
    """Sound on its way: what PortAudio's callback takes, and what became of it."""

    def __init__(self, samples: Samples, rate: int, stop: threading.Event) -> None:
        self._samples = samples
        self._rate = rate
        self._stop = stop
        self._next = 0
        self._asked = time.monotonic()
        self._leaves: float | None = None
        self._given = threading.Event()
        self._ended = threading.Event()

    def fill(
        self,
        block: NDArray[np.float32],
        count: int,
        moment: Any,  # noqa: ANN401  (a struct of PortAudio's)
        _status: object,
    ) -> None:
        """Give PortAudio its next ``count`` frames; called from its own thread."""
        library = portaudio()
        self._asked = time.monotonic()
        if self._stop.is_set():
            block.fill(0)
            raise library.CallbackAbort
        piece = self._samples[self._next : self._next + count]
        block[: len(piece)] = piece[:, np.newaxis]
        block[len(piece) :] = 0
        self._next += count
        if self._leaves is None and self._next >= len(self._samples):
            self._leaves = moment.outputBufferDacTime + len(piece) / self._rate
            self._given.set()

    def ended(self) -> None:
        """Hear from PortAudio that it asks for nothing more, whatever the reason."""
        self._ended.set()

    def wait(self, stream: Any) -> bool:  # noqa: ANN401  (sounddevice.OutputStream)
        """Wait for the end: True when all was played, False when stopped."""
        self._asked = time.monotonic()
        while not self._given.wait(TICK):
            if self._stop.is_set():
                return False
            self._check()
        leaving = time.monotonic() + self._rest(stream) + TAIL
        while (rest := leaving - time.monotonic()) > 0:
            if self._stop.wait(min(rest, TICK)):
                return False
            self._check()
        return True

    def _check(self) -> None:
        """Find out that the device is gone."""
        if self._ended.is_set() and not self._stop.is_set():
            raise _gone("stopped")
        if time.monotonic() - self._asked > PATIENCE:
            raise _gone(f"took no sound for {PATIENCE:g} s")

    def _rest(self, stream: Any) -> float:  # noqa: ANN401  (sounddevice.OutputStream)
        """Give the seconds until the last sample has left."""
        leaves = self._leaves or 0.0
        rest = leaves - stream.time
        if leaves and rest < LONGEST_LATENCY:
            return max(0.0, float(rest))
        return min(float(stream.latency), LONGEST_LATENCY)  # a host without a clock


def through(samples: Samples, rate: int, device: Device, stop: threading.Event) -> bool:
    """Play samples of shape (n,); True when all were played, False when stopped.

    Raises
    ------
    DeviceError
        There is no such device, or it fails while it plays.
    """
    lead = np.zeros(round(LEAD * rate), np.float32)
    whole = np.concatenate((lead, np.clip(samples, -1, 1)))
    playing, stream = _opened(whole, rate, device, stop)
    try:
        stream.start()
        return playing.wait(stream)
    except portaudio().PortAudioError as error:
        raise failed(error) from error
    finally:
        _close(stream)


def _opened(
    samples: Samples, rate: int, device: Device, stop: threading.Event
) -> tuple[_Playing, Any]:
    """Open the device with the first format that it takes."""
    library = portaudio()
    output = find(device)
    refusal = None
    for wanted, channels in _formats(output, rate):
        playing = _Playing(_resampled(samples, rate, wanted), wanted, stop)
        try:
            stream = library.OutputStream(
                samplerate=wanted,
                channels=channels,
                dtype="float32",
                device=output.number,
                callback=playing.fill,
                finished_callback=playing.ended,
            )
        except library.PortAudioError as error:
            refusal = refusal or error
            if _number(error) not in REFUSED:
                break
        else:
            return playing, stream
    raise DeviceError(
        f"{output.name} cannot be opened ({reason(refusal)}).",
        "Close the program that uses it, or choose another device.",
    ) from refusal


def _formats(output: Output, rate: int) -> Iterator[tuple[int, int]]:
    """Give the rates and channels to try: as it is, then as the device has it."""
    for wanted in dict.fromkeys((rate, output.rate)):
        for channels in dict.fromkeys((1, min(2, output.channels))):
            yield wanted, channels


def _resampled(samples: Samples, rate: int, wanted: int) -> Samples:
    if rate == wanted:
        return samples
    import soxr

    return np.asarray(soxr.resample(samples, rate, wanted, "HQ"), np.float32)


def _close(stream: Any) -> None:  # noqa: ANN401  (sounddevice.OutputStream)
    """Drop what is left and close, without waiting for a device that is gone."""

    def close() -> None:
        stream.abort(ignore_errors=True)
        stream.close(ignore_errors=True)

    closing = threading.Thread(target=close, daemon=True)
    closing.start()
    closing.join(PATIENCE)


def _gone(what: str) -> DeviceError:
    return DeviceError(
        f"The loudspeaker {what} while it played; it may have been unplugged.",
        remedy(),
    )


def _number(error: Exception) -> int | None:
    return next((item for item in error.args[1:2] if isinstance(item, int)), None)
