"""A real PortAudio listens to a real sound server, and things go wrong as they do."""

import signal
import subprocess
import sys
import time
import wave
from pathlib import Path

import numpy as np
import pytest
import soxr

from tests.pulse import RATE
from voicecoach import audio
from voicecoach.takes import left_behind

ROOT = Path(__file__).parents[2]
SPOKEN = ROOT / "samples" / "team-weak.wav"
SECONDS = 4

pytestmark = pytest.mark.slow

LISTEN = """
import sys, time
from pathlib import Path
import numpy as np
from voicecoach.errors import VoicecoachError
from voicecoach.microphone import Microphone
from voicecoach.takes import Take

heard = []
microphone = Microphone(sys.argv[3] if len(sys.argv) > 3 else None)
about = {"question": "?"}
take = Take.begin(Path(sys.argv[1]), "answer", microphone.rate, about=about)
try:
    with microphone.listen(take, lambda *each: heard.append(each)) as now:
        while not now.seconds and not now.wait(0.01):
            pass
        print("listening", flush=True)
        now.wait(float(sys.argv[2]))
        print([fault.kind for fault in now.faults()], now.level, flush=True)
except VoicecoachError as error:
    print(type(error).__name__, error, flush=True)
handed_on = sum(len(block) for block, _ in heard)
print(handed_on == round(take.seconds * take.rate), {rate for _, rate in heard})
print(take.close(), flush=True)
"""


@pytest.fixture
def listen(sound_card, tmp_path):
    """Start a program that listens for so many seconds; give it once it does."""
    programs = []

    def start(seconds, *device):
        program = subprocess.Popen(
            [sys.executable, "-c", LISTEN, str(tmp_path), str(seconds), *device],
            cwd=ROOT,
            env=sound_card.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        programs.append(program)
        assert program.stdout.readline() == "listening\n"
        return program

    yield start
    for program in programs:
        program.kill()
        program.wait()
        program.stdout.close()


@pytest.fixture
def spoken(tmp_path):
    """Some seconds of a sample as a file for paplay, and its samples at 16 kHz."""
    samples = audio.read(SPOKEN).samples[16_000:][: SECONDS * 16_000]
    path = tmp_path / "spoken.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes((samples * 32_767).astype("<i2").tobytes())
    return path, samples


def likeness(recorded, played):
    """Correlate two sounds where they fit best; give it with the lag in seconds."""
    size = 1 << (len(recorded) + len(played)).bit_length()
    spectrum = np.fft.rfft(recorded, size) * np.conj(np.fft.rfft(played, size))
    lag = int(np.argmax(np.fft.irfft(spectrum, size)[: len(recorded)]))
    there = recorded[lag : lag + len(played)]
    both = played[: len(there)]
    return float(np.corrcoef(there, both)[0, 1]), lag / 16_000


def test_what_is_recorded_is_what_was_said(sound_card, listen, spoken, tmp_path):
    path, played = spoken
    program = listen(SECONDS + 1.5)
    sound_card.play(path)
    faults, handed_on, closed = program.stdout.read().splitlines()
    assert faults.startswith("[] Level(rms=")
    assert handed_on.startswith("True {")
    recorded = audio.read(Path(closed)).samples
    alike, _ = likeness(recorded, played)
    assert alike > 0.98
    assert left_behind(tmp_path) == ()


def test_a_program_that_is_killed_loses_less_than_half_a_second(
    sound_card, listen, spoken, tmp_path
):
    path, _ = spoken
    program = listen(60)
    with sound_card.listening() as heard:
        player = sound_card.play(path, wait=False)
        time.sleep(2.5)
        program.send_signal(signal.SIGKILL)
        killed = time.monotonic()
        program.wait()
        player.wait()
    (left,) = left_behind(tmp_path)
    assert left.about == {"question": "?"}
    recorded = audio.read(left.adopt()).samples
    # Where in what the card gave does the take end, and when was that?
    card = soxr.resample(heard.samples / 32_768, RATE, 16_000)
    ending = recorded[-16_000:]
    alike, start = likeness(card, ending)
    assert alike > 0.95
    assert killed - heard.when(round((start + 1) * RATE)) <= 0.5


def test_a_microphone_that_is_pulled_ends_it_with_all_that_was_said(
    sound_card, listen, spoken
):
    path, played = spoken
    program = listen(60)
    player = sound_card.play(path, wait=False)
    time.sleep(3)
    sound_card.remove_source()
    pulled = time.monotonic()
    player.wait()
    lines = program.stdout.read().splitlines()
    assert time.monotonic() - pulled < 10
    sound_card.plug_in()
    error = next(line for line in lines if line.startswith("DeviceError"))
    assert "is gone" in error
    assert "Plug it in again" in error
    recorded = audio.read(Path(lines[-1])).samples
    assert likeness(recorded, played[: 2 * 16_000])[0] > 0.95


def test_a_muted_microphone_is_told_of_while_it_records(sound_card, listen):
    def mute(on):
        words = ["pactl", "set-source-mute", "@DEFAULT_SOURCE@", on]
        subprocess.run(words, env=sound_card.environment, check=True)

    mute("1")
    try:
        faults = listen(2.5).stdout.readline()
    finally:
        mute("0")
    assert faults == "['zeros'] Level(rms=-inf, peak=-inf)\n"


def test_a_microphone_by_a_part_of_its_name_is_listened_to(listen):
    program = listen(0.5, "PUL")
    assert program.stdout.read().splitlines()[-1].endswith("answer.wav")
