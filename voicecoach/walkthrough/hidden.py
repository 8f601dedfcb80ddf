"""Calls that go over many values without a loop to be seen."""

import ast
from dataclasses import dataclass
from typing import Final

GOING_OVER: Final = frozenset(
    "sum min max any all list set tuple dict frozenset sorted collections.Counter "
    "collections.deque statistics.mean statistics.median".split()
)
"""Functions that go over what they are given."""

MAKING: Final = frozenset("list set tuple dict frozenset sorted copy deepcopy".split())
"""Of these, those that make a container as long."""

METHODS: Final = frozenset("index count remove sort reverse copy".split())
"""Methods that go over a list."""

FRONT: Final = ("pop", "insert")
"""Methods that move everything when they work at the front of a list."""

SORTS: Final = frozenset({"sorted", "list.sort"})


@dataclass(frozen=True, slots=True)
class Hidden:
    """A loop in a call: what it is called, and the expressions it goes over."""

    text: str
    over: tuple[ast.expr, ...]
    makes: bool = False


def goes_over(node: ast.Call, name: str) -> Hidden | None:
    """Tell what a call goes over, if it does; ``name`` is its full name.

    Examples
    --------
    >>> call = ast.parse("sorted(rows, key=len)").body[0].value
    >>> goes_over(call, "sorted").text
    'sorted'
    """
    if name.startswith("numpy.") and node.args:
        return Hidden(name.replace("numpy", "np", 1), tuple(node.args))
    if name in GOING_OVER and len(node.args) == 1:
        return Hidden(name, (node.args[0],), name in MAKING)
    if isinstance(node.func, ast.Attribute):
        method, owner = node.func.attr, node.func.value
        at_front = method in FRONT and bool(node.args) and _is_zero(node.args[0])
        # A string is joined by what it is given; the rest goes over its owner.
        if method == "join" and node.args:
            return Hidden("join", (node.args[0],))
        if at_front or (method in METHODS and not name.startswith("numpy")):
            text = f"list.{method}" + ("(0)" if at_front else "")
            return Hidden(text, (owner,), method in MAKING)
    return None


def _is_zero(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value == 0
