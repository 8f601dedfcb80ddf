import os
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from tests.microphone.fake_sounds import Sounds as Microphones
from voicecoach import doctor, play, speak, weights
from voicecoach.doctor import Check
from voicecoach.errors import DeviceError, ModelError
from voicecoach.microphone import remedies
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


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_what_others_could_read_is_a_warning_with_its_remedy(tmp_path):
    home = tmp_path / "what I keep"
    assert list(doctor.permissions(home)) == []  # there is nothing yet
    home.mkdir(mode=0o755)
    (check,) = doctor.permissions(home)
    assert check.status == "warn"
    subprocess.run(check.remedy.removeprefix("Run: "), shell=True, check=True)
    (check,) = doctor.permissions(home)
    assert (check.status, check.remedy) == ("ok", None)


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


def two_seconds(*values):
    return [np.full(4_800, value, np.int16) for value in values] * 22


@pytest.mark.parametrize(
    ("blocks", "status", "seen", "remedy"),
    [
        (two_seconds(1_000), "ok", "as loud as speech (-30 dBFS)", None),
        (two_seconds(100), "ok", "quiet, as a room where nobody speaks", None),
        (two_seconds(10), "ok", "very quiet", None),
        (two_seconds(2), "warn", "it hears hardly anything", remedies.QUIET),
        (two_seconds(0), "warn", "it gives nothing but zeros", remedies.ZEROS),
        (two_seconds(32_767), "warn", "very loud", remedies.CLIPPING),
    ],
    ids="speech quiet silent deaf muted clipping".split(),
)
@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_a_microphone_is_told_by_what_it_hears(
    monkeypatch, tmp_path, blocks, status, seen, remedy, system
):
    monkeypatch.setitem(sys.modules, "sounddevice", Microphones(blocks=blocks))
    monkeypatch.setattr(remedies, "sys", SimpleNamespace(platform=system))
    check = doctor._microphone(tmp_path)
    assert check.status == status
    assert check.seen.startswith("Built-in, 48000 Hz; heard: ")
    assert seen in check.seen
    assert check.remedy == (remedy[system] if remedy else None)
    assert list(tmp_path.iterdir()) == []  # thrown away


@pytest.mark.parametrize(
    ("options", "seen", "remedy"),
    [
        ({"devices": []}, "no microphone", remedies.NO_DEVICE),
        ({"busy": "unavailable"}, "cannot be opened (unavailable)", remedies.BUSY),
        ({"blocks": []}, "gives no sound", remedies.BUSY),
    ],
)
def test_a_microphone_that_cannot_be_used_fails_and_says_what_to_do(
    monkeypatch, tmp_path, options, seen, remedy
):
    monkeypatch.setitem(sys.modules, "sounddevice", Microphones(**options))
    monkeypatch.setattr("voicecoach.microphone.listening.WAKING", 0.2)
    check = doctor._microphone(tmp_path)
    assert (check.status, check.area) == ("fail", "device")
    assert seen in check.seen
    assert check.remedy == remedies.of_system(remedy)
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_written_the_microphone_is_not_to_blame(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "sounddevice", Microphones())
        check = doctor._microphone(tmp_path / "file")
    assert "could not be written" in check.seen
    assert "Make room" in check.remedy


HEAR = """
from voicecoach import doctor
if __name__ == "__main__":
    (check,) = doctor.microphone_that_hears()
    print(check.status, check.seen, check.remedy)
"""


@pytest.mark.slow
def test_a_real_microphone_is_listened_to_until_it_is_muted_or_pulled(
    sound_card, tmp_path
):
    script = tmp_path / "hear.py"
    script.write_text(HEAR, encoding="utf-8")
    environment = {
        **sound_card.environment,
        "PYTHONPATH": str(Path(__file__).parents[1]),
        "TMPDIR": str(tmp_path),
    }

    def hear():
        command = [sys.executable, str(script)]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, check=True
        ).stdout

    def card(*words):
        subprocess.run(["pactl", *words], env=environment, check=True)

    player = subprocess.Popen(
        ["paplay", "--raw", "--rate=8000", "--channels=1", "/dev/urandom"],
        env=environment,
    )
    try:
        card("set-sink-volume", "@DEFAULT_SINK@", "30%")
        assert hear().startswith("ok default, ")
        card("set-source-mute", "@DEFAULT_SOURCE@", "1")
        muted = hear()
        assert muted.startswith("warn ")
        assert "pactl set-source-mute" in muted
    finally:
        card("set-source-mute", "@DEFAULT_SOURCE@", "0")
        card("set-sink-volume", "@DEFAULT_SINK@", "100%")
        player.kill()
        player.wait()
    sound_card.remove_source()
    assert hear().startswith("fail ")
    sound_card.plug_in()
    assert list(tmp_path.iterdir()) == [script]


def test_a_missing_portaudio_names_the_package(monkeypatch, tmp_path):
    (tmp_path / "sounddevice.py").write_text(
        "raise OSError('PortAudio library not found')", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    check = doctor._microphone(tmp_path)
    assert check.status == "fail"
    assert "libportaudio2" in check.remedy


SPEAKERS = (
    Output(0, "HDMI", 48_000, 2, usual=False),
    Output(1, "Built-in", 44_100, 2, usual=True),
)


def test_a_loudspeaker_that_plays_is_named(monkeypatch):
    played = []
    monkeypatch.setattr(play, "outputs", lambda: SPEAKERS)
    monkeypatch.setattr(play, "find", lambda device: SPEAKERS[device or 1])
    monkeypatch.setattr(play, "play", lambda *given, device: played.append(given))
    check = doctor._loudspeaker()
    assert (check.status, check.seen) == ("ok", "Built-in, 44100 Hz (1 others)")
    assert not played[0][0].any()


def test_a_loudspeaker_that_fails_gives_the_remedy_of_the_error(monkeypatch):
    def gone(samples, rate, device):
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

    def __call__(self, manner):
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


@pytest.mark.parametrize(
    ("text", "asked", "faults"),
    [
        ('microphone = "Headset"\nloudspeaker = "2"\n', ["Headset", 2], 0),
        ('microphone = "', [None, None], 1),
    ],
)
def test_the_devices_that_the_settings_name_are_tried(
    monkeypatch, tmp_path, text, asked, faults
):
    tried = []
    monkeypatch.setenv("VOICECOACH_HOME", str(tmp_path))
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    for name in ("models", "permissions"):
        monkeypatch.setattr(doctor, name, lambda *_: iter(()))
    monkeypatch.setattr(doctor, "grammar", doctor.python)
    monkeypatch.setattr(doctor, "voice", lambda _: doctor.python())
    monkeypatch.setattr(doctor, "in_child", lambda name, probe: tried.append(probe))
    checks = list(doctor.examine(tmp_path))
    _graphics, microphone, loudspeaker = tried
    assert [microphone.args[1], *loudspeaker.args] == asked
    failed = [check for check in checks if check and check.status == "fail"]
    assert [check.name for check in failed] == ["settings"] * faults
    assert all("settings.toml" in check.seen and check.remedy for check in failed)


@pytest.mark.slow
def test_a_whole_examination_names_every_check_once(tmp_path):
    checks = list(doctor.examine(tmp_path))
    names = [check.name for check in checks]
    assert len(names) == len(set(names))
    assert {"Python", "model base", "grammar", "microphone", "voice"} <= set(names)
    assert all(check.remedy for check in checks if check.status != "ok")
