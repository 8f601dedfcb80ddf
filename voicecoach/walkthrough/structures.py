"""Which data structures code uses, by its syntax."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from voicecoach.types import CodePart
from voicecoach.walkthrough.names import Imports, full_name

CALLS: Final = {
    "dict": "dict",
    "collections.OrderedDict": "ordered dict",
    "collections.defaultdict": "default dict",
    "collections.Counter": "counter",
    "set": "set",
    "frozenset": "set",
    "list": "list",
    "sorted": "list",
    "tuple": "tuple",
    "collections.deque": "deque",
    "collections.namedtuple": "named tuple",
    "queue.Queue": "queue",
    "queue.SimpleQueue": "queue",
    "queue.LifoQueue": "stack",
    "queue.PriorityQueue": "heap",
    "array.array": "array",
}
"""What makes a structure, by its full name."""

MODULES: Final = {"heapq": "heap", "numpy": "NumPy array", "pandas": "data frame"}
"""Modules any use of which is use of a structure."""

BASES: Final = {"typing.NamedTuple": "named tuple", "NamedTuple": "named tuple"}

DATACLASSES: Final = ("dataclasses.dataclass", "dataclass")

SYNTAX: Final[dict[type[ast.AST], str]] = {
    ast.Dict: "dict",
    ast.DictComp: "dict",
    ast.Set: "set",
    ast.SetComp: "set",
    ast.List: "list",
    ast.ListComp: "list",
    ast.Tuple: "tuple",
    ast.GeneratorExp: "generator expression",
    ast.Yield: "generator",
    ast.YieldFrom: "generator",
}


def structures(tree: ast.Module, known: Imports) -> tuple[CodePart, ...]:
    """List the structures that are made or used, each with its lines."""
    lines: dict[str, set[int]] = defaultdict(set)
    for node in ast.walk(tree):
        for kind in _kinds(node, known):
            lines[kind].add(getattr(node, "lineno", 1))
    parts = (CodePart(kind, tuple(sorted(found))) for kind, found in lines.items())
    return tuple(sorted(parts, key=lambda part: (part.lines, part.name)))


def _kinds(node: ast.AST, known: Imports) -> Iterator[str]:
    kind = SYNTAX.get(type(node))
    # Names on the left of an assignment are unpacked, and nothing is made.
    if kind and not isinstance(getattr(node, "ctx", None), ast.Store | ast.Del):
        yield kind
    if isinstance(node, ast.Call):
        yield from _called(full_name(node.func, known))
    elif isinstance(node, ast.Attribute | ast.Name):
        yield from _of_module(full_name(node, known))
    elif isinstance(node, ast.ClassDef):
        yield from _class(node, known)


def _called(name: str) -> Iterator[str]:
    if name in CALLS:
        yield CALLS[name]


def _of_module(name: str) -> Iterator[str]:
    module, _, rest = name.partition(".")
    if module in MODULES and rest:
        yield MODULES[module]


def _class(node: ast.ClassDef, known: Imports) -> Iterator[str]:
    for decorator in node.decorator_list:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        if full_name(called, known) in DATACLASSES:
            yield "dataclass"
    for base in node.bases:
        name = full_name(base, known)
        yield from filter(None, [BASES.get(name), CALLS.get(name)])
    if any(
        isinstance(inner, ast.Attribute)
        and inner.attr in ("next", "nxt", "_next")
        and isinstance(inner.ctx, ast.Store)
        for inner in ast.walk(node)
    ):
        yield "linked list"
