"""Listen: from the microphone to a take on the disk, and to whoever wants to hear."""

from voicecoach.microphone.devices import Input, microphones
from voicecoach.microphone.listening import Listening, Microphone
from voicecoach.microphone.trial import Trial, try_out
from voicecoach.microphone.watch import Fault, Level

__all__ = [
    "Fault",
    "Input",
    "Level",
    "Listening",
    "Microphone",
    "Trial",
    "microphones",
    "try_out",
]
