"""Play sound on a loudspeaker, and know when the last of it has left.

The one door of sounddevice for output. PortAudio takes the samples from a callback of
ours and says with each block when it will sound. Silence follows the last sample until
its moment has passed: a stream that is told to finish instead drops what is still in
ALSA's buffer, 45 ms of it in the measured case.
"""

import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from voicecoach.errors import DeviceError
from voicecoach.types import Samples

Device: TypeAlias = str | int | None
"""A number or a part of a name, as the system lists it; None is the system's choice."""

PATIENCE: Final = 3.0
"""Seconds in which a working device asks for more sound at least once: Bluetooth
headsets take two to wake up."""

TICK: Final = 0.02
"""Seconds between two looks at whether to stop."""

LEAD: Final = 0.05
"""Seconds of silence in front, because a device that starts may drop what comes first:
up to 28 ms in the measured case."""

TAIL: Final = 0.02
"""Seconds that the last sample is given beyond its moment, which drivers round."""

LONGEST_LATENCY: Final = 2.0
"""Seconds after which a driver's word on when the last sample plays is not believed."""

REFUSED: Final = (-9997, -9998, -9999)
"""PortAudio's numbers for a rate, a count of channels, or a format that its host
does not take: paInvalidSampleRate, paInvalidChannelCount, paUnanticipatedHostError."""

NO_DEVICE: Final = {
    "linux": "Plug in a loudspeaker or headphones, and check that the sound server "
    "runs (`pactl info`) and that ALSA reaches it: on Debian and Ubuntu, sudo apt "
    "install pipewire-alsa, or libasound2-plugins with PulseAudio.",
    "darwin": "Choose an output in System Settings, Sound.",
    "win32": "Choose an output device in Settings, System, Sound.",
}

NO_LIBRARY: Final = {
    "linux": "Install it: on Debian and Ubuntu, sudo apt install libportaudio2; on "
    "Fedora, sudo dnf install portaudio.",
}


@dataclass(frozen=True, slots=True)
class Output:
    """A device that sound can be played on.

    ``number`` and ``name`` are the system's, ``rate`` is the device's own in Hz,
    ``channels`` how many it has, ``usual`` whether it is the system's choice.
    """

    number: int
    name: str
    rate: int
    channels: int
    usual: bool


def play(
    samples: Samples,
    rate: int,
    *,
    device: Device = None,
    stop: threading.Event | None = None,
) -> bool:
    """Play mono sound, and return when the last sample has left the device.

    Parameters
    ----------
    samples : array of float32, shape (n,)
        Full scale is 1; what is beyond is cut off.
    rate : int
        Samples a second, in Hz. Where the device refuses it, the sound is resampled to
        the device's own.
    device : str or int, optional
        A part of its name, or its number.
    stop : threading.Event, optional
        Set it to end the sound at once.

    Returns
    -------
    bool
        True when all of it was played, False when it was stopped.

    Raises
    ------
    DeviceError
        There is no such device, or it fails while it plays.
    """
    stop = stop or threading.Event()
    if stop.is_set():
        return False
    if not len(samples):
        return True
    lead = np.zeros(round(LEAD * rate), np.float32)
    whole = np.concatenate((lead, np.clip(samples, -1, 1)))
    playing, stream = _opened(whole, rate, device, stop)
    try:
        stream.start()
        return playing.wait(stream)
    except _portaudio().PortAudioError as error:
        raise _failed(error) from error
    finally:
        _close(stream)


def outputs() -> tuple[Output, ...]:
    """List the devices that sound can be played on.

    Raises
    ------
    DeviceError
        PortAudio is missing or finds no sound system.
    """
    library = _portaudio()
    try:
        devices = library.query_devices()
        usual = library.default.device[1]
    except library.PortAudioError as error:
        raise _failed(error) from error
    return tuple(
        _output(info, info["index"] == usual)
        for info in devices
        if info["max_output_channels"] > 0
    )


def remedy() -> str:
    """Say how this system comes to a device that plays."""
    return NO_DEVICE.get(sys.platform, "Choose an output in the sound settings.")


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
        library = _portaudio()
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


def _opened(
    samples: Samples, rate: int, device: Device, stop: threading.Event
) -> tuple[_Playing, Any]:
    """Open the device with the first format that it takes."""
    library = _portaudio()
    output = _find(device)
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
        f"{output.name} cannot be opened ({_reason(refusal)}).",
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


def _find(device: Device) -> Output:
    """Find a device by its number, its whole name, or a part of its name."""
    found = outputs()
    if device is None:
        chosen = [output for output in found if output.usual] or list(found[:1])
        if chosen:
            return chosen[0]
        raise DeviceError("There is no loudspeaker.", remedy())
    wanted = str(device).strip().casefold()
    for fits in (
        lambda output: str(output.number) == wanted,
        lambda output: output.name.casefold() == wanted,
        lambda output: bool(wanted) and wanted in output.name.casefold(),
    ):
        if chosen := [output for output in found if fits(output)]:
            # One device stands in the list once for each of Windows' sound systems.
            return next((output for output in chosen if output.usual), chosen[0])
    names = ", ".join(f"{output.number} {output.name}" for output in found) or "none"
    raise DeviceError(
        f"There is no loudspeaker called {device}.", f"Choose one of these: {names}."
    )


def _output(info: Mapping[str, Any], usual: bool) -> Output:
    return Output(
        number=int(info["index"]),
        name=str(info["name"]),
        rate=int(info["default_samplerate"]),
        channels=int(info["max_output_channels"]),
        usual=usual,
    )


def _portaudio() -> Any:  # noqa: ANN401  (sounddevice has no types)
    try:
        import sounddevice
    except OSError as error:
        raise DeviceError(
            "The PortAudio library is missing, so nothing can be played.",
            NO_LIBRARY.get(sys.platform, "Install voicecoach again."),
        ) from error
    return sounddevice


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


def _failed(error: Exception) -> DeviceError:
    return DeviceError(f"The loudspeaker does not work ({_reason(error)}).", remedy())


def _reason(error: Exception | None) -> str:
    return str(error.args[0]).removesuffix(".") if error and error.args else "unknown"


def _number(error: Exception) -> int | None:
    return next((item for item in error.args[1:2] if isinstance(item, int)), None)
