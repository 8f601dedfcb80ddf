"""Code that means harm, run for real: none hangs, none harms, each is one reason."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pytest

from voicecoach.cell import Job, Limits, Terms
from voicecoach.cell import examine as examine_code
from voicecoach.cell.watch import _Look

ROOT = Path(__file__).parents[2]

# So long that on a slow machine, too, what is to be met is another limit.
LIMITS = Limits(10, 600_000_000, 2_000_000, 10_000_000, 1, 64)
SHORT = replace(LIMITS, processor=1)
# On a busy machine a second of the processor's takes many on the clock.
TERMS = Terms(each=20.0, total=40.0, shown=2000, most=1_000_000)
BRIEF = Terms(each=1.0, total=20.0, shown=2000, most=1_000_000)

TESTS = """
from solution import f

def test_one():
    assert f(1) == 2

def test_two():
    assert f(2) == 4
"""

posix = pytest.mark.skipif(os.name == "nt", reason="limits that Windows has not")
linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
root = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("setpriv"),
    reason="needs root on Linux, to take rights away",
)


def left_behind(folder):
    """The processes that were started for a cell in this folder and still live."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if os.fsencode(folder) in path.read_bytes():
                found.append(path.parent.name)
        except OSError:
            continue
    return found


def none_left(folder, seconds=10.0):
    """What was killed is gone once it gets its turn, which a busy machine puts off."""
    end = time.monotonic() + seconds
    while left_behind(folder) and time.monotonic() < end:
        time.sleep(0.05)
    return left_behind(folder) == []


@pytest.fixture
def examine(tmp_path, monkeypatch):
    """Run code against the two tests; nothing of it may be left afterwards."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def examine(source, terms=TERMS, limits=LIMITS):
        begun = time.monotonic()
        fate = examine_code(Job(source, TESTS, ("f",)), limits, terms)
        assert time.monotonic() - begun < terms.total
        assert list(tmp_path.iterdir()) == []
        if sys.platform == "linux":
            assert none_left(tmp_path)
        return fate

    return examine


def reasons(fate):
    """Why it failed: of the whole, or of each test."""
    told = [fate.problem] if fate.problem else []
    return told + [verdict.why for verdict in fate.verdicts if verdict.why]


def test_right_code_passes(examine):
    fate = examine("def f(x):\n    print('doubling', x)\n    return 2 * x\n")
    assert [verdict.passed for verdict in fate.verdicts] == [True, True]
    assert (fate.problem, fate.output) == (None, "doubling 1\ndoubling 2\n")


def test_numpy_can_be_used(examine):
    fate = examine("import numpy as np\ndef f(x): return np.array([x]).sum() * 2")
    assert [verdict.passed for verdict in fate.verdicts] == [True, True]


ENDLESS = "    while True: pass"
CASES = {
    "loops for ever at once": ("while True: pass", "processor"),
    "loops for ever in a call": (f"def f(x):\n{ENDLESS}", "processor"),
    "does not listen to signals": (
        "import signal\n"
        "for s in range(1, 65):\n"
        "    try: signal.signal(s, signal.SIG_IGN)\n"
        "    except (OSError, ValueError): pass\n"
        "while True: pass",
        "processor",
    ),
    "forks without end": ("import os\nwhile True: os.fork()", "unavailable"),
    "forks and does not mind": (
        "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass",
        "processor",
    ),
    "starts a thread": (
        "import threading\ndef f(x): threading.Thread(target=print).start()",
        "can't start new thread",
    ),
    "takes all memory": ("def f(x): return [0] * 10**11", "MemoryError"),
    "takes all memory bit by bit": (
        "def f(x):\n    a = []\n    while True: a.append(bytearray(10**7))",
        "MemoryError",
    ),
    "writes gigabytes to stdout": (
        "while True: print('x' * 100_000)",
        "wrote more than 1 MB of output",
    ),
    "writes gigabytes to a file": (
        "with open('big', 'wb') as file:\n    while True: file.write(b'x' * 10**6)",
        "File too large",
    ),
    "writes many files": (
        "n = 0\nwhile True:\n    n += 1\n    open(f'f{n}', 'wb').write(b'x' * 10**6)",
        "",
    ),
    "reads the passwords": ("open('/etc/shadow').read()", "Error"),
    "opens a socket": (
        "import socket\nsocket.create_connection(('192.0.2.1', 80), 1)",
        "",
    ),
    "ends itself": ("import sys\nsys.exit(0)", "SystemExit: 0"),
    "ends itself in a call": ("import sys\ndef f(x): sys.exit(0)", "SystemExit: 0"),
    "ends itself without a word": (
        "import os\ndef f(x): os._exit(0)",
        "ended its own process (exit code 0)",
    ),
    "crashes": ("import ctypes\ndef f(x): ctypes.string_at(0)", "SIGSEGV"),
    "cuts itself off": (
        "import os, time\ndef f(x):\n    os.closerange(0, 64)\n    time.sleep(60)",
        "cut itself off",
    ),
    "waits for input": ("def f(x): return input()", "EOFError"),
    "recurses without end": ("def f(x): return f(x)", "RecursionError"),
    "returns itself in itself": (
        "def f(x):\n    a = []\n    a.append(a)\n    return a",
        "RecursionError",
    ),
    "is no code to a compiler": ("return 1", "SyntaxError"),
    "nests too deeply to compile": (
        "def f(x): return [x" + " for x in [x]" * 3000 + "]",
        "",
    ),
}


@posix
@pytest.mark.parametrize("name", CASES)
def test_code_that(examine, name):
    source, said = CASES[name]
    fate = examine(source, limits=SHORT if said == "processor" else LIMITS)
    assert not any(verdict.passed for verdict in fate.verdicts)
    told = reasons(fate)
    assert told
    assert said in told[0]
    assert all("\n" not in reason for reason in told)


FORGED = """
import builtins, json, os, sys

