"""What to do about a microphone that does not do its part, on each system."""

import sys
from typing import Final

NO_DEVICE: Final = {
    "linux": "Plug in a microphone, and check that the sound server runs (`pactl "
    "info`) and that ALSA reaches it: on Debian and Ubuntu, sudo apt install "
    "pipewire-alsa, or libasound2-plugins with PulseAudio. A Python of conda sees no "
    "microphone; use another one.",
    "darwin": "Plug in a microphone, and choose it in System Settings, Sound, Input.",
    "win32": "Plug in a microphone, and choose it in Settings, System, Sound.",
}

BUSY: Final = {
    "linux": "Close other programs that record, or see who has it: fuser -v /dev/snd/*",
    "darwin": "Close other programs that record, and allow your terminal in System "
    "Settings, Privacy & Security, Microphone.",
    "win32": "Close other programs that record, and let desktop apps use the "
    "microphone in Settings, Privacy & security, Microphone.",
}

GONE: Final = "Plug it in again, or choose another one. What was said before is kept."

ZEROS: Final = {
    "linux": "Unmute it: pactl set-source-mute @DEFAULT_SOURCE@ 0. Or it is the wrong "
    "one: choose another in the sound settings.",
    "darwin": "Allow your terminal in System Settings, Privacy & Security, Microphone, "
    "and start it anew. Or it is muted by a switch of its own.",
    "win32": "Let desktop apps use the microphone in Settings, Privacy & security, "
    "Microphone. Or it is muted, or the wrong one.",
}

QUIET: Final = {
    "linux": "Come closer, turn it up (pactl set-source-volume @DEFAULT_SOURCE@ 100%), "
    "or choose another one.",
    "darwin": "Come closer, turn it up in System Settings, Sound, Input, or choose "
    "another one there.",
    "win32": "Come closer, turn it up in Settings, System, Sound, or choose another "
    "one there.",
}

CLIPPING: Final = {
    "linux": "Move back a little, or turn it down: pactl set-source-volume "
    "@DEFAULT_SOURCE@ 60%",
    "darwin": "Move back a little, or turn it down in System Settings, Sound, Input.",
    "win32": "Move back a little, or turn it down in Settings, System, Sound.",
}

LOST: Final = "Close programs that keep the processor busy."


def of_system(remedies: dict[str, str]) -> str:
    """Choose the remedy for this system; that of Linux for its relatives.

    Examples
    --------
    >>> of_system({"linux": "Plug it in.", sys.platform: "Plug it in here."})
    'Plug it in here.'
    """
    return remedies.get(sys.platform, remedies["linux"])
