"""Every fault of a microphone is told with its remedy, and no fault costs a sample."""

import sys
import threading
import time
import wave
from contextlib import ExitStack
from functools import partial

import numpy as np
import pytest

from tests.microphone.fake_sounds import Sounds, device
from voicecoach.errors import DeviceError, OutputError
from voicecoach.microphone import Microphone, listening, microphones, remedies
from voicecoach.takes import Take, left_behind

SYSTEMS = ("linux", "darwin", "win32")
TABLES = [
    value
    for name, value in vars(remedies).items()
    if name.isupper() and isinstance(value, dict)
]


@pytest.fixture
def sounds(monkeypatch):
    def stand_in(*arguments, **options):
        fake = Sounds(*arguments, **options)
        monkeypatch.setitem(sys.modules, "sounddevice", fake)
        return fake

    return stand_in


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(listening, "POLL", 0.01)
    monkeypatch.setattr(listening, "STALLED", 0.1)
    monkeypatch.setattr(listening, "WAKING", 0.3)


def samples(path):
    with wave.open(str(path)) as file:
        return file.getframerate(), np.frombuffer(file.readframes(10**9), "<i2")


def blocks(*values, size=480):
    return [np.full(size, value, np.int16) for value in values]


@pytest.fixture
def begin(tmp_path):
    with ExitStack() as stack:
        yield lambda rate=48_000: stack.enter_context(
            Take.begin(tmp_path, "answer", rate, about={"question": "Why?"})
        )


@pytest.fixture
def record(begin):
    return partial(listened, begin)


def listened(begin, hear=None, device=None, faults=None):
    """Listen until all blocks of the stand-in were handed on."""
    microphone = Microphone(device)
    take, handed_on = begin(microphone.rate), []

    def count(block, rate):
        handed_on.append(block)
        if hear:
            hear(block, rate)

    with microphone.listen(take, count) as now:
        while len(handed_on) < len(sys.modules["sounddevice"].blocks):
            if now.wait(0.001) or (hear and handed_on):
                break
        if faults is not None:
            faults.extend(now.faults())
    return take


# -- which one, and how ----------------------------------------------------------------


def test_the_systems_choice_is_listened_to_at_its_own_rate(sounds, record):
    fake = sounds([device(0, "A"), device(3, "B", rate=44_100.0)], blocks(1), usual=3)
    take = record()
    assert (fake.opened["device"], fake.opened["samplerate"]) == (3, 44_100)
    assert samples(take.close())[0] == 44_100


def test_a_device_that_refuses_its_own_rate_and_16_khz_is_asked_for_others(sounds):
    sounds(takes=lambda rate, channels: rate == 44_100)
    assert Microphone().rate == 44_100


def test_a_device_that_gives_only_two_channels_is_heard_on_the_first(sounds, record):
    fake = sounds(
        [device(0, "Interface", inputs=2)],
        blocks(7, 8),
        takes=lambda rate, channels: channels == 2,
    )
    rate, heard = samples(record().close())
    assert fake.opened["channels"] == 2
    assert (rate, heard.tolist()) == (48_000, [7] * 480 + [8] * 480)


@pytest.mark.parametrize("wanted", [4, "4", "usb", "USB Microphone"])
def test_a_microphone_is_found_by_number_or_part_of_its_name(sounds, wanted):
    sounds([device(0, "Built-in"), device(1, "USB"), device(4, "USB Microphone")])
    if wanted == "usb":
        wanted = "usb m"
    assert Microphone(wanted).name == "USB Microphone"


def test_a_device_that_windows_lists_thrice_is_one(sounds):
    sounds([device(i, "Headset", host=i) for i in range(3)], usual=1)
    assert Microphone("head")._input.number == 1


def test_loudspeakers_are_not_listed(sounds):
    sounds([device(0, "Speaker", inputs=0), device(1, "Mic")], usual=1)
    assert [(each.number, each.usual) for each in microphones()] == [(1, True)]


@pytest.mark.parametrize(
    ("options", "wanted", "problem", "remedy"),
    [
        ({"devices": []}, None, "There is no microphone.", remedies.NO_DEVICE),
        ({"broken": "no host"}, None, "cannot be asked", remedies.NO_DEVICE),
        ({"takes": lambda *_: False}, None, "Invalid sample rate", remedies.BUSY),
        ({}, "usb", "no microphone usb", "Choose one of these: 0 Built-in."),
        ({}, 7, "no microphone 7", "Choose one of these: 0 Built-in."),
        (
            {"devices": [device(0, "USB a"), device(1, "USB b")]},
            "usb",
            "Several microphones are called usb",
            "0 USB a, 1 USB b",
        ),
    ],
)
@pytest.mark.parametrize("system", SYSTEMS)
def test_what_cannot_be_opened_is_told_with_the_remedy_of_the_system(
    sounds, monkeypatch, system, options, wanted, problem, remedy
):
    sounds(**options)
    monkeypatch.setattr(sys, "platform", system)
    with pytest.raises(DeviceError) as caught:
        Microphone(wanted)
    assert problem in caught.value.problem
    assert (remedy[system] if isinstance(remedy, dict) else remedy) in str(caught.value)


def test_a_device_that_another_program_has_is_told(tmp_path, sounds, record):
    sounds(busy="Device unavailable [PaErrorCode -9985]")
    with pytest.raises(DeviceError, match="Built-in cannot be opened") as caught:
        record()
    assert "Close other programs" in caught.value.remedy
    assert left_behind(tmp_path) == ()