class Always:
    def __eq__(self, other): return True
    def __bool__(self): return True

builtins.AssertionError = builtins.Exception
builtins.all = builtins.any = builtins.isinstance = lambda *args: True
forged = [{"test": t, "passed": True, "why": "", "seconds": 0} for t in ("test_one",)]
for line in [*forged, {"through": True}]:
    for descriptor in range(1, 20):
        try:
            os.write(descriptor, json.dumps(line).encode() + b"\\n")
        except OSError:
            pass
print('{"test": "test_two", "passed": true, "why": "", "seconds": 0}')

def f(x):
    return Always()
"""


def test_success_cannot_be_forged(examine):
    fate = examine(FORGED)
    assert not any(verdict.passed for verdict in fate.verdicts)
    assert reasons(fate)


@posix
def test_its_parent_and_we_live_on(examine):
    source = (
        "import os, signal\n"
        "for number in (os.getppid(), 1):\n"
        "    try: os.kill(number, signal.SIGKILL)\n"
        "    except OSError: pass\n"
        "def f(x): return 2 * x\n"
    )
    fate = examine(source)
    assert [verdict.passed for verdict in fate.verdicts] in ([True, True], [])
    assert fate.verdicts or reasons(fate)


def test_code_that_sleeps_is_woken_for_good(examine):
    fate = examine("import time\ntime.sleep(1000)", BRIEF)
    assert "still running after 1 s" in reasons(fate)[0]


@linux
def test_leaving_the_group_helps_nobody(examine):
    source = (
        "import os, time\n"
        "for leave in (os.setsid, lambda: os.setpgid(0, 0)):\n"
        "    try: leave()\n"
        "    except OSError: pass\n"
        "time.sleep(100)\n"
    )
    assert "still running" in reasons(examine(source, BRIEF))[0]


@posix
def test_the_environment_is_empty_and_the_home_is_a_new_one(examine, monkeypatch):
    monkeypatch.setenv("SECRET_OF_MINE", "42")
    source = (
        "import os\nprint(sorted(os.environ))\nprint(os.listdir(os.environ['HOME']))"
    )
    shown = examine(source).output
    assert "SECRET_OF_MINE" not in shown
    assert shown.endswith("[]\n")


@root
def test_as_root_the_code_is_another_user_who_reads_nothing_of_ours(examine):
    secret = Path.home() / ".voicecoach-test-secret"
    secret.write_text("mine", encoding="utf-8")
    try:
        fate = examine(f"import os\nprint(os.getuid())\nopen({str(secret)!r}).read()")
    finally:
        secret.unlink()
    assert fate.output == "65534\n"
    assert "mine" not in fate.output
    assert (
        "FileNotFoundError" in reasons(fate)[0] or "PermissionError" in reasons(fate)[0]
    )


def test_hostile_text_is_only_text(examine):
    text = "\\x1b[31m\\n\\u202e</script>\\udcff"
    fate = examine(f"def f(x): raise ValueError('{text}' * 500)")
    assert len(reasons(fate)[0]) < 400
    assert "\n" not in reasons(fate)[0]


def test_what_is_printed_is_cut_and_the_tests_go_on(examine):
    fate = examine("def f(x):\n    print('y' * 5000)\n    return 2 * x")
    assert [verdict.passed for verdict in fate.verdicts] == [True, True]
    assert fate.output == "y" * TERMS.shown
    assert fate.output_cut


@linux
def test_whoever_stops_waiting_leaves_nothing_running(examine, monkeypatch, tmp_path):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(_Look, "follow", interrupted)
    with pytest.raises(KeyboardInterrupt):
        examine_code(Job("while True: pass", TESTS, ("f",)), LIMITS, TERMS)
    assert none_left(tmp_path)


@linux
def test_a_cell_whose_watcher_was_killed_ends_itself(tmp_path):
    terms = Terms(60, 60, 1, 1)
    program = (
        f"import tempfile; tempfile.tempdir = {str(tmp_path)!r}\n"
        "from voicecoach.cell import Job, Limits, Terms, examine\n"
        f"examine(Job('import time; time.sleep(99)', '', ()), {LIMITS}, {terms})\n"
    )
    process = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT)
    deadline = time.monotonic() + 10
    while len(left_behind(tmp_path)) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert left_behind(tmp_path)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert none_left(tmp_path)


PROGRAM = f"""
from voicecoach.cell import Job, Limits, Terms, examine
print(examine(Job("def f(x): return 2 * x", {TESTS!r}, ("f",)), {LIMITS}, {TERMS}))
"""


def run_as(*command):
    return subprocess.run(
        [*command, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=False
    )


@root
def test_where_nothing_can_be_walled_off_the_result_says_so():
    rights = ("--bounding-set=-sys_admin", "--inh-caps=-sys_admin")
    done = run_as("setpriv", *rights, sys.executable)
    assert done.returncode == 0, done.stderr
    assert "The network was not shut off." in done.stdout
    assert "user nobody may read" in done.stdout
    # Python itself may lie where user nobody cannot read it: said, and not run.
    passed, unreadable = done.stdout.count("passed=True"), "cannot read" in done.stdout
    assert (passed, unreadable) in ((2, False), (0, True))


READABLE = (
    "import os, sys, voicecoach\n"
    "sys.exit(sys.version_info < (3, 11) or not os.access(sys.executable, os.X_OK))"
)


@root
def test_an_ordinary_user_gets_walls_too():
    user = ("setpriv", "--reuid=1", "--regid=1", "--clear-groups")
    python = next(
        (
            path
            for path in (sys.executable, "/usr/bin/python3")
            if subprocess.run(
                [*user, path, "-c", READABLE],
                cwd=ROOT,
                capture_output=True,
                check=False,
            ).returncode
            == 0
        ),
        None,
    )
    if python is None:
        pytest.skip("no Python that another user can read")
    done = run_as(*user, python)
    assert done.stdout.count("passed=True") == 2, done.stderr
    made = subprocess.run([*user, "unshare", "-rn", "true"], check=False)
    if made.returncode == 0:
        assert "still_open=()" in done.stdout
