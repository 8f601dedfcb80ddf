import os
import sys
import time
from pathlib import Path
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest

from voicecoach import doctor, play, speak, weights
from voicecoach.doctor import Check
from voicecoach.errors import DeviceError, ModelError
from voicecoach.play import Output
from voicecoach.speak import Prepared, Problem


def test_this_python_will_do():
    assert doctor.python().status == "ok"


def test_an_old_python_fails_with_a_remedy(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 1, "final", 0))
    check = doctor.python()
    assert (check.status, check.area) == ("fail", "system")
    assert "3.11" in check.remedy


def test_a_damaged_model_fails_with_the_remedy_of_the_error(monkeypatch):
    def verify(name):
        raise ModelError(f"The model {name} is damaged.", "Install it again.")

    monkeypatch.setattr(weights, "verify", verify)
    check = doctor.model("base")
    assert check == Check(
        "model base", "model", "fail", "The model base is damaged.", "Install it again."
    )


# -- folders ---------------------------------------------------------------------------


def test_a_folder_that_can_be_written_is_fine_and_stays_empty(tmp_path):
    assert doctor.folder("reports", tmp_path).status == "ok"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_yet_is_not_made(tmp_path):
    assert doctor.folder("reports", tmp_path / "a/b").status == "ok"
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize(
    ("free", "status"), [(5_000_000_000, "ok"), (500_000_000, "warn"), (1000, "fail")]
)
def test_little_room_warns_and_none_fails(tmp_path, monkeypatch, free, status):
    usage = SimpleNamespace(free=free)
    monkeypatch.setattr("voicecoach.doctor.shutil.disk_usage", lambda _: usage)
    check = doctor.folder("reports", tmp_path)
    assert check.status == status
    assert (check.remedy is None) == (status == "ok")


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a read-only place")
def test_a_folder_that_cannot_be_written_fails():
    check = doctor.folder("reports", Path("/proc/self"))
    assert (check.status, check.area) == ("fail", "system")
    assert "cannot be written" in check.seen


# -- devices, each in a process of its own ---------------------------------------------


def fine():
    return Check("voice", "device", "ok", "here")


def hangs():
    time.sleep(60)


def crashes():
    os._exit(3)


def raises():
    sys.stderr.close()
    raise ZeroDivisionError


def test_a_check_in_a_child_gives_its_answer():
    assert doctor.in_child("voice", fine) == fine()


def test_a_driver_that_hangs_fails_in_time():
    started = time.monotonic()
    check = doctor.in_child("voice", hangs, patience=2)
    assert time.monotonic() - started < 10
    assert (check.name, check.status, check.area) == ("voice", "fail", "device")
    assert check.seen == "no answer within 2 s"
    assert check.remedy


@pytest.mark.parametrize(("probe", "code"), [(crashes, 3), (raises, 1)])
def test_a_driver_that_crashes_fails_and_takes_nothing_with_it(probe, code):
    check = doctor.in_child("voice", probe)
    assert (check.status, check.seen) == ("fail", f"the driver crashed (exit {code})")


class Sounds(ModuleType):
    """Stands in for sounddevice."""

    PortAudioError = type("PortAudioError", (Exception,), {})

    def __init__(self, block=None, error=None):
        super().__init__("sounddevice")
        self.block, self.error = block, error

    def query_devices(self, kind):
        if self.error:
            raise self.PortAudioError(self.error)
        return {"name": f"test {kind}", "default_samplerate": 48_000.0}

    def rec(self, frames, rate, channels, blocking):
        assert (frames, channels, blocking) == (14_400, 1, True)
        return SimpleNamespace(any=lambda: self.block)


def test_a_microphone_that_hears_is_fine(monkeypatch):
    monkeypatch.setitem(sys.modules, "sounddevice", Sounds(block=True))
    check = doctor._microphone()
    assert (check.status, check.seen) == ("ok", "test input, 48000 Hz")


def test_a_microphone_that_gives_only_zeros_is_a_warning(monkeypatch):
    monkeypatch.setitem(sys.modules, "sounddevice", Sounds(block=False))
    check = doctor._microphone()
    assert check.status == "warn"
    assert "zeros" in check.seen
    assert "Unmute" in check.remedy


def test_no_microphone_fails_and_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "sounddevice", Sounds(error="no device"))
    check = doctor._microphone()
    assert check.status == "fail"
    assert "no device" in check.seen
    assert "Plug one in" in check.remedy


def test_a_missing_portaudio_names_the_package(monkeypatch, tmp_path):
    (tmp_path / "sounddevice.py").write_text(
        "raise OSError('PortAudio library not found')", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    check = doctor._microphone()
    assert check.status == "fail"
    assert "libportaudio2" in check.remedy


SPEAKERS = (
    Output(0, "HDMI", 48_000, 2, usual=False),
    Output(1, "Built-in", 44_100, 2, usual=True),
)


def test_a_loudspeaker_that_plays_is_named(monkeypatch):
    played = []
    monkeypatch.setattr(play, "outputs", lambda: SPEAKERS)
    monkeypatch.setattr(play, "play", lambda samples, rate: played.append(samples))
    check = doctor._loudspeaker()
    assert (check.status, check.seen) == ("ok", "Built-in, 44100 Hz (1 others)")
    assert not played[0].any()


def test_a_loudspeaker_that_fails_gives_the_remedy_of_the_error(monkeypatch):
    def gone(samples, rate):
        raise DeviceError("The loudspeaker stopped.", "Plug it in.")

    monkeypatch.setattr(play, "outputs", lambda: SPEAKERS)
    monkeypatch.setattr(play, "play", gone)
    check = doctor._loudspeaker()
    assert (check.status, check.seen) == ("fail", "The loudspeaker stopped")
    assert check.remedy == "Plug it in."


class Trial:
    """Stands in for the speaker: what `prepare` gives or raises."""

    def __init__(self, outcome):
        self.outcome = outcome

    def __call__(self):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def prepare(self, text):
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


def prepared(*problems):
    return Prepared(np.ones(10, np.float32), 10, "espeak-ng", problems)


@pytest.mark.parametrize(
    ("outcome", "status", "seen"),
    [
        (prepared(), "ok", "espeak-ng speaks; 0 English voices"),
        (
            prepared(Problem("pyttsx3 hung.", "Restart.")),
            "warn",
            "espeak-ng speaks; 0 English voices. pyttsx3 hung",
        ),
        (DeviceError("No voice works.", "Install one."), "fail", "No voice works"),
    ],
)
def test_a_voice_speaks_or_its_remedy_is_there(monkeypatch, outcome, status, seen):
    monkeypatch.setattr(speak, "Speaker", Trial(outcome))
    monkeypatch.setattr(speak, "voices", tuple)
    check = doctor.voice()
    assert (check.status, check.seen) == (status, seen)
    assert (check.remedy is None) == (status == "ok")


@pytest.mark.slow
def test_a_whole_examination_names_every_check_once(tmp_path):
    checks = list(doctor.examine(tmp_path))
    names = [check.name for check in checks]
    assert len(names) == len(set(names))
    assert {"Python", "model base", "grammar", "microphone", "voice"} <= set(names)
    assert all(check.remedy for check in checks if check.status != "ok")
