"""The tests' own sound card: what is played into it is heard."""

import subprocess
import sys
import wave

import numpy as np
import pytest

from tests.pulse import RATE


@pytest.fixture
def tone(tmp_path):
    path = tmp_path / "tone.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        wave_form = 8000 * np.sin(np.arange(RATE // 2) * 2 * np.pi * 440 / RATE)
        file.writeframes(wave_form.astype("<i2").tobytes())
    return path


@pytest.mark.slow
def test_the_microphone_hears_what_is_played(sound_card, tone):
    with sound_card.listening() as heard:
        sound_card.play(tone)
    loud = np.flatnonzero(np.abs(heard.samples) > 4000)
    assert 0.45 < (loud[-1] - loud[0]) / RATE < 0.55
    assert len(sound_card.record(0.2)) == round(0.2 * RATE)


@pytest.mark.slow
def test_portaudio_finds_the_card_until_it_is_pulled(sound_card):
    record = "sounddevice.rec(4800, 48000, 1, blocking=True)"
    code = f"import sounddevice; print({record}.shape)"

    def child():
        return subprocess.run(
            [sys.executable, "-c", code],
            env=sound_card.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    assert child().stdout == "(4800, 1)\n"
    sound_card.remove_source()
    assert child().returncode != 0
