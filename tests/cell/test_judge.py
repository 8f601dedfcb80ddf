"""The two sides of a cell, here in one process: what the tests see of a solution."""

import os
import sys
import threading

import pytest

from voicecoach.cell.judge import Link, judge
from voicecoach.cell.serve import MODULE, Server


@pytest.fixture
def judged(monkeypatch):
    """Run tests against a solution; give what the judge tells."""

    def judged(source, tests, entry=("f",), done=()):
        monkeypatch.setitem(sys.modules, MODULE, None)
        asked, ask = os.pipe()
        replied, reply = os.pipe()
        told = []
        server = threading.Thread(target=Server(source, asked, reply).serve)
        server.start()
        job = {"tests": tests, "entry": list(entry), "done": list(done)}
        try:
            judge(job, Link(ask, replied), told.append)
        finally:
            os.close(ask)
            server.join()
            for descriptor in (asked, replied, reply):
                os.close(descriptor)
        return told

    return judged


@pytest.fixture
def verdict(judged):
    """Run one test that has this body; give whether it passed, and why not."""

    def verdict(source, body, entry=("f",)):
        tests = f"from solution import {', '.join(entry)}\ndef test_it():\n    {body}\n"
        (told,) = (event for event in judged(source, tests, entry) if "test" in event)
        return told["passed"], told["why"]

    return verdict


DOUBLE = "def f(x):\n    return 2 * x\n"


def test_each_test_is_told_of_as_it_begins_and_ends(judged):
    tests = "from solution import f\n"
    tests += (
        "def test_a():\n    assert f(1) == 2\ndef test_b():\n    assert f(1) == 3\n"
    )
    told = judged(DOUBLE, tests)
    assert told[0] == {"tests": ["test_a", "test_b"]}
    assert [event.get("begun") for event in told if "begun" in event] == [
        "test_a",
        "test_b",
    ]
    assert [event["passed"] for event in told if "test" in event] == [True, False]
    assert told[-1] == {"through": True}


def test_a_test_that_is_done_is_not_run_again(judged):
    tests = "def test_a():\n    assert 0\ndef test_b():\n    pass\n"
    told = judged(DOUBLE, tests, done=("test_a",))
    assert [event["test"] for event in told if "test" in event] == ["test_b"]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("assert f(1) == 3", "expected f(1) == 3, got 2"),
        ("assert f(1) == f(2)", "expected f(1) == f(2), got 2 and 4"),
        ("assert not f(1)", "expected not f(1)"),
        ("assert f(1) == 3, 'said so'", "said so"),
        ("assert f([1]) == [1]", "expected f([1]) == [1], got [1, 1]"),
        ("f('x' * 100) == 1 or 1 / 0", "ZeroDivisionError: division by zero"),
        (
            "assert f('x' * 100) == 1",
            f"expected f('x' * 100) == 1, got '{'x' * 119}...",
        ),
    ],
)
def test_a_failure_says_what_was_expected_and_what_came(verdict, body, why):
    assert verdict(DOUBLE, body) == (False, why)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (
            "def f(x):\n    raise ValueError('no')",
            "ValueError: no (line 2 of the solution)",
        ),
        ("def f(x):\n    {}['k']", "KeyError: 'k' (line 2 of the solution)"),
        ("class E(Exception): ...\ndef f(x): raise E('odd')", "E: odd (line 2 of"),
        ("def f(x): raise SystemExit(0)", "SystemExit: 0 (line 1 of the solution)"),
        ("def f(x): return bytes(9_000_000)", "WireError: a value of more than 8 MB"),
        ("def f(x):\n    raise ValueError('a\\nb')", "ValueError: a b (line 2"),
        ("def f(x): raise NotImplementedError", "NotImplementedError (line 1 of"),
        ("def g(x): ...", "the solution has nothing called f"),
        ("def f(x): return f(x)", "RecursionError: maximum recursion depth"),
    ],
)
def test_what_the_solution_raises_is_the_reason_with_its_line(verdict, source, why):
    passed, told = verdict(source, "f(1)")
    assert not passed
    assert told.startswith(why)
    assert "\n" not in told


def test_an_exception_can_be_expected(verdict):
    body = "\n    ".join(
        ("try: f(0)", "except ValueError: return", "raise AssertionError('none')")
    )
    assert verdict("def f(x): raise ValueError", body) == (True, "")
    assert verdict("class V(ValueError): ...\ndef f(x): raise V", body)[0] is False
    assert verdict("def f(x): ...", body) == (False, "none")


def test_an_iterator_is_gone_through_step_by_step(verdict):
    source = "def f(n):\n    while True:\n        yield n\n        n += 1\n"
    assert verdict(source, "it = f(3); assert [next(it), next(it)] == [3, 4]")[0]
    assert verdict("def f(n): yield from range(n)", "assert list(f(3)) == [0, 1, 2]")[0]
    assert verdict("def f(n): return range(n)", "assert list(f(2)) == [0, 1]")[0]


STACK = """
class Stack:
    def __init__(self): self.items = []; self.name = "s"
    def push(self, item): self.items.append(item); return self
    def __len__(self): return len(self.items)
    def __getitem__(self, at): return self.items[at]
    def __setitem__(self, at, item): self.items[at] = item
    def __delitem__(self, at): del self.items[at]
    def __contains__(self, item): return item in self.items
    def same(self, other): return other is self
"""


def test_an_object_stays_where_it_is_and_can_be_used(verdict):
    body = (
        "s = Stack(); s.push(1).push(2); s[0] = 5; s.push(item=7); del s[1]\n"
        "    assert (len(s), s[0], s[-1], 5 in s, 9 in s) == (2, 5, 7, True, False)\n"
        "    assert s.name == 's' and s.same(s) and bool(s) and 'Stack' in repr(s)\n"
        "    assert not hasattr(s, 'nothing')"
    )
    assert verdict(STACK, body, ("Stack",)) == (True, "")


def test_what_is_changed_in_place_is_changed_for_the_test(verdict):
    source = "def f(a, b, c):\n    a.sort(); b['k'] = 1; c.add(2)\n"
    body = "a, b, c = [2, 1], {}, set(); f(a, b, c)\n    "
    assert verdict(source, body + "assert (a, b, c) == ([1, 2], {'k': 1}, {2})")[0]


def test_an_object_that_equals_everything_equals_nothing_here(verdict):
    source = "class A:\n    def __eq__(self, other): return True\ndef f(x): return A()"
    assert verdict(source, "assert f(1) == 3") == (
        False,
        "expected f(1) == 3, got <an object of class A>",
    )


def test_code_that_raises_while_it_loads_is_a_problem(judged):
    assert judged("x = 1 / 0", "") == [
        {"problem": "ZeroDivisionError: division by zero (line 1 of the solution)"}
    ]
    (told,) = judged("return 3", "")
    assert told["problem"].startswith("SyntaxError: 'return' outside function")


def test_a_function_of_the_test_cannot_be_handed_over(verdict):
    passed, why = verdict(DOUBLE, "f(len)")
    assert not passed
    assert "cannot be handed to the solution" in why
