"""The command as a whole: help, version, and how fast it is there."""

import re
import shlex
import subprocess
import sys
from typing import get_args

import pytest

from tests.cli.running import ROOT, environment
from voicecoach import __version__, report, types
from voicecoach.cli import analyze, main, questions

COMMANDS = [
    [],
    ["analyze"],
    ["rehearse"],
    ["interview"],
    ["questions"],
    ["questions", "list"],
    ["questions", "show"],
    ["questions", "check"],
    ["questions", "add"],
    ["questions", "plan"],
    ["questions", "challenge"],
    ["models"],
    ["models", "list"],
    ["models", "verify"],
    ["models", "add"],
    ["doctor"],
    ["serve"],
    ["history"],
    ["history", "list"],
    ["history", "show"],
    ["history", "trends"],
    ["history", "compare"],
    ["history", "export"],
    ["history", "rename"],
    ["history", "delete"],
    ["history", "lost"],
]
LATER = re.compile(r"^  batch\b", re.M)


def shown(command, capsys):
    assert main([*command, "--help"]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_help_of_every_command_has_examples_and_fits_a_terminal(command, capsys):
    text = shown(command, capsys)
    assert re.search(r"Examples:\n    voicecoach \w+", text)
    assert max(map(len, text.splitlines())) <= 80
    assert not LATER.search(text)


def test_the_examples_of_the_help_use_options_that_exist(capfd):
    examples = re.findall(
        r"^ +voicecoach (.+)$", shown(["analyze"], capfd), re.MULTILINE
    )
    assert examples
    for example in examples:
        arguments = shlex.split(example.partition(" | ")[0])
        assert main([*arguments, "--no-such"]) == 2
        assert "No such option: --no-such" in capfd.readouterr().err


def test_no_command_at_all_is_helped(capfd):
    assert main([]) == 0
    assert "Commands:" in capfd.readouterr().out


def test_the_version_is_that_of_the_package(capfd):
    assert main(["--version"]) == 0
    assert capfd.readouterr().out == f"voicecoach {__version__}\n"


@pytest.mark.parametrize(
    ("offered", "known"),
    [
        (analyze.AudienceName, types.Audience),
        (analyze.ModeName, types.Mode),
        (questions.TrackName, types.Track),
    ],
)
def test_the_options_offer_what_the_rest_knows(offered, known):
    assert get_args(offered) == get_args(known)


def test_the_help_names_every_format(capsys):
    text = " ".join(shown(["analyze"], capsys).split())
    assert ", ".join(report.FORMATS) in text


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_option_and_command_is_in_the_manual(command, capsys):
    manual = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    text = shown(command, capsys)
    options = set(re.findall(r"^  (?:-\w, )?(--[\w-]+)", text, re.MULTILINE))
    assert [option for option in options if option not in manual] == []
    assert [word for word in command if word not in manual] == []


def test_help_imports_nothing_heavy():
    heavy = "numpy rich pydantic torch faster_whisper av jinja2 yaml"
    code = (
        "import sys; from voicecoach.cli import main; main(['analyze', '--help']);"
        f"print(set('{heavy}'.split()) & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env=environment(),
    )
    assert done.stderr == "set()\n"


@pytest.mark.parametrize("arguments", [["analyze", "--help"], ["--version"]])
def test_help_and_version_are_there_in_a_third_of_a_second(arguments):
    """Count the processor's time of a cold start: other programs run as well."""
    code = (
        "import sys, time; from voicecoach.cli import main;"
        f"main({arguments}); sys.stderr.write(str(time.process_time()))"
    )
    command = [sys.executable, "-c", code]
    runs = (
        subprocess.run(
            command, check=True, capture_output=True, text=True, env=environment()
        )
        for _ in range(3)
    )
    assert min(float(run.stderr) for run in runs) < 0.3
