import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.running import environment
from voicecoach import challenges
from voicecoach.cli import main

SOLUTIONS = Path(__file__).parents[1] / "challenges" / "solutions"
posix = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


@pytest.fixture
def command(capfd):
    def command(*arguments):
        code = main(["questions", "challenge", *map(str, arguments)])
        out, err = capfd.readouterr()
        return code, out, err

    return command


def test_the_challenges_are_listed(command):
    code, out, err = command()
    assert (code, err) == (0, "")
    assert out.startswith("id\tlevel\ttime\tchallenge\n")
    assert len(out.splitlines()) == 1 + len(challenges.listed())


def test_the_list_as_json_holds_no_code(command):
    _, out, _ = command("--json")
    (line,) = out.splitlines()
    listed = json.loads(line)
    assert [item["id"] for item in listed] == [c.id for c in challenges.listed()]
    assert not {"starter", "tests"} & set(listed[0])


def test_a_challenge_is_shown_with_its_prompt_and_key_points(command):
    challenge = challenges.find("lru-cache")
    code, out, _ = command("lru-cache")
    assert code == 0
    assert out.startswith(challenge.prompt + "\n")
    assert all(f"- {point}\n" in out for point in challenge.key_points)
    shown = json.loads(command("lru-cache", "--json")[1])
    assert shown["starter"] == challenge.starter


def test_the_starter_is_written_and_never_over_another_file(command, tmp_path):
    folder = tmp_path / "new" / "folder"
    code, out, err = command("k-means", "--start", folder)
    path = folder / "k_means.py"
    assert (code, out, err) == (0, f"{path}\n", "")
    assert path.read_text(encoding="utf-8") == challenges.find("k-means").starter
    path.write_text("my own work", encoding="utf-8")
    code, out, err = command("k-means", "--start", folder)
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 1
    assert f"{path} is there already" in err
    assert path.read_text(encoding="utf-8") == "my own work"


def test_a_right_solution_is_0_and_a_line_for_each_test(command):
    code, out, err = command("top-of-stream", "--run", SOLUTIONS / "top_of_stream.py")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "result\ttest\twhy"
    assert "passed\tthe largest come first\t" in lines


def test_a_wrong_one_is_1_with_the_reasons_and_one_line(command):
    path = SOLUTIONS / "top_of_stream_wrong.py"
    code, out, err = command("top-of-stream", "--run", path)
    assert code == 1
    assert "failed\ta negative k is an error\tno ValueError for a k of -1\n" in out
    assert err == f"{path}: 2 of 9 tests failed. The reason stands beside each.\n"


def test_the_result_as_json(command, tmp_path):
    path = tmp_path / "mine.py"
    path.write_text("print('hello \\x1b[31m')\ndef top_of_stream(s, k): return []\n")
    code, out, _ = command("top-of-stream", "--run", path, "--json")
    assert code == 1
    (line,) = out.splitlines()
    assert line.isascii()
    result = json.loads(line)
    assert (result["challenge"], result["solution"]) == ("top-of-stream", "mine.py")
    assert result["passed"] is False
    assert {test["passed"] for test in result["tests"]} == {True, False}
    assert result["output"] == "hello \x1b[31m\n"
    assert isinstance(result["not_shut_off"], list)


def test_what_the_code_prints_is_shown_as_text(command, tmp_path):
    path = tmp_path / "mine.py"
    path.write_text("print('passed\\tall\\x1b[2J')\n1 / 0\n")
    code, out, err = command("top-of-stream", "--run", path)
    assert code == 1
    assert r"printed: passed\tall\x1b[2J" in out.splitlines()
    assert len(err.splitlines()) == 1
    assert "could not be tested: ZeroDivisionError: division by zero (line 2" in err


@pytest.mark.parametrize("json_option", [[], ["--json"]])
def test_code_that_is_no_code_is_3_and_one_line(command, tmp_path, json_option):
    path = tmp_path / "mine.py"
    for content in (None, "def f(:", "x = " + "-" * 90_000 + "1"):
        if content is not None:
            path.write_text(content, encoding="utf-8")
        code, out, err = command("k-means", "--run", path, *json_option)
        assert (code, out) == (3, "")
        assert len(err.splitlines()) == 1
        assert str(path) in err


def test_a_file_is_named_as_it_was_given(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert command("k-means", "--run", "./no.py")[2].startswith("./no.py cannot be")
    command("k-means", "--start", "./here")
    _, _, err = command("k-means", "--start", "./here")
    assert err.startswith(f".{os.sep}here{os.sep}k_means.py is there already")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["no-such"], "no-such"),
        (["--start", "."], "--start"),
        (["--run", "x.py"], "--run"),
        (["k-means", "--start", ".", "--run", "x.py"], "cannot go together"),
        (["k-means", "--run", ""], "--run"),
        (["k-means", "--start", ""], "--start"),
    ],
)
def test_a_mistake_is_2_and_one_line(command, arguments, said):
    code, out, err = command(*arguments)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert said in err


def test_a_challenge_of_ones_own_is_named_by_its_folder(command, tmp_path):
    (tmp_path / "challenge.toml").write_text(
        'id = "own"\ntitle = "Own"\nprompt = "Do it."\nlevel = "mid"\nseconds = 60\n'
        'entry = ["f"]\nkey_points = ["it"]\n'
    )
    (tmp_path / "starter.py").write_text("def f(): ...\n")
    (tmp_path / "tests.py").write_text(
        "from solution import f\ndef test_f():\n    assert f() == 1\n"
    )
    (tmp_path / "mine.py").write_text("def f(): return 1\n")
    assert command(tmp_path)[1].startswith("Do it.\nown, mid, 1 min\n")
    code, out, _ = command(tmp_path, "--run", tmp_path / "mine.py")
    assert (code, out) == (0, "result\ttest\twhy\npassed\tf\t\n")


@posix
def test_ctrl_c_is_130_without_a_word(tmp_path):
    path = tmp_path / "mine.py"
    path.write_text("import time\ntime.sleep(100)\n")
    arguments = ["questions", "challenge", "k-means", "--run", "mine.py"]
    process = subprocess.Popen(
        [sys.executable, "-m", "voicecoach", *arguments],
        cwd=tmp_path,
        env=environment(TMPDIR=str(tmp_path)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    deadline = time.monotonic() + 20
    while not list(tmp_path.glob("voicecoach-*/2/job.json")):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (130, b"", b"")
    assert [entry.name for entry in tmp_path.iterdir()] == ["mine.py"]
