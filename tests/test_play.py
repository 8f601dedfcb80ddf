import subprocess
import sys
import threading
import time
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest

from tests.pulse import RATE
from voicecoach import play
from voicecoach.errors import DeviceError

BLOCK = 256


class PortAudioError(Exception):
    pass


class CallbackAbort(Exception):  # noqa: N818  (sounddevice's own name)
    pass


class Speakers(ModuleType):
    """Stands in for sounddevice: devices in real time, and what was played on them.

    ``takes`` holds the (rate, channels) that are not refused, ``pulled`` is the number
    of blocks after which the device is gone, ``deaf`` one that never asks for sound.
    """

    PortAudioError, CallbackAbort = PortAudioError, CallbackAbort

    def __init__(
        self, *names, takes=None, pulled=None, deaf=False, usual=0, error=None
    ):
        super().__init__("sounddevice")
        self.names, self.takes, self.pulled, self.deaf = names, takes, pulled, deaf
        self.error = error
        self.default = SimpleNamespace(device=(-1, usual))
        self.opened, self.blocks, self.closed = [], [], 0

    def query_devices(self):
        if self.error:
            raise PortAudioError(self.error, -10000)
        return [
            {
                "index": i,
                "name": name,
                "default_samplerate": 48_000.0,
                "max_output_channels": 0 if name == "mic" else 2,
            }
            for i, name in enumerate(self.names)
        ]

    def OutputStream(self, **given):  # noqa: N802  (sounddevice's own name)
        return Stream(self, **given)

    @property
    def played(self):
        return np.concatenate(self.blocks)


class Stream:
    latency = 0.05

    def __init__(
        self, owner, samplerate, channels, dtype, device, callback, finished_callback
    ):
        if owner.takes is not None and (samplerate, channels) not in owner.takes:
            raise PortAudioError("Invalid sample rate", -9997)
        assert dtype == "float32"
        owner.opened.append((samplerate, channels, device))
        self.owner, self.rate, self.channels = owner, samplerate, channels
        self.callback, self.ended = callback, finished_callback
        self.over = threading.Event()

    @property
    def time(self):
        return time.monotonic()

    def start(self):
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        while not self.over.is_set() and not self.owner.deaf:
            if self.owner.pulled == len(self.owner.blocks):
                break
            block = np.full((BLOCK, self.channels), np.nan, np.float32)
            moment = SimpleNamespace(outputBufferDacTime=self.time + self.latency)
            try:
                self.callback(block, BLOCK, moment, None)
            except CallbackAbort:
                break
            self.owner.blocks.append(block)
            time.sleep(BLOCK / self.rate)
        if not self.owner.deaf:
            self.ended()

    def abort(self, ignore_errors):
        self.over.set()

    def close(self, ignore_errors):
        self.owner.closed += 1


@pytest.fixture
def speakers(monkeypatch):
    def install(*names, **given):
        stand_in = Speakers(*(names or ("Built-in",)), **given)
        monkeypatch.setitem(sys.modules, "sounddevice", stand_in)
        return stand_in

    return install


def ramp(seconds=0.1, rate=16_000):
    return np.linspace(0.1, 0.9, round(seconds * rate), dtype=np.float32)


def test_every_sample_is_played_once_in_order_and_silence_follows(speakers):
    device = speakers()
    started = time.monotonic()
    assert play.play(ramp(), 16_000) is True
    took = time.monotonic() - started
    heard = device.played[:, 0]
    first = np.flatnonzero(heard)[0]
    assert np.array_equal(heard[first : first + 1600], ramp())
    assert not heard[:first].any()
    assert not heard[first + 1600 :].any()
    assert took >= 0.1 + Stream.latency
    assert device.closed == 1


def test_what_is_beyond_full_scale_is_cut_off(speakers):
    device = speakers()
    play.play(np.array([3.0, -3.0] * 50, np.float32), 16_000)
    assert device.played.max() == 1
    assert device.played.min() == -1


@pytest.mark.parametrize(
    ("takes", "opened"),
    [
        ({(16_000, 2)}, (16_000, 2, 0)),
        ({(48_000, 1), (48_000, 2)}, (48_000, 1, 0)),
        ({(48_000, 2)}, (48_000, 2, 0)),
    ],
)
def test_a_refused_format_is_replaced_by_one_that_is_taken(speakers, takes, opened):
    device = speakers(takes=takes)
    assert play.play(ramp(), 16_000)
    assert device.opened == [opened]
    loud = np.flatnonzero(device.played[:, -1] > 0.05)
    assert (loud[-1] - loud[0]) / opened[0] == pytest.approx(0.1, abs=0.01)


def test_a_device_that_takes_no_format_says_so(speakers):
    speakers("Speakers", takes=())
    with pytest.raises(DeviceError, match=r"Speakers cannot be opened \(Invalid") as it:
        play.play(ramp(), 16_000)
    assert it.value.remedy


def test_stop_ends_the_sound_within_200_ms(speakers):
    device = speakers()
    stop = threading.Event()
    timer = threading.Timer(0.1, stop.set)
    timer.start()
    started = time.monotonic()
    assert play.play(ramp(5), 16_000, stop=stop) is False
    assert time.monotonic() - started < 0.3
    assert device.closed == 1


