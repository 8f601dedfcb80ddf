"""What a loop adds to: containers that it neither takes from nor makes anew."""

import ast
from collections.abc import Iterator
from typing import Final, TypeAlias

from voicecoach.walkthrough.names import Imports, full_name
from voicecoach.walkthrough.origins import SELVES

Loop: TypeAlias = ast.For | ast.AsyncFor | ast.While

ADDING: Final = frozenset("append appendleft add extend insert".split())
TAKING: Final = frozenset("pop popleft popitem remove clear discard".split())
TAKING_HEAPS: Final = frozenset(
    f"heapq.{name}" for name in ("heappop", "heapreplace", "heappushpop")
)


def added(loop: Loop, known: Imports) -> Iterator[tuple[str, int]]:
    """Yield the containers that a loop adds to, with the line where it does.

    Examples
    --------
    >>> code = "for x in xs: seen.append(x); batch = []; batch.append(x)"
    >>> list(added(ast.parse(code).body[0], {}))
    [('seen', 1)]
    """
    found: dict[str, int] = {}
    kept: set[str] = set()
    for node in ast.walk(loop):
        if isinstance(node, ast.Call):
            adds, owner = _call(node, known)
            if adds and owner:
                found.setdefault(owner, node.lineno)
            elif owner:
                kept.add(owner)
        elif isinstance(node, ast.Assign):
            kept |= {t.id for t in node.targets if isinstance(t, ast.Name)}
        elif isinstance(node, ast.Delete):
            kept |= {_owner(target) for target in node.targets}
    yield from ((name, line) for name, line in found.items() if name not in kept)


def _call(node: ast.Call, known: Imports) -> tuple[bool, str]:
    """Tell whether a call adds to something or takes from it, and to what."""
    name = full_name(node.func, known)
    if node.args and (name in TAKING_HEAPS or name == "heapq.heappush"):
        return name not in TAKING_HEAPS, _owner(node.args[0])
    if isinstance(node.func, ast.Attribute) and node.func.attr in ADDING | TAKING:
        return node.func.attr in ADDING, _owner(node.func.value)
    return False, ""


def _owner(node: ast.expr) -> str:
    """Name the container that an expression is a part of: ``rows`` of ``rows[i]``."""
    while isinstance(node, ast.Subscript | ast.Call | ast.Attribute):
        inner = node.func if isinstance(node, ast.Call) else node.value
        own = isinstance(inner, ast.Name) and inner.id in SELVES
        if own and isinstance(node, ast.Attribute):
            return ast.unparse(node)
        node = inner
    return node.id if isinstance(node, ast.Name) else ""
