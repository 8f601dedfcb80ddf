"""What can go wrong, in the user's words.

VoicecoachError     a problem and its remedy; knows the exit code it ends with
├── UsageError      2  an option, or the value of one
├── InputError      3  a recording, transcript or folder that cannot be used
├── DeviceError     4  the microphone, the loudspeaker or a voice
├── ModelError      5  a model that is missing, damaged or will not load
├── OutputError     1  a report that could not be written
└── StoreError      1  what is kept could not be opened, read or written
"""

from typing import ClassVar


class VoicecoachError(Exception):
    """A failure the user can do something about.

    Parameters
    ----------
    problem : str
        What happened, as one sentence that names the file or thing as given.
    remedy : str
        What to try next, as one sentence.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem = problem
        self.remedy = remedy


class UsageError(VoicecoachError):
    """An option, or the value of an option, makes no sense."""

    exit_code = 2


class InputError(VoicecoachError):
    """Something we were given to read cannot be used."""

    exit_code = 3


class DeviceError(VoicecoachError):
    """The microphone, the loudspeaker or a voice did not do its part."""

    exit_code = 4


class ModelError(VoicecoachError):
    """A model is missing, damaged or will not load."""

    exit_code = 5


class OutputError(VoicecoachError):
    """A report could not be written."""

    exit_code = 1


class StoreError(VoicecoachError):
    """What is kept (sessions, takes, settings) could not be opened, read or written."""

    exit_code = 1
