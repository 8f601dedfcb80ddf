import os
import shutil
import sys
import threading
import wave
from pathlib import Path

import pytest

from voicecoach.errors import DeviceError
from voicecoach.speak.engine import Order
from voicecoach.speak.manner import Voice
from voicecoach.speak.programs import Espeak, PowerShell, Say, steps
from voicecoach.speak.text import pieces

ODD = "-f /etc/passwd -w /dev/null \"quoted' $(date) `date` %PATH% $env:PATH\n<speak>"
PATH = Path("folder with spaces") / "spoken.wav"


@pytest.mark.parametrize("engine", [Espeak(), Say(), PowerShell()])
def test_the_text_is_never_an_argument_or_a_variable(engine):
    order = Order("SECRET", "Zira", 170)
    assert "SECRET" not in " ".join(engine.arguments(order, PATH))
    assert "SECRET" not in " ".join(engine.variables(order, PATH).values())


def test_voice_rate_and_file_reach_every_program():
    order = Order("text", "-f/etc/passwd", 200)
    espeak = Espeak().arguments(order, PATH)
    assert espeak[espeak.index("-v") + 1] == "-f/etc/passwd"  # a value, not an option
    assert "-s200" in espeak
    assert str(PATH) in espeak
    say = Say().arguments(order, PATH)
    assert say[say.index("-r") + 1] == "200"
    assert say[say.index("-o") + 1] == str(PATH)
    assert say[-2:] == ["-f", "-"]
    assert PowerShell().variables(order, PATH) == {
        "VOICECOACH_VOICE": "-f/etc/passwd",
        "VOICECOACH_RATE": "2",
        "VOICECOACH_WAV": str(PATH),
    }


def test_the_lists_of_voices_are_read():
    espeak = (
        "Pty Language       Age/Gender VoiceName          File                 Other\n"
        " 2  en-us           --/M      English_(America)  gmw/en-US (en 3)\n"
        "broken\n"
    )
    assert Espeak().parsed(espeak.splitlines()) == [
        Voice("English (America)", "espeak-ng", "en-us", "en-us")
    ]
    say = "Bad News            en_US    # Hello!\nAnna   de_DE # Hallo\n\n"
    assert Say().parsed(say.splitlines()) == [
        Voice("Bad News", "say", "Bad News", "en_US"),
        Voice("Anna", "say", "Anna", "de_DE"),
    ]
    windows = "en-US Microsoft Zira Desktop\n\n"
    zira = "Microsoft Zira Desktop"
    assert PowerShell().parsed(windows.splitlines()) == [
        Voice(zira, "powershell", zira, "en-US")
    ]


def test_a_faster_rate_never_gives_a_slower_step():
    found = [steps(rate) for rate in range(80, 451)]
    assert found == sorted(found)
    assert -10 <= found[0] < 0 < found[-1] == 10


def test_a_program_of_another_system_is_not_there(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(sys, "platform", "linux")
    assert Espeak().there()
    assert not Say().there()
    assert not PowerShell().there()


def test_a_missing_program_is_not_there(monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert not Espeak().there()
    with pytest.raises(DeviceError, match="espeak-ng cannot be started"):
        Espeak().make(Order("Hello", None, 170), threading.Event())


@pytest.fixture
def imitation(tmp_path, monkeypatch):
    """Put a program called espeak-ng on the path that does what a script says."""
    if os.name != "posix":
        pytest.skip("needs scripts that can be run")

    def install(script):
        program = tmp_path / "espeak-ng"
        program.write_text(f"#!{sys.executable}\nimport sys\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))

    return install


EMPTY = """
import wave
with wave.open(sys.argv[sys.argv.index("-w") + 1], "wb") as file:
    file.setparams((1, 2, 22050, 0, "NONE", ""))
    file.writeframes(bytes({count}))
"""


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("", "wrote no sound"),
        (EMPTY.format(count=0), "wrote an empty sound"),
        (EMPTY.format(count=44_100), "wrote an empty sound"),
        ("open(sys.argv[5], 'w').write('no sound')", "wrote no sound"),
        ("sys.exit('no such voice')", "no such voice"),
    ],
)
def test_a_program_that_makes_no_sound_has_failed(imitation, script, said):
    imitation(script)
    with pytest.raises(DeviceError, match=said) as it:
        Espeak().make(Order("Hello", None, 170), threading.Event())
    assert it.value.remedy


needs_espeak = pytest.mark.skipif(
    shutil.which("espeak-ng") is None, reason="needs espeak-ng"
)


@needs_espeak
@pytest.mark.parametrize("text", ["Hello there.", ODD, "Why? \U0001f600 " * 100])
def test_espeak_ng_speaks_any_text(text):
    for piece in pieces(text)[:2]:
        samples, rate = Espeak().make(Order(piece, None, 170), threading.Event())
        assert len(samples) / rate > 0.3
        assert abs(samples).max() > 0.05


@needs_espeak
def test_a_higher_rate_speaks_faster():
    order = [
        Order("Tell me about a time when you failed.", None, r) for r in (120, 240)
    ]
    slow, fast = (len(Espeak().make(each, threading.Event())[0]) for each in order)
    assert slow > 1.5 * fast


@needs_espeak
def test_espeak_ng_lists_english_voices_that_it_speaks_with():
    voices = Espeak().voices(threading.Event())
    assert all(voice.language.startswith("en") for voice in voices)
    american = next(voice for voice in voices if voice.language == "en-us")
    samples, _ = Espeak().make(Order("Hello", american.id, 170), threading.Event())
    usual, _ = Espeak().make(Order("Hello", None, 170), threading.Event())
    assert len(samples) != len(usual)


def test_prepared_sound_is_a_wav_file_of_16_bit():
    import io

    import numpy as np

    from voicecoach.speak import Prepared

    samples = np.array([0, 1, -1, 2, 0.5], np.float32)
    with wave.open(io.BytesIO(Prepared(samples, 8000, "say").wav())) as file:
        assert (file.getframerate(), file.getnchannels()) == (8000, 1)
        heard = np.frombuffer(file.readframes(9), "<i2")
    assert heard.tolist() == [0, 32767, -32767, 32767, 16384]
