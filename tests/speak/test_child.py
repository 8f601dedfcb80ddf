import os
import sys
import threading
import time
from pathlib import Path

import pytest

from voicecoach.errors import DeviceError
from voicecoach.speak import child
from voicecoach.speak.child import HungError, StoppedError


def run(code, text="", *, patience=20.0, stop=None):
    return child.run(
        [sys.executable, "-c", code],
        text,
        name="The voice",
        remedy="Install it.",
        patience=patience,
        stop=stop or threading.Event(),
    )


def test_the_text_reaches_the_program_on_its_standard_input_unchanged():
    code = "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read())"
    text = "-f /etc/passwd; $(date) \"'\n é " + "x" * 200_000
    assert run(code, text) == text


def test_a_program_that_hangs_is_killed_with_all_that_it_started(tmp_path):
    code = (
        "import subprocess, sys, time\n"
        f"child = subprocess.Popen([{sys.executable!r}, '-c', "
        "'import time; time.sleep(60)'])\n"
        f"open({str(tmp_path / 'pid')!r}, 'w').write(str(child.pid))\n"
        "time.sleep(60)"
    )
    started = time.monotonic()
    with pytest.raises(HungError, match="gave no answer in 3 s") as it:
        run(code, patience=3)
    assert time.monotonic() - started < 10
    assert it.value.remedy == "Install it."
    if os.name == "posix":
        assert gone(int((tmp_path / "pid").read_text()))


def gone(pid):
    limit = time.monotonic() + 5
    while time.monotonic() < limit:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if "\nState:\tZ" in (status := _status(pid)) or not status:
            return True
        time.sleep(0.05)
    return False


def _status(pid):
    try:
        return Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return "unknown"


def test_stop_ends_the_program_at_once():
    stop = threading.Event()
    threading.Timer(0.2, stop.set).start()
    started = time.monotonic()
    with pytest.raises(StoppedError):
        run("import time; time.sleep(60)", stop=stop)
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import os; os._exit(3)", "exit 3"),
        ("raise RuntimeError('no voices here')", "no voices here"),
        ("import sys; sys.exit('x' * 1000)", "x" * 200),
    ],
)
def test_a_program_that_fails_is_told_with_its_last_line(code, said):
    with pytest.raises(DeviceError) as it:
        run(code, "text that it does not read")
    assert it.value.problem == f"The voice failed ({said})." or said in it.value.problem
    assert len(it.value.problem) < 300
    assert not isinstance(it.value, HungError)


def test_a_program_that_is_not_there_is_told():
    with pytest.raises(DeviceError, match="cannot be started"):
        child.start(["no-such-program"], "The voice", "Install it.")
