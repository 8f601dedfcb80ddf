"""Nothing leaves this computer: not even a look-up of a name."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from tests.cli.running import ROOT, environment

pytestmark = pytest.mark.slow

SAMPLE = ROOT / "samples" / "team-weak.wav"

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


@pytest.mark.parametrize(
    ("engine", "model"), [("faster-whisper", "base"), ("openai-whisper", "tiny.en")]
)
def test_analyze_opens_no_connection_and_looks_up_no_name(engine, model):
    chosen = ("--engine", engine, "--model", model)
    run = python(FORBIDDING + ANALYZE, "analyze", SAMPLE, "--json", *chosen)
    assert (run.returncode, run.stderr) == (0, "")
    assert json.loads(run.stdout)["transcript"]["words"]


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("unshare"),
    reason="needs root on Linux, for a network of its own",
)
def test_without_a_network_and_a_home_the_report_is_the_same(tmp_path):
    command = [sys.executable, "-m", "voicecoach", "analyze", str(SAMPLE), "--json"]
    (tmp_path / "home").mkdir()
    bare = {
        name: value
        for name, value in environment(HOME=str(tmp_path / "home")).items()
        if not name.startswith(("XDG_", "HF_", "ORT_", "CI"))
    }
    usual = reported(command, environment())
    alone = reported(["unshare", "-n", *command], bare)
    assert alone == usual
    # No device id, no record of what was loaded, not even a cache.
    assert list((tmp_path / "home").iterdir()) == []


def reported(command, environ):
    run = subprocess.run(
        command, env=environ, capture_output=True, timeout=300, check=False
    )
    assert (run.returncode, run.stderr) == (0, b"")
    report = json.loads(run.stdout)
    del report["timing"]
    return report
