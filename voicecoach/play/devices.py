"""The loudspeakers of this computer, and what to do where there is none."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from voicecoach.errors import DeviceError
from voicecoach.portaudio import portaudio as library

Device: TypeAlias = str | int | None
"""A number or a part of a name, as the system lists it; None is the system's choice."""

NO_DEVICE: Final = {
    "linux": "Plug in a loudspeaker or headphones, and check that the sound server "
    "runs (`pactl info`) and that ALSA reaches it: on Debian and Ubuntu, sudo apt "
    "install pipewire-alsa, or libasound2-plugins with PulseAudio.",
    "darwin": "Choose an output in System Settings, Sound.",
    "win32": "Choose an output device in Settings, System, Sound.",
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


def outputs() -> tuple[Output, ...]:
    """List the devices that sound can be played on.

    Raises
    ------
    DeviceError
        PortAudio is missing or finds no sound system.
    """
    library = portaudio()
    try:
        devices = library.query_devices()
        usual = library.default.device[1]
    except library.PortAudioError as error:
        raise failed(error) from error
    return tuple(
        _output(info, info["index"] == usual)
        for info in devices
        if info["max_output_channels"] > 0
    )


def remedy() -> str:
    """Say how this system comes to a device that plays."""
    return NO_DEVICE.get(sys.platform, "Choose an output in the sound settings.")


def find(device: Device) -> Output:
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


def portaudio() -> Any:  # noqa: ANN401  (sounddevice has no types)
    """Load sounddevice.

    Raises
    ------
    DeviceError
        The PortAudio library is missing.
    """
    return library("nothing can be played")


def failed(error: Exception) -> DeviceError:
    """Turn an error of PortAudio's into one with a remedy."""
    return DeviceError(f"The loudspeaker does not work ({reason(error)}).", remedy())


def reason(error: Exception | None) -> str:
    """Give PortAudio's own words."""
    return str(error.args[0]).removesuffix(".") if error and error.args else "unknown"