def test_a_missing_portaudio_names_the_package(tmp_path, monkeypatch):
    (tmp_path / "sounddevice.py").write_text(
        "raise OSError('PortAudio library not found')", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(DeviceError, match="PortAudio library is missing") as caught:
        Microphone()
    assert "apt install libportaudio2" in caught.value.remedy


@pytest.mark.parametrize("table", TABLES)
def test_every_remedy_is_there_for_every_system(table):
    assert set(table) == set(SYSTEMS)
    assert len(set(table.values())) == len(SYSTEMS)


# -- while it listens ------------------------------------------------------------------


def test_every_block_is_in_the_take_and_then_heard(sounds, record):
    sounds(blocks=blocks(*range(1, 200)))
    heard = []
    take = record(lambda block, rate: heard.append((block, rate)))
    _, kept = samples(take.close())
    assert kept.tolist() == np.repeat(np.arange(1, 200), 480).tolist()
    assert (np.concatenate([block for block, _ in heard]) == kept).all()
    assert {rate for _, rate in heard} == {48_000}


def test_a_listener_that_is_slow_keeps_no_sound_from_the_disk(sounds, begin):
    sounds(blocks=blocks(1, 2, 3))
    microphone, go_on = Microphone(), threading.Event()
    take = begin(microphone.rate)
    with microphone.listen(take, lambda *_: go_on.wait(10)) as now:
        limit = time.monotonic() + 5
        while now.seconds < 0.03 and time.monotonic() < limit:
            now.wait(0.001)
        assert now.seconds == 0.03
        go_on.set()


def test_what_a_listener_raises_ends_no_recording_and_is_told_after_it(
    tmp_path, sounds, record
):
    sounds(blocks=blocks(1, 2, 3))

    def hear(block, rate):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        record(hear)
    assert len(samples(tmp_path / "answer.wav")[1]) == 3 * 480


def test_a_device_that_gives_no_more_is_gone_and_what_was_said_is_kept(sounds, begin):
    sounds(blocks=blocks(5, 6))
    microphone = Microphone()
    take = begin(microphone.rate)
    with (  # noqa: PT012  (the error comes at the end of the body)
        pytest.raises(DeviceError, match="Built-in is gone") as caught,
        microphone.listen(take) as now,
    ):
        assert now.wait(10)
        assert isinstance(now.failure, DeviceError)
    assert caught.value.remedy == remedies.GONE
    with pytest.raises(ValueError, match="closed"):  # finished
        take.write(np.zeros(1, np.int16))
    assert len(samples(take.close())[1]) == 960


def test_a_device_that_never_gives_anything_is_told(sounds, begin):
    sounds()
    microphone = Microphone()
    take = begin(microphone.rate)
    with (
        pytest.raises(DeviceError, match="gives no sound"),
        microphone.listen(take) as now,
    ):
        now.wait(10)


def test_a_disk_that_is_full_ends_it_at_once_and_is_told(sounds, monkeypatch, begin):
    sounds(blocks=blocks(1, 2, 3))
    microphone = Microphone()
    take = begin(microphone.rate)

    def full(block):
        raise OutputError("The disk is full.", "Make room.")

    monkeypatch.setattr(take, "write", full)
    with pytest.raises(OutputError, match="full"), microphone.listen(take) as now:
        assert now.wait(10)


def test_an_end_in_the_middle_keeps_the_take_for_later(tmp_path, sounds, begin):
    sounds(blocks=blocks(1, 2))
    microphone = Microphone()
    take = begin(microphone.rate)
    with pytest.raises(KeyboardInterrupt), microphone.listen(take):
        raise KeyboardInterrupt
    take.leave()
    (left,) = left_behind(tmp_path)
    assert (left.seconds, left.about) == (0.02, {"question": "Why?"})


@pytest.mark.parametrize(
    ("given", "kinds", "remedy"),
    [
        (blocks(*[0] * 201), ["zeros"], remedies.ZEROS),
        (blocks(*[0] * 100), [], None),
        (blocks(*[0] * 201, 5), [], None),
        ([np.tile([3, -3], 12_000).astype(np.int16)] * 21, ["quiet"], remedies.QUIET),
        (blocks(9_000, -32_768, 5), ["clipping"], remedies.CLIPPING),
        ([np.array([1, 32_767, 1] * 50, np.int16)], [], None),
        ([*blocks(900), *[(b,) for b in blocks(900, 900)]], ["lost"], None),
        (blocks(9_000, 5, -9_000), [], None),
    ],
    ids="muted short-zeros unmuted quiet clipping peaks overflow good".split(),
)
def test_what_spoils_a_recording_is_told_while_it_goes_on(
    sounds, given, kinds, remedy, record
):
    sounds(blocks=given)
    faults = []
    record(faults=faults)
    assert [fault.kind for fault in faults] == kinds
    for fault in faults:
        assert fault.problem.startswith("Built-in ")
        assert fault.remedy == (remedy or {}).get(sys.platform, remedies.LOST)


def test_the_level_is_that_of_the_last_tenth_of_a_second(begin, sounds):
    sounds(blocks=blocks(*[20_000] * 20, *[3_277] * 10))
    microphone, handed_on = Microphone(), []
    with microphone.listen(
        begin(microphone.rate), lambda *each: handed_on.append(each)
    ) as now:
        while len(handed_on) < 30 and not now.wait(0.001):
            pass
        assert now.level.rms == pytest.approx(-20, abs=0.01)
        assert now.level.peak == pytest.approx(-20, abs=0.01)
        assert now.loudest == pytest.approx(-4.3, abs=0.1)


def test_a_take_at_another_rate_is_refused(sounds, begin):
    sounds()
    take = begin(16_000)
    with pytest.raises(ValueError, match="16000 Hz"), Microphone().listen(take):
        pass
