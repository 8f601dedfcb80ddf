"""Questions asked aloud, by the best voice that works, without a network.

A neural voice where one is installed (Piper), else the system's own through pyttsx3,
else a program (espeak-ng, say, PowerShell). Each runs in a process of its own with a
limit, writes a file, and what plays is that file; so a voice that hangs, crashes or
stays silent is noticed and the next one speaks. Where none does, the text is shown.
"""

from voicecoach.speak.child import StoppedError
from voicecoach.speak.manner import Manner, Prepared, Problem, Spoken, Voice
from voicecoach.speak.speaker import Speaker, engines
from voicecoach.speak.system import remedy
from voicecoach.speak.voices import listed

__all__ = [
    "Manner",
    "Prepared",
    "Problem",
    "Speaker",
    "Spoken",
    "StoppedError",
    "Voice",
    "remedy",
    "voices",
]


def voices() -> tuple[Voice, ...]:
    """List the English voices of this computer, the best engine's first."""
    return listed(engines())
