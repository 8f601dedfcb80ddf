import json

import pytest

from voicecoach import doctor, speak
from voicecoach.cli import main
from voicecoach.doctor import Check
from voicecoach.speak import Voice

FINE = Check("Python", "system", "ok", "3.12")
MUTED = Check("microphone", "device", "warn", "only zeros", "Unmute it.")
DEAF = Check("microphone", "device", "fail", "none", "Plug one in.")
MODEL = Check("model base", "model", "fail", "damaged", "Install it again.")
FULL = Check("reports", "system", "fail", "/x cannot be written", "Make room.")


@pytest.fixture
def examined(monkeypatch, capfd):
    def run(*checks, arguments=()):
        monkeypatch.setattr(doctor, "examine", lambda out=None: iter(checks))
        code = main(["doctor", *arguments])
        return code, *capfd.readouterr()

    return run


@pytest.mark.parametrize(
    ("checks", "code"),
    [
        ([FINE], 0),
        ([FINE, MUTED], 0),
        ([FINE, DEAF], 4),
        ([MODEL], 5),
        ([DEAF, MODEL], 5),
        ([FULL], 1),
        ([FULL, DEAF], 4),
    ],
)
def test_the_worst_failure_gives_the_code_and_a_warning_gives_none(
    examined, checks, code
):
    assert examined(*checks)[0] == code


def test_every_failure_is_one_line_with_its_remedy(examined):
    _, out, err = examined(FINE, DEAF, MODEL)
    assert err == (
        "microphone: none. Plug one in.\nmodel base: damaged. Install it again.\n"
    )
    assert "fail\tmicrophone\tnone\n" in out


def test_a_warning_comes_with_its_remedy(examined):
    _, out, err = examined(MUTED)
    assert err == ""
    assert "warn\tmicrophone\tonly zeros - Unmute it.\n" in out


def test_json_is_one_document(examined):
    code, out, _ = examined(FINE, DEAF, arguments=["--json"])
    assert code == 4
    assert [check["status"] for check in json.loads(out)] == ["ok", "fail"]


def test_the_voices_are_listed_and_nothing_is_checked(monkeypatch, capfd):
    zira = Voice("Zira", "system", "HKEY/ZIRA", "en-us")
    monkeypatch.setattr(speak, "voices", lambda: (zira,))
    monkeypatch.setattr(doctor, "examine", None)
    assert main(["doctor", "--voices"]) == 0
    assert capfd.readouterr().out.splitlines()[1] == "Zira\tsystem\ten-us\tHKEY/ZIRA"


def test_a_computer_without_a_voice_is_told_where_one_comes_from(monkeypatch, capfd):
    monkeypatch.setattr(speak, "voices", tuple)
    assert main(["doctor", "--voices", "--json"]) == 4
    out, err = capfd.readouterr()
    assert out == "[]\n"
    assert err == f"There is no English voice. {speak.remedy()}\n"