def test_nothing_is_played_when_it_was_stopped_before(speakers):
    device = speakers()
    stop = threading.Event()
    stop.set()
    assert play.play(ramp(), 16_000, stop=stop) is False
    assert device.opened == []


def test_no_sound_is_over_at_once(speakers):
    assert play.play(ramp(0), 16_000) is True


def test_a_device_that_is_pulled_while_it_plays_is_told_with_a_remedy(speakers):
    speakers(pulled=4)
    with pytest.raises(DeviceError, match="may have been unplugged") as it:
        play.play(ramp(5), 16_000)
    assert it.value.remedy == play.remedy()


def test_a_device_that_never_asks_for_sound_does_not_hold_us_up(speakers, monkeypatch):
    monkeypatch.setattr("voicecoach.play.stream.PATIENCE", 0.2)
    speakers(deaf=True)
    with pytest.raises(DeviceError, match="took no sound"):
        play.play(ramp(), 16_000)


@pytest.mark.parametrize(
    ("device", "number"),
    [
        (None, 2),
        (1, 1),
        ("1", 1),
        ("USB Headset", 1),
        ("head", 1),
        ("HEAD", 1),
        ("speakers", 2),
    ],
)
def test_a_device_is_chosen_by_number_name_or_a_part_of_it(speakers, device, number):
    names = ("mic", "USB Headset", "Speakers", "Speakers 2")
    found = speakers(*names, usual=2)
    play.play(ramp(0.01), 16_000, device=device)
    assert found.opened[0][2] == number


@pytest.mark.parametrize("device", [0, "mic", "", "Sonos"])
def test_a_device_that_cannot_play_is_told_with_those_that_can(speakers, device):
    speakers("mic", "Headset", usual=1)
    with pytest.raises(DeviceError, match="no loudspeaker called") as it:
        play.play(ramp(), 16_000, device=device)
    assert "1 Headset" in it.value.remedy


def test_a_computer_without_devices_gets_the_remedy_of_its_system(
    speakers, monkeypatch
):
    speakers("mic", usual=-1)
    for system, word in (
        ("linux", "pipewire-alsa"),
        ("darwin", "System Settings"),
        ("win32", "Settings, System, Sound"),
    ):
        monkeypatch.setattr(sys, "platform", system)
        with pytest.raises(DeviceError, match="There is no loudspeaker") as it:
            play.play(ramp(), 16_000)
        assert word in it.value.remedy


def test_a_sound_system_that_fails_is_a_device_error(speakers):
    speakers(error="Host error")
    with pytest.raises(DeviceError, match="Host error"):
        play.outputs()


def test_a_missing_portaudio_names_the_package(monkeypatch, tmp_path):
    (tmp_path / "sounddevice.py").write_text("raise OSError('not found')")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(DeviceError, match="PortAudio") as it:
        play.outputs()
    assert "libportaudio2" in it.value.remedy


# -- on a sound card -------------------------------------------------------------------

CHILD = """
import sys, threading, time
import numpy as np
from voicecoach.errors import DeviceError
from voicecoach.play import play

seconds, limit = map(float, sys.argv[1:])
stop, stopped = threading.Event(), []
def end():
    stopped.append(time.monotonic())
    stop.set()
if limit:
    threading.Timer(limit, end).start()
time_axis = np.arange(round(22_050 * seconds)) / 22_050
tone = (0.3 * np.sin(2 * np.pi * 440 * time_axis)).astype(np.float32)
try:
    whole = play(tone, 22_050, stop=stop)
except DeviceError as error:
    whole = error.problem
print(whole, time.monotonic(), *stopped, sep="\\t")
"""


def child(card, seconds, limit=0.0):
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(seconds), str(limit)],
        env=card.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def finished(process):
    out, _ = process.communicate(timeout=60)
    return out.strip().split("\t")


def loud(samples):
    return np.flatnonzero(np.abs(samples.astype(int)) > 2000)


@pytest.mark.slow
def test_it_returns_when_the_sound_has_ended(sound_card):
    with sound_card.listening() as heard:
        whole, returned = finished(child(sound_card, 1.0))
        time.sleep(0.3)
    sounding = loud(heard.samples)
    after = float(returned) - heard.when(sounding[-1])
    assert whole == "True"
    assert (sounding[-1] - sounding[0]) / RATE == pytest.approx(1.0, abs=0.03)
    assert -0.01 <= after < 0.15


@pytest.mark.slow
def test_stop_silences_the_card_within_200_ms(sound_card):
    with sound_card.listening() as heard:
        whole, returned, stopped = finished(child(sound_card, 5.0, limit=0.8))
        time.sleep(0.3)
    assert whole == "False"
    assert float(returned) - float(stopped) < 0.2
    assert heard.when(loud(heard.samples)[-1]) - float(stopped) < 0.2


@pytest.mark.slow
def test_a_card_that_is_pulled_is_noticed(sound_card):
    with sound_card.listening() as heard:
        process = child(sound_card, 20.0)
        limit = time.monotonic() + 30
        while not len(loud(heard.samples)) and time.monotonic() < limit:
            time.sleep(0.05)
    sound_card.remove_source()
    assert "may have been unplugged" in finished(process)[0]
