"""PortAudio, which has microphones and loudspeakers: the one door of sounddevice."""

import sys
from typing import Any, Final

from voicecoach.errors import DeviceError

NO_LIBRARY: Final = {
    "linux": "Install it: on Debian and Ubuntu, sudo apt install libportaudio2; on "
    "Fedora, sudo dnf install portaudio.",
}


def portaudio(so: str) -> Any:  # noqa: ANN401  (sounddevice has no types)
    """Load sounddevice; ``so`` says what cannot be done without it.

    Raises
    ------
    DeviceError
        The PortAudio library is missing.
    """
    try:
        import sounddevice
    except OSError as error:
        raise DeviceError(
            f"The PortAudio library is missing, so {so}.",
            NO_LIBRARY.get(sys.platform, "Install voicecoach again."),
        ) from error
    return sounddevice
