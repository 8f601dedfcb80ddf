"""Each challenge that comes along can be solved, and tells right from wrong."""

import re
from pathlib import Path

import pytest

from voicecoach.challenges import listed, run

SOLUTIONS = Path(__file__).parent / "solutions"
CHALLENGES = listed()


def ids(challenge):
    return challenge.id


def solution(challenge, suffix=""):
    return SOLUTIONS / f"{challenge.id.replace('-', '_')}{suffix}.py"


@pytest.mark.parametrize("challenge", CHALLENGES, ids=ids)
def test_a_right_solution_passes_every_test(challenge):
    outcome = run(challenge, solution(challenge))
    assert outcome.problem is None
    assert [test for test in outcome.verdicts if not test.passed] == []
    assert outcome.passed
    assert len(outcome.verdicts) == challenge.tests.count("\ndef test_")


@pytest.mark.parametrize("challenge", CHALLENGES, ids=ids)
def test_a_wrong_solution_fails_with_reasons(challenge):
    outcome = run(challenge, solution(challenge, "_wrong"))
    assert not outcome.passed
    failed = [test for test in outcome.verdicts if not test.passed]
    assert failed
    assert all(test.why for test in failed)
    assert len(failed) < len(outcome.verdicts)


@pytest.mark.parametrize("challenge", CHALLENGES, ids=ids)
def test_the_starter_alone_passes_nothing(challenge, tmp_path):
    path = tmp_path / "starter.py"
    path.write_text(challenge.starter, encoding="utf-8")
    outcome = run(challenge, path)
    assert not any(test.passed for test in outcome.verdicts)


@pytest.mark.parametrize("challenge", CHALLENGES, ids=ids)
def test_the_examples_of_a_starter_are_true(challenge, tmp_path):
    """Run the example of each starter against the right solution, in a cell too."""
    examples = re.findall(r">>> (.+)\n(?: *([^>\s].*)\n)?", challenge.starter)
    body = "".join(
        f"    assert repr({said}) == {wanted.strip()!r}, {said!r}\n"
        if wanted and "=" not in said.split("(")[0]
        else f"    {said}\n"
        for said, wanted in examples
    )
    tests = f"from solution import {', '.join(challenge.entry)}\ndef test_it():\n{body}"
    changed = type(challenge)(
        **{
            name: getattr(challenge, name)
            for name in challenge.__slots__
            if name != "tests"
        },
        tests=tests,
    )
    outcome = run(changed, solution(challenge))
    assert [(test.name, test.why) for test in outcome.verdicts] == [("test_it", "")]
