"""A microphone, a voice and a recogniser that are stand-ins, for rehearsals in tests.

Run as a program it is the command line with them: ``python sitting.py rehearse ...``
"""

import sys
import time
from types import SimpleNamespace

import numpy as np
import pytest

from tests.microphone.fake_sounds import Sounds, device
from tests.test_session import SPOKEN, TEXT
from voicecoach import audio, session, speak
from voicecoach.cli import keys, main
from voicecoach.speak import Spoken
from voicecoach.testing import ScriptedEngine
from voicecoach.types import SAMPLE_RATE

BUILT_IN = (device(0, "Built-in", rate=float(SAMPLE_RATE)),)


def speech(seconds=10.0):
    samples = audio.read(SPOKEN).samples[: round(seconds * SAMPLE_RATE)]
    return (np.clip(samples, -1, 1) * 32_767).astype(np.int16)


class Said:
    """Blocks of an answer: speech, and a silence that goes on until it is ended."""

    def __init__(self, silence=15.0):
        self.ended = False
        noise = np.random.default_rng(1).normal(0, 3, round(silence * SAMPLE_RATE))
        self._whole = np.concatenate([speech(), noise.astype(np.int16)])

    def __iter__(self):
        yield from np.split(self._whole, range(1600, len(self._whole), 1600))
        self.through()
        while not self.ended:
            time.sleep(0.02)
            yield np.ones(320, np.int16)

    def through(self):
        """What happens when all was said."""


class Plugged(Sounds):
    """A microphone that says the same at each opening, until it is closed."""

    def InputStream(self, **options):  # noqa: N802
        self.blocks = self.make()
        stream = super().InputStream(**options)
        stop, blocks = stream.stop, self.blocks

        def end(ignore_errors):
            blocks.ended = True
            stop(ignore_errors)

        stream.stop = end
        return stream


class Voice:
    """A voice that remembers what it said."""

    said = ()

    def __init__(self, manner):
        self.manner = manner

    def prepare(self, text, stop=None):
        pass

    def say(self, text, stop=None):
        type(self).said += (text,)
        return Spoken("espeak-ng", 0.1)

    def close(self):
        pass


@pytest.fixture
def plug(monkeypatch):
    """Plug in a microphone that gives these blocks."""

    def plugged(blocks=None, **options):
        kind = Sounds if blocks is not None else Plugged
        sounds = kind(list(BUILT_IN), blocks, **options)
        sounds.make = Said
        monkeypatch.setitem(sys.modules, "sounddevice", sounds)
        return sounds

    return plugged


@pytest.fixture
def rehearse(monkeypatch, tmp_path, capfd, plug):
    """Run the command in an empty folder; the recogniser has decided what it hears."""
    monkeypatch.setenv("VOICECOACH_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(session, "open_engine", lambda *_: ScriptedEngine([TEXT * 2]))
    monkeypatch.setattr(session, "find", lambda name: name)
    monkeypatch.setattr(session, "load", lambda model: model)
    monkeypatch.setattr(speak, "Speaker", Voice)
    monkeypatch.setattr(Voice, "said", ())
    monkeypatch.setattr(keys, "there", lambda: False)
    plug()

    def run(*arguments, command="rehearse"):
        capfd.readouterr()
        code = main([command, *map(str, arguments)])
        shown = capfd.readouterr()
        return SimpleNamespace(code=code, out=shown.out, err=shown.err)

    return run


class Typist:
    """Presses these keys, one each time somebody waits for one long enough."""

    def __init__(self, typed):
        self._typed = list(typed)

    def poll(self, seconds):
        if seconds < 0.04:  # the voice speaks: let it
            return None
        return self._typed.pop(0) if self._typed else "q"


def stand_in():
    """Put the recogniser and the microphone in place for a process of their own."""
    session.open_engine = lambda *_: ScriptedEngine([TEXT * 2])
    session.find = session.load = lambda name: name
    speak.Speaker = Voice
    sys.modules["sounddevice"] = plugged = Plugged(BUILT_IN)
    plugged.make = Said


if __name__ == "__main__":
    stand_in()
    sys.exit(main())
