"""What the page is told after each block of sound that it sent."""

from dataclasses import asdict, dataclass
from typing import Any, Final

from voicecoach.microphone.watch import Fault

REMEDIES: Final = {
    "zeros": "It may be muted by a switch of its own or by the system, or it is the "
    "wrong one: stop, and choose another one in the check of the microphone.",
    "quiet": "Come closer, turn it up in the sound settings of the system, or choose "
    "another one.",
    "clipping": "Move back a little, or turn it down in the sound settings of the "
    "system.",
}
"""What to do about a microphone that a browser has."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What is said to the page after each block.

    ``have`` is the number of the block to send next. ``passed`` are the kinds of faults
    that were told of and are over. ``ends_in`` counts down where the answer seems to be
    over; ``full`` says that no more is taken.
    """

    have: int
    faults: tuple[Fault, ...] = ()
    passed: tuple[str, ...] = ()
    ends_in: float | None = None
    full: bool = False


def told(heard: Heard) -> dict[str, Any]:
    """Say what was heard; what there is nothing to say about is left out."""
    said: dict[str, Any] = {"have": heard.have}
    if heard.faults:
        said["faults"] = [asdict(fault) for fault in heard.faults]
    if heard.passed:
        said["passed"] = heard.passed
    if heard.ends_in is not None:
        said["ends_in"] = heard.ends_in
    if heard.full:
        said["full"] = True
    return said
