"""What the names in a function come from: its parameters, or elements of them.

A name has roots: ``xs`` itself for what is as long as the parameter xs (its copy, its
length, an index into it), ``*xs`` for one of its elements. A guess from assignments in
the order of the lines, good enough to say "over xs, inside a loop over xs".
"""

import ast
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from voicecoach.walkthrough.names import Body, Function

Roots: TypeAlias = frozenset[str]
Origins: TypeAlias = dict[str, Roots]

NONE: Final[Roots] = frozenset()
SELVES: Final = ("self", "cls")

AS_LONG: Final = frozenset(
    "list tuple sorted set frozenset dict enumerate zip reversed range len iter map "
    "filter int abs round deque Counter array asarray items keys values copy".split()
)
"""Functions and methods that give something as long as what they are given."""


def parameters(function: Function) -> tuple[str, ...]:
    """Give the names of a function's parameters, but for self."""
    spec = function.args
    plain = [*spec.posonlyargs, *spec.args, *spec.kwonlyargs]
    more = [arg for arg in (spec.vararg, spec.kwarg) if arg]
    return tuple(arg.arg for arg in (*plain, *more) if arg.arg not in SELVES)


def start(body: Body) -> Origins:
    """Give the roots that are known before the first line."""
    names = () if isinstance(body, ast.Module) else parameters(body)
    return {name: frozenset((name,)) for name in names}


def assigned(name: str, value: ast.expr, known: Mapping[str, Roots]) -> Roots:
    """Find what a name comes from that is given a value.

    What a call gives that takes no parameter in whole (a file that is read) is an
    input of its own.
    """
    found = roots(value, known)
    if isinstance(value, ast.Call) and value.args and not whole(found):
        return found | {name}
    return found


def roots(node: ast.expr, known: Mapping[str, Roots]) -> Roots:
    """Find what the size of an expression's value goes with."""
    return frozenset(_roots(node, known))


def _roots(node: ast.expr, known: Mapping[str, Roots]) -> Iterator[str]:
    if isinstance(node, ast.Name):
        yield from known.get(node.id, NONE)
    elif isinstance(node, ast.Attribute):
        if isinstance(node.value, ast.Name) and node.value.id in SELVES:
            yield f"{node.value.id}.{node.attr}"
        else:
            yield from _roots(node.value, known)
    elif isinstance(node, ast.Subscript):
        whole_of = roots(node.value, known)
        yield from whole_of if _reaches_far(node, known) else elements(whole_of)
    elif isinstance(node, ast.Call):
        yield from _call(node, known)
    elif not isinstance(node, ast.Constant | ast.Lambda):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                yield from _roots(child, known)


def _call(node: ast.Call, known: Mapping[str, Roots]) -> Iterator[str]:
    """Go through a call: what a function nobody knows gives has no known length."""
    parts = list(node.args)
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if isinstance(node.func, ast.Attribute):
        name = node.func.attr
        parts.append(node.func.value)
    several = name in ("min", "max") and len(node.args) > 1
    for part in parts:
        inside = roots(part, known)
        whole_kept = (name in AS_LONG or several) and not isinstance(part, ast.Starred)
        yield from inside if whole_kept else elements(inside)


def _reaches_far(node: ast.Subscript, known: Mapping[str, Roots]) -> bool:
    """Whether a part of something may be nearly all of it: ``xs[i:]``, ``xs[:i]``."""
    if not isinstance(node.slice, ast.Slice):
        return False
    upper = node.slice.upper
    if upper is None:
        return True
    shared = roots(upper, known) & roots(node.value, known)
    return node.slice.lower is None and bool(shared)


def elements(found: Roots) -> Roots:
    """Go from what a whole comes from to what its elements do."""
    return frozenset(name if name.startswith("*") else f"*{name}" for name in found)


def bind(target: ast.expr, value: Roots, known: Origins) -> None:
    """Note what the names of an assignment come from."""
    for node in ast.walk(target):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            known[node.id] = value


def bind_loop(target: ast.expr, over: ast.expr, known: Origins) -> None:
    """Note what the names of a loop come from: indices, or elements."""
    func = over.func if isinstance(over, ast.Call) else None
    called = func.id if isinstance(func, ast.Name) else ""
    inside = roots(over, known)
    if called == "range":
        bind(target, inside, known)
    elif called == "enumerate" and isinstance(target, ast.Tuple) and target.elts:
        bind(target.elts[0], inside, known)
        for rest in target.elts[1:]:
            bind(rest, elements(inside), known)
    else:
        bind(target, elements(inside), known)


def whole(found: Roots) -> Roots:
    """Keep what is as long as a parameter; single elements are left out."""
    return frozenset(name for name in found if not name.startswith("*"))
