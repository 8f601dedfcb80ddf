"""``analyze --code``: the file is read before the work begins, and never run."""

import json
from functools import partial

import pytest

SAID = """
So in find pairs I use a heap to keep the numbers in order, and then I go over all of
them with two loops, because every pair has to be looked at once. The whole thing runs
in linear time. I collect what I find in a list, and at the end I return that list.
"""

CODE = """
open({ran!r}, "w").close()

def find_pairs(numbers):
    found = []
    for i in range(len(numbers)):
        for j in range(i + 1, len(numbers)):
            if numbers[i] + numbers[j] == 0:
                found.append((i, j))
    return found
"""


@pytest.fixture
def run(here, tmp_path):
    (tmp_path / "said.txt").write_text(SAID, encoding="utf-8")
    code = CODE.format(ran=str(tmp_path / "ran"))
    (tmp_path / "solution.py").write_text(code, encoding="utf-8")

    return partial(here, "analyze")


def test_a_walkthrough_is_held_against_the_code_which_is_never_run(run, tmp_path):
    words = ("--transcript", "said.txt", "--code", "solution.py")
    done = run(*words, "--json", "--out", "out", "--format", "html,md")
    assert (done.returncode, done.stderr) == (0, "")
    code = json.loads(done.stdout)["code"]
    assert code["name"] == "solution.py"
    against = {claim["text"] for claim in code["claims"] if claim["holds"] is False}
    assert against == {"use a heap", "linear time"}
    assert [item["name"] for item in code["mentioned"]] == ["find_pairs", "list"]
    for suffix in ("html", "md"):
        report = tmp_path / "out" / f"said.txt.report.{suffix}"
        assert "there is no heap in the code" in report.read_text(encoding="utf-8")
    assert not (tmp_path / "ran").exists()


def test_without_the_option_the_field_is_null(run):
    done = run("--transcript", "said.txt", "--json")
    assert json.loads(done.stdout)["code"] is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read (No such file or directory)"),
        (b"def f(:", "not Python"),
        (b"\xff", "not UTF-8"),
        (b"#" * 10_000_000, "larger than"),
        (b"x = " + b"-" * 90_000 + b"1", "nested too deeply"),
    ],
)
def test_code_that_cannot_be_read_is_3_and_one_line(run, tmp_path, content, said):
    if content is not None:
        (tmp_path / "bad.py").write_bytes(content)
    done = run("--transcript", "said.txt", "--code", "./bad.py", "--json")
    assert (done.returncode, done.stdout) == (3, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("./bad.py")
    assert said in line


def test_an_empty_name_is_2(run):
    done = run("--transcript", "said.txt", "--code", "")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--code" in done.stderr
