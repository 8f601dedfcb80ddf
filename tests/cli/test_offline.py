"""Nothing leaves this computer: not even a look-up of a name."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from tests.cli.running import environment

pytestmark = pytest.mark.slow

# Every socket of Python passes these, whichever library opens it. A bind is allowed:
# urllib3, which spaCy brings, tries at import whether there is IPv6.
FORBIDDING = """
import sys
FORBIDDEN = {
    "socket.connect", "socket.sendto", "socket.sendmsg",
    "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr",
    "socket.getnameinfo",
}
tried = []
def watch(event, arguments):
    if event in FORBIDDEN:
        tried.append(f"{event} {arguments[1:]}")
        raise RuntimeError("the network is forbidden")
sys.addaudithook(watch)
"""
ANALYZE = """
from voicecoach.cli import main
code = main(sys.argv[1:])
sys.exit(str(tried) if tried else code)
"""


def python(code, *arguments):
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


@pytest.mark.parametrize(
    "use",
    [
        "socket.create_connection(('localhost', 9))",
        "socket.gethostbyname('localhost')",
        "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
    ],
)
def test_the_watch_notices_the_network(use):
    run = python(f"{FORBIDDING}\nimport socket\n{use}")
    assert "the network is forbidden" in run.stderr


def watched(path, *chosen):
    """Analyze under the watch; give the report without its timing."""
    run = python(FORBIDDING + ANALYZE, "analyze", path, "--json", *chosen)
    assert (run.returncode, run.stderr) == (0, "")
    return untimed(run.stdout)


def untimed(document):
    report = json.loads(document)
    del report["timing"]
    return report


@pytest.fixture(scope="module")
def usual(begun):
    return watched(begun)


def test_analyze_opens_no_connection_and_looks_up_no_name(usual):
    assert usual["transcript"]["words"]


def test_nor_does_the_other_engine(begun):
    chosen = ("--engine", "openai-whisper", "--model", "tiny.en")
    assert watched(begun, *chosen)["transcript"]["words"]


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("unshare"),
    reason="needs root on Linux, for a network of its own",
)
def test_without_a_network_and_a_home_the_report_is_the_same(usual, begun, tmp_path):
    (tmp_path / "home").mkdir()
    bare = {
        name: value
        for name, value in environment(HOME=str(tmp_path / "home")).items()
        if not name.startswith(("XDG_", "HF_", "ORT_", "CI"))
    }
    command = [sys.executable, "-m", "voicecoach", "analyze", str(begun), "--json"]
    run = subprocess.run(
        ["unshare", "-n", *command],
        env=bare,
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, b"")
    assert untimed(run.stdout) == usual
    # No device id, no record of what was loaded, not even a cache.
    assert list((tmp_path / "home").iterdir()) == []
