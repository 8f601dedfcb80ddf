import importlib.util
import shutil
import threading
import time

import pytest

from voicecoach.errors import DeviceError
from voicecoach.speak.child import HungError
from voicecoach.speak.engine import Order
from voicecoach.speak.manner import Voice
from voicecoach.speak.system import System

ORDER = Order("Hello there.", None, 170)


@pytest.fixture
def imitation(tmp_path, monkeypatch):
    """Put a module called pyttsx3 before the real one, for child processes."""

    def install(source):
        (tmp_path / "pyttsx3.py").write_text(source)
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    return install


HANGS = "import time\ndef init(): time.sleep(60)"
CRASHES = "import os\ndef init(): os._exit(9)"
NO_LIBRARY = "def init(): raise RuntimeError('eSpeak not installed')"
EMPTY = """
class Engine:
    def setProperty(self, name, value): pass
    def save_to_file(self, text, path): open(path, "wb")
    def runAndWait(self): print("Audio saved")
init = Engine
"""
LISTS = """
class Voice:
    def __init__(self, name, id, languages):
        self.name, self.id, self.languages = name, id, languages
class Engine:
    def getProperty(self, name):
        return [
            Voice("Zira", "HKEY/ZIRA", ["en-US"]),
            Voice("Old", "old", [b"\\x05en-gb"]),
            Voice("Anna", "anna", ["de_DE"]),
            Voice("Silent", "silent", []),
        ]
init = Engine
"""


def test_an_engine_that_hangs_is_killed(imitation):
    imitation(HANGS)
    started = time.monotonic()
    with pytest.raises(HungError):
        System(patience=1.0).make(ORDER, threading.Event())
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (CRASHES, "exit 9"),
        (NO_LIBRARY, "eSpeak not installed"),
        ("import objc_that_is_not_there", "No module named"),
        (EMPTY, "wrote no sound"),
    ],
)
def test_an_engine_that_fails_is_told_with_a_remedy(imitation, source, said):
    imitation(source)
    with pytest.raises(DeviceError, match=said) as it:
        System().make(ORDER, threading.Event())
    assert "pyttsx3" in it.value.problem
    assert it.value.remedy


def test_its_english_voices_are_listed_and_those_of_unknown_language(imitation):
    imitation(LISTS)
    assert System().voices(threading.Event()) == (
        Voice("Zira", "system", "HKEY/ZIRA", "en-US"),
        Voice("Old", "system", "old", "en-gb"),
        Voice("Silent", "system", "silent", ""),
    )


def test_the_current_folder_cannot_put_itself_in_its_place(tmp_path, monkeypatch):
    (tmp_path / "pyttsx3.py").write_text("import os; os._exit(77)")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    told = ""
    try:
        System().voices(threading.Event())
    except DeviceError as error:  # no voice on this computer
        told = error.problem
    assert "77" not in told


@pytest.mark.skipif(
    importlib.util.find_spec("pyttsx3") is None or shutil.which("espeak-ng") is None,
    reason="needs pyttsx3 and a voice",
)
def test_pyttsx3_speaks_with_a_voice_that_it_lists():
    voices = System().voices(threading.Event())
    american = next(voice for voice in voices if voice.language == "en-us")
    for voice in (american.id, None):
        samples, rate = System().make(Order("Hello.", voice, 170), threading.Event())
        assert len(samples) / rate > 0.3
        assert abs(samples).max() > 0.05
