"""``voicecoach serve``: its first line, its end, and what it refuses to do."""

import json
import re
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from tests.cli.running import ROOT, environment
from voicecoach.errors import UsageError
from voicecoach.web.address import Address, is_loopback
from voicecoach.web.server import Wanted, bind, checked


@pytest.fixture
def pem(tmp_path):
    for name in ("cert.pem", "key.pem"):
        (tmp_path / name).write_text("x", encoding="ascii")
    return tmp_path / "cert.pem", tmp_path / "key.pem"


@pytest.mark.slow
def test_the_first_line_is_the_address_and_it_serves_until_interrupted(tmp_path):
    serving = subprocess.Popen(
        [sys.executable, "-m", "voicecoach", "serve", "--port", "0", "--no-browser"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        cwd=ROOT,
        env=environment(VOICECOACH_HOME=str(tmp_path)),
    )
    try:
        line = serving.stdout.readline()
        found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/\?token=([\w-]{32,})\n", line)
        base, token = f"http://127.0.0.1:{found.group(1)}", found.group(2)
        asked = urllib.request.Request(f"{base}/api/openapi.json?token={token}")
        with urllib.request.urlopen(asked, timeout=20) as answer:
            document = json.load(answer)
        assert document["openapi"].startswith("3.")
        serving.send_signal(signal.SIGINT)
        out, err = serving.communicate(timeout=20)
    finally:
        serving.kill()
    assert (out, err) == ("", "")
    assert serving.returncode in (0, 130)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "studio.example", "::"])
def test_other_computers_need_a_password_and_tls(host, pem):
    cert, key = pem
    fine = {"password": "correct horse", "cert": cert, "key": key}
    for missing in ("password", "cert"):
        given = {**fine, missing: None}
        if missing == "cert":
            given["key"] = None
        with pytest.raises(UsageError, match="other computers") as caught:
            checked(Wanted(host=host, **given))
        assert "--password-file" in caught.value.remedy
    assert checked(Wanted(host=host, **fine)).host == host


def test_half_of_tls_or_a_short_password_is_refused(pem):
    cert, key = pem
    with pytest.raises(UsageError, match="together"):
        checked(Wanted(cert=cert))
    with pytest.raises(UsageError, match="not there"):
        checked(Wanted(cert=cert, key=key.with_name("other")))
    with pytest.raises(UsageError, match="too short"):
        checked(Wanted(password="short"))


def test_a_refused_start_ends_with_2_and_one_line(tmp_path, capfd, monkeypatch):
    from voicecoach.cli import main

    monkeypatch.delenv("VOICECOACH_PASSWORD", raising=False)
    for arguments in (
        ["--host", "0.0.0.0"],
        ["--password-file", str(tmp_path / "none")],
        ["--port", "70000"],
        ["--tls-cert", "only"],
    ):
        assert main(["serve", "--no-browser", *arguments]) == 2
        shown = capfd.readouterr()
        assert shown.out == ""
        assert shown.err.count("\n") == 1


def test_a_port_that_is_taken_is_told_of():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"127.0.0.1:{port}") as caught:
            bind(Wanted(port=port))
    assert "--port 0" in caught.value.remedy


def test_any_free_port_is_found():
    with bind(Wanted(port=0)) as opened:
        assert opened.getsockname()[0] == "127.0.0.1"
        assert opened.getsockname()[1] > 0


@pytest.mark.parametrize(
    ("host", "alone"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("localhost", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("::", False),
        ("10.0.0.1", False),
        ("localhost.example", False),
    ],
)
def test_which_hosts_are_this_computer_alone(host, alone):
    assert is_loopback(host) is alone


def test_the_names_of_an_address():
    assert Address("::1", 80).names >= {"[::1]:80", "[::1]", "localhost:80"}
    assert Address("127.0.0.1", 8000).names == {"127.0.0.1:8000", "localhost:8000"}
    assert Address("a.example", 443, secure=True).origins == {
        "https://a.example:443",
        "https://a.example",
    }


def test_the_url_of_an_address_can_be_opened():
    assert Address("::1", 8000).url == "http://[::1]:8000/"
