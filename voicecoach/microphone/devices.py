"""The microphones of this computer, and one of them opened as it likes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from voicecoach.errors import DeviceError
from voicecoach.microphone import remedies
from voicecoach.portaudio import portaudio

Device: TypeAlias = str | int | None
"""A number or a part of a name, as the system lists it; None is the system's choice."""

RATES: Final = (48_000, 44_100, 32_000, 22_050, 16_000, 8_000)
"""Samples a second that are tried where a device refuses its own; none below what
Whisper takes but the last, which is better than nothing."""


@dataclass(frozen=True, slots=True)
class Input:
    """A device that sound can be recorded with.

    ``number`` and ``name`` are the system's, ``rate`` is the device's own in Hz,
    ``channels`` how many it has, ``host`` the number of the sound system it belongs
    to, ``usual`` whether it is the system's choice.
    """

    number: int
    name: str
    rate: int
    channels: int
    host: int
    usual: bool


@dataclass(frozen=True, slots=True)
class Format:
    """What a device agreed to: samples a second, and channels; the first counts."""

    rate: int
    channels: int


def microphones() -> tuple[Input, ...]:
    """List the devices that sound can be recorded with.

    Raises
    ------
    DeviceError
        PortAudio is missing or finds no sound system.
    """
    library = _portaudio()
    try:
        devices = library.query_devices()
        usual = library.default.device[0]
    except library.PortAudioError as error:
        raise DeviceError(
            f"The sound system cannot be asked for microphones ({_said(error)}).",
            remedies.of_system(remedies.NO_DEVICE),
        ) from error
    return tuple(
        Input(
            number=info["index"],
            name=info["name"],
            rate=round(info["default_samplerate"]),
            channels=info["max_input_channels"],
            host=info["hostapi"],
            usual=info["index"] == usual,
        )
        for info in devices
        if info["max_input_channels"] > 0
    )


def choose(device: Device) -> Input:
    """Find one microphone by its number or a part of its name.

    Raises
    ------
    DeviceError
        There is none, no such one, or several fit.
    """
    found = microphones()
    if not found:
        raise DeviceError(
            "There is no microphone.", remedies.of_system(remedies.NO_DEVICE)
        )
    if device is None:
        return next((each for each in found if each.usual), found[0])
    fitting = list(_fitting(str(device), found))
    names = {each.name for each in fitting}
    if len(names) == 1:
        return fitting[0]
    listed = ", ".join(f"{each.number} {each.name}" for each in fitting or found)
    problem = (
        f"Several microphones are called {device}." if names
        else f"There is no microphone {device}."
    )  # fmt: skip
    raise DeviceError(problem, f"Choose one of these: {listed}.")


def _fitting(wanted: str, found: tuple[Input, ...]) -> Iterator[Input]:
    """Give those that are meant, by number, else whole name, else part of the name."""
    if wanted.isdecimal():
        yield from (each for each in found if each.number == int(wanted))
        return
    said = wanted.casefold()
    whole = [each for each in found if each.name.casefold() == said]
    part = whole or [each for each in found if said in each.name.casefold()]
    # Windows lists a device once for each of its sound systems.
    usual = {each.host for each in found if each.usual}
    yield from [each for each in part if each.host in usual] or part


def agree(device: Input) -> Format:
    """Find a rate and a number of channels that a device takes; its own rate first.

    Raises
    ------
    DeviceError
        It takes none: another program has it, or it is out of order.
    """
    library = _portaudio()
    refused = ""
    channels = dict.fromkeys((1, min(2, device.channels), device.channels))
    for rate in dict.fromkeys((device.rate, *RATES)):
        for count in channels:
            try:
                library.check_input_settings(
                    device=device.number, channels=count, dtype="int16", samplerate=rate
                )
            except library.PortAudioError as error:
                refused = refused or _said(error)
            else:
                return Format(rate, count)
    raise DeviceError(
        f"{device.name} cannot be opened ({refused}).",
        remedies.of_system(remedies.BUSY),
    )


def start(
    device: Input, form: Format, callback: Callable[[Any, int, Any, Any], None]
) -> Any:  # noqa: ANN401  (sounddevice has no types)
    """Open a device and begin to listen; the stream is to be given to `end`.

    Raises
    ------
    DeviceError
        It cannot be opened.
    """
    library = _portaudio()
    stream = None
    try:
        stream = library.InputStream(
            samplerate=form.rate,
            device=device.number,
            channels=form.channels,
            dtype="int16",
            callback=callback,
        )
        stream.start()
    except library.PortAudioError as error:
        if stream:
            stream.close(ignore_errors=True)
        raise DeviceError(
            f"{device.name} cannot be opened ({_said(error)}).",
            remedies.of_system(remedies.BUSY),
        ) from error
    return stream


def end(stream: Any) -> None:  # noqa: ANN401  (sounddevice has no types)
    """Stop listening; what a broken driver says to that is nobody's concern."""
    stream.stop(ignore_errors=True)
    stream.close(ignore_errors=True)


def _portaudio() -> Any:  # noqa: ANN401  (sounddevice has no types)
    return portaudio("no microphone can be used")


def _said(error: Exception) -> str:
    """Give what PortAudio said, in one line."""
    return " ".join(str(error.args[0] if error.args else error).split())
