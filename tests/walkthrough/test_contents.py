"""What is in code, by its syntax: each example says what must be seen in it."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.errors import InputError
from voicecoach.walkthrough import contents_of, read_code
from voicecoach.walkthrough.costs import squared


def of(source):
    return contents_of(textwrap.dedent(source), "solution.py")


def function(source):
    return of(source).functions[0]


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ("x = {}", {"dict"}),
        ("x = dict()", {"dict"}),
        ("x = {k: 1 for k in y}", {"dict"}),
        ("x = {1}", {"set"}),
        ("x = set()", {"set"}),
        ("x = [1]", {"list"}),
        ("a, b = 1, 2", {"tuple"}),
        ("[a, b] = c", set()),
        ("from collections import deque\nx = deque()", {"deque"}),
        ("from collections import deque as d\nx = d()", {"deque"}),
        ("import collections\nx = collections.Counter()", {"counter"}),
        ("from collections import defaultdict\nx = defaultdict(int)", {"default dict"}),
        ("from collections import OrderedDict as O\nx = O()", {"ordered dict"}),
        ("import heapq\nheapq.heappush(h, 1)", {"heap"}),
        ("from heapq import heappush\nheappush(h, 1)", {"heap"}),
        ("import heapq", set()),
        ("import numpy as np\nx = np.zeros(3)", {"NumPy array"}),
        ("import pandas as pd\nx = pd.DataFrame()", {"data frame"}),
        ("from dataclasses import dataclass\n@dataclass\nclass A: ...", {"dataclass"}),
        (
            "import dataclasses\n@dataclasses.dataclass(frozen=True)\nclass A: ...",
            {"dataclass"},
        ),
        ("from typing import NamedTuple\nclass A(NamedTuple): ...", {"named tuple"}),
        ("def f():\n    yield 1", {"generator"}),
        ("sum(x for x in y)", {"generator expression"}),
        ("class Node:\n    def __init__(self): self.next = None", {"linked list"}),
        ("deque()", set()),
    ],
)
def test_structures_are_seen_by_what_makes_them(source, kinds):
    assert {part.name for part in of(source).structures} == kinds


def test_structures_have_their_lines():
    (part,) = of("x = {}\n\ny = {1: 2}\n").structures
    assert part.lines == (1, 3)


@pytest.mark.parametrize(
    ("body", "loops", "hidden"),
    [
        ("return x", 0, []),
        ("for i in x: pass", 1, []),
        ("while x: x = x[1:]", 1, []),
        ("for i in x:\n        for j in x: pass", 2, []),
        ("for i in x:\n        if i:\n            for j in i: pass", 2, []),
        ("try:\n        for i in x: pass\n    except ValueError: pass", 1, []),
        ("with x as y:\n        for i in x: pass", 1, []),
        ("return [i for i in x]", 1, []),
        ("return [i for row in x for i in row]", 2, []),
        ("for i in x:\n        return [j for j in x]", 2, []),
        ("for i in range(3): pass", 0, []),
        ("for i in (1, 2): pass", 0, []),
        ("return sorted(x)", 0, ["sorted"]),
        ("x.sort()", 0, ["list.sort"]),
        ("return sum(x)", 0, ["sum"]),
        ("return sum(i for i in x)", 1, []),
        ("return max(x, 3)", 0, []),
        ("y = list(x)\n    return 3 in y", 0, ["in a list", "list"]),
        ("y = set(x)\n    return 3 in y", 0, ["set"]),
        ("return x.index(3)", 0, ["list.index"]),
        ("x.pop(0)", 0, ["list.pop(0)"]),
        ("x.pop()", 0, []),
        ("x.insert(0, 1)", 0, ["list.insert(0)"]),
        ("return ''.join(x)", 0, ["join"]),
        ("import numpy as np\n    return np.dot(x, x)", 0, ["np.dot"]),
    ],
)
def test_loops_are_counted_and_hidden_ones_named(body, loops, hidden):
    found = of(f"def f(x):\n    {body}\n")
    assert found.functions[0].shown.loops == loops
    assert sorted(part.name for part in found.hidden_loops) == sorted(hidden)


@pytest.mark.parametrize(
    ("body", "recursive"),
    [
        ("def f(n): return f(n - 1)", True),
        ("def f(n): return g(n)\ndef g(n): return f(n)", True),
        ("class A:\n    def f(self): return self.f()", True),
        ("def f(n): return g(n)\ndef g(n): return n", False),
        ("def f(n): return n.f()", False),
        ("def f(n): return f", False),
    ],
)
def test_recursion_is_seen_also_by_way_of_others(body, recursive):
    assert function(body).shown.recursive is recursive


@pytest.mark.parametrize(
    "body",
    [
        "for i in x:\n        for j in x: pass",
        "n = len(x)\n    for i in range(n):\n        for j in range(i, n): pass",
        "for i in range(len(x)):\n        for j in range(i): pass",
        "for i, a in enumerate(x):\n        for b in x[i:]: pass",
        "for i in x:\n        if x.count(i) > 1: return True",
        "return [a for a in x if a in [b for b in x]]",
        "for i in range(len(x)):\n        y = sum(x[:i])",
        "s = []\n    for i in x:\n        if i in s: return i\n        s.append(i)",
        "y = sorted(x)\n    for a in y:\n        for b in y: pass",
        "for a in x:\n        for b in reversed(list(x)): pass",
        "for a in x:\n        for b in [*x]: pass",
        "x = open(x)\n    for a in x:\n        for b in x: pass",
    ],
)
def test_a_loop_over_something_inside_a_loop_over_the_same_is_clear(body):
    facts = function(f"def f(x):\n    {body}\n")
    assert squared(facts.turns) is not None
    assert facts.shown.cost == "a loop over x inside a loop over x: up to x squared"


@pytest.mark.parametrize(
    "body",
    [
        "for i in x: pass\n    for j in x: pass",
        "for row in x:\n        for cell in row: pass",
        "for i in x:\n        for j in y: pass",
        "for i in x:\n        for j in range(3): pass",
        "j = 0\n    for i in x:\n        while j < len(x): j += 1",
        "for i in range(len(x)):\n        y = sorted(x[i:i + k])",
        "s = set()\n    for i in x:\n        if i in s: return i\n        s.add(i)",
        "b = []\n    for i in x:\n        b.append(i)\n        if len(b) == 3:\n"
        "            for j in b: pass\n            b = []",
        "i, j = 0, len(x)\n    while i < j:\n        while x[i]: i += 1",
        "for i in x:\n        for j in helper(x): pass",
        "for i in x:\n        for j in x[i]: pass",
        "for i in x:\n        for j in zip(*x): pass",
    ],
)
def test_other_nests_are_not_called_squared(body):
    facts = function(f"def f(x, y, k):\n    {body}\n")
    assert squared(facts.turns) is None
    assert "squared" not in facts.shown.cost


@pytest.mark.parametrize(
    ("source", "cost"),
    [
        ("def f(x): return x + 1", "no loop: constant, unless a call hides one"),
        ("def f(x):\n    for i in x: pass", "loops over x: grows with that"),
        ("def f(x): return sorted(x)", "sorts x: n log n"),
        ("def f(n): return f(n - 1)", "calls itself: the cost is not read from loops"),
        ("def f(x): return [a for a in x for b in y]", "loops 2 deep"),
        (
            "def f(x, y): return [a for a in x for b in y]",
            "loops, one inside the other: up to x times y",
        ),
        ("def f():\n    while True: pass", "a loop whose turns cannot be read from it"),
        ("def f(x): return g(x)\ndef g(x): return sum(x)", "calls functions that loop"),
        (
            "class A:\n    def f(self):\n        for a in self.b: pass",
            "loops over self.b: grows with that",
        ),
    ],
)
def test_the_cost_is_hinted_at_and_says_from_what(source, cost):
    assert function(source).shown.cost == cost


@pytest.mark.parametrize(
    ("body", "grows"),
    [
        ("y = []\n    for i in x: y.append(i)", ["y"]),
        ("y = set()\n    for i in x: y.add(i)", ["y"]),
        ("y = {}\n    for i in x: y[i].append(1)", ["y"]),
        ("y = [i for i in x]", ["what a comprehension makes"]),
        ("y = sorted(x)", ["what sorted makes"]),
        ("for i in x:\n        y = []\n        y.append(i)", []),
        ("y = []\n    for i in x:\n        y.append(i)\n        y.pop()", []),
        ("y = []\n    for i in range(3): y.append(i)", []),
        ("return sum(i for i in x)", []),
    ],
)
def test_what_grows_with_the_input_is_found(body, grows):
    facts = function(f"def f(x):\n    {body}\n")
    assert [growth.name for growth in facts.growths] == grows


def test_what_is_given_back_is_told_apart():
    body = "def f(x):\n    y = []\n    for i in x: y.append(i)\n    return y"
    assert function(body).growths[0].result
    assert not function(body.replace("return y", "return 3")).growths[0].result


def test_methods_carry_their_class_and_functions_inside_others_too():
    source = """
    class A:
        def f(self): ...
    def g():
        def h(): ...
    """
    names = [facts.shown.name for facts in of(source).functions]
    assert sorted(names) == ["A.f", "g", "g.h"]
    assert [part.name for part in of(source).classes] == ["A"]


def test_lines_outside_of_functions_count_where_they_loop():
    source = "rows = read('x')\nfor a in rows:\n    for b in rows: pass\n"
    (facts,) = of(source).functions
    assert facts.shown.name == "(top level)"
    assert (
        facts.shown.cost
        == "a loop over rows inside a loop over rows: up to rows squared"
    )
    assert of("x = 1\nprint(x)").functions == ()


def test_code_is_read_and_never_run(tmp_path):
    ran = tmp_path / "ran"
    path = tmp_path / "solution.py"
    path.write_text(f"open({str(ran)!r}, 'w')\ndef f(): ...\n", encoding="utf-8")
    assert read_code(path).name == "solution.py"
    assert not ran.exists()


FORS = "".join(" " * n + "for i in x:\n" for n in range(1, 90))


@pytest.mark.parametrize(
    "source",
    [
        "x = 1" + " + 1" * 1500,
        "x = a" + ".b" * 1400,
        "x = " + "not " * 900 + "1",
        f"def f(x):\n{FORS}{' ' * 90}1",
        "[x" + " for x in x" * 5000 + "]",
        "if 1: pass\n" + "elif 1: pass\n" * 900,
    ],
    ids=range(6),
)
def test_deep_code_is_read_or_refused_with_a_reason(source):
    assert read_or_refused(source) in (
        None,
        "solution.py is nested too deeply to be read.",
    )


@given(st.text(alphabet="abx =:([{.,'\n )]}+-*for in def return lambda", max_size=80))
def test_any_text_is_read_or_refused(text):
    assert read_or_refused(text) != ""


def read_or_refused(source):
    try:
        contents_of(source, "solution.py")
    except InputError as error:
        return error.problem
    return None
