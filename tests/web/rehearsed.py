"""A studio to rehearse in: its recogniser knows its lines, its voice says nothing."""

import numpy as np

from tests.test_session import SAMPLES
from voicecoach import audio, plans, session
from voicecoach.errors import DeviceError
from voicecoach.plans import Plan, Step
from voicecoach.speak import Prepared
from voicecoach.testing import ScriptedEngine
from voicecoach.web.limits import Spoken
from voicecoach.web.rehearsals import Rehearsals
from voicecoach.web.voice import Voice

RATE = 16_000
STORY = (
    "Last year at my company the nightly job failed every week and I was asked to mend "
    "it. I read the logs and I rewrote the loader and I tested it for a month. "
)
PLAN = Plan(
    "two",
    "Two questions.",
    "manager",
    (Step(question="cheaper-or-faster"), Step(track="impact", level="entry")),
)


def spoken(seconds=17.0):
    """Give the beginning of a sample, in 16 bits."""
    samples = audio.read(SAMPLES / "impact-good.mp3").samples[: round(seconds * RATE)]
    return (np.clip(samples, -1, 1) * 32_767).astype(np.int16)


class Speaking:
    """A voice that says silence, or fails."""

    broken = False

    def __init__(self, manner):
        self.manner = manner

    def prepare(self, text):
        """Give a moment of silence."""
        if self.broken:
            raise DeviceError("There is no voice.", "Install espeak-ng.")
        return Prepared(np.zeros(1600, np.float32), 16_000, "espeak-ng")

    def close(self):
        """Close nothing."""


def rehearsing(patch, home, limits=None):
    """Put the stand-ins in place; give what a studio is furnished with."""
    patch.setenv("VOICECOACH_HOME", str(home))
    engine = ScriptedEngine([STORY] * 40, [STORY] * 40, seconds_per_word=0.3)
    patch.setattr(session, "open_engine", lambda *_: engine)
    patch.setattr(session, "find", lambda name: name)
    patch.setattr(session, "load", lambda model: model)
    patch.setattr(plans, "built_in", lambda: {"two": PLAN})
    return {
        "rehearsals": Rehearsals(home, limits=limits or Spoken()),
        "voice": Voice(home, Speaking),
    }
