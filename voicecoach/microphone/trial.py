"""Try a microphone out: record two seconds, look at them, and throw them away."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from voicecoach.microphone import remedies
from voicecoach.microphone.devices import Device
from voicecoach.microphone.listening import Microphone
from voicecoach.microphone.watch import ZEROS, Fault
from voicecoach.takes import Take

LENGTH: Final = ZEROS + 0.1
"""Seconds of a trial: from two on, zeros are no chance."""

DEAF: Final = -75.0
"""Level in dBFS that even a quiet room is over, at a microphone that works."""

LOUDNESS: Final = (
    (-10.0, "very loud"),
    (-40.0, "as loud as speech"),
    (-60.0, "quiet, as a room where nobody speaks"),
    (DEAF, "very quiet, as a silent room or a microphone turned down"),
)
"""Levels in dBFS from which the loudest tenth of a second is called so."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What two seconds of a microphone were like.

    ``loudest`` is the level of the loudest tenth of a second in dBFS rms, ``said`` the
    same in words.
    """

    name: str
    rate: int
    loudest: float | None
    faults: tuple[Fault, ...]

    @property
    def said(self) -> str:
        """How loud it was, in plain words."""
        if self.loudest is None:
            return "nothing"
        found = (words for least, words in LOUDNESS if self.loudest >= least)
        return next(found, "hardly anything")


def try_out(folder: Path, device: Device = None) -> Trial:
    """Record for two seconds; the sound lies in ``folder`` meanwhile, then nowhere.

    Raises
    ------
    DeviceError
        There is no such microphone, it cannot be opened or gives no sound.
    OutputError
        Nothing can be written in the folder.
    """
    microphone = Microphone(device)
    take = Take.begin(folder, "trial", microphone.rate, about={})
    try:
        with microphone.listen(take) as now:
            while now.seconds < LENGTH and not now.wait(0.02):
                pass
            loudest, faults = now.loudest, now.faults()
    finally:
        take.discard()
    if not faults and (loudest is None or loudest < DEAF):
        problem = f"{microphone.name} hears hardly anything."
        faults = (Fault("quiet", problem, remedies.of_system(remedies.QUIET)),)
    return Trial(microphone.name, microphone.rate, loudest, faults)
