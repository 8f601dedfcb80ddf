"""A trial of code: a test that hangs costs itself and not the others."""

import os
from dataclasses import replace

import pytest

from voicecoach.challenges import find, run
from voicecoach.errors import InputError
from voicecoach.thresholds import CODE

posix = pytest.mark.skipif(os.name == "nt", reason="limits that Windows has not")
# On a busy machine a second of the processor's takes many on the clock.
QUICK = replace(CODE, processor=1, each=20.0, total=40.0)


@pytest.fixture
def trial(tmp_path):
    """Run code that defines f against tests of its own."""

    def trial(source, tests, limits=QUICK):
        path = tmp_path / "solution.py"
        path.write_text(source, encoding="utf-8")
        head = "from solution import f\n"
        challenge = replace(find("k-means"), entry=("f",), tests=head + tests)
        return run(challenge, path, limits)

    return trial


THREE = "".join(f"def test_{n}():\n    assert f({n}) == {n}\n" for n in ("1", "2", "3"))


@posix
def test_the_tests_after_one_that_hangs_are_still_run(trial):
    source = "def f(x):\n    while x == 2: pass\n    return x\n"
    outcome = trial(source, THREE)
    assert [test.passed for test in outcome.verdicts] == [True, False, True]
    assert "1 s of the processor's time" in outcome.verdicts[1].why


def test_the_tests_after_one_that_ends_the_process_are_still_run(trial):
    source = "import os\ndef f(x):\n    if x == 1: os._exit(3)\n    return x\n"
    outcome = trial(source, THREE)
    assert [test.passed for test in outcome.verdicts] == [False, True, True]
    assert outcome.verdicts[0].why == "ended its own process (exit code 3)"


@posix
def test_when_the_time_is_over_the_rest_is_told_as_not_run(trial):
    source = "import time\ndef f(x): time.sleep(60)\n"
    outcome = trial(source, THREE, replace(QUICK, each=1.0, total=2.5))
    assert len(outcome.verdicts) == 3
    assert not any(test.passed for test in outcome.verdicts)
    assert outcome.verdicts[0].why == "still running after 1 s"
    assert outcome.verdicts[2].why.startswith("not run: ")


def test_code_that_does_not_load_has_a_problem_and_no_verdicts(trial):
    outcome = trial("import nothing_of_the_kind", THREE)
    assert outcome.verdicts == ()
    assert "No module named 'nothing_of_the_kind'" in outcome.problem
    assert not outcome.passed


def test_a_module_of_ours_that_is_not_the_solutions_is_not_found(trial):
    outcome = trial("import tests.challenges.test_trial\ndef f(x): return x", THREE)
    assert outcome.problem.startswith("ModuleNotFoundError")


def test_tests_that_cannot_be_run_are_no_success(trial):
    outcome = trial("def f(x): return x", "import nothing_of_the_kind\n")
    assert not outcome.passed
    assert outcome.problem


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"def f(:", "not Python"),
        (b"\xff\xfe", "not UTF-8"),
        (b"#" * 10_000_000, "larger than"),
        (b"x = " + b"~" * 90_000 + b"1", "nested too deeply"),
    ],
)
def test_a_file_that_is_no_code_is_refused_before_anything_is_started(
    tmp_path, content, said, monkeypatch
):
    monkeypatch.setattr("voicecoach.challenges.trial.examine", None)
    path = tmp_path / "solution.py"
    path.write_bytes(content)
    with pytest.raises(InputError, match=said):
        run(find("k-means"), path)
