"""Play sound on a loudspeaker, and know when the last of it has left."""

import threading

from voicecoach.play.devices import Device, Output, find, outputs, remedy
from voicecoach.play.stream import through
from voicecoach.types import Samples

__all__ = ["Device", "Output", "find", "outputs", "play", "remedy"]


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
    return through(samples, rate, device, stop)
