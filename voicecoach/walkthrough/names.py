"""What names mean in a module: where they were imported from, by the syntax alone."""

import ast
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef)

Body: TypeAlias = Function | ast.Module
"""What has lines of its own: a function, or a module outside of its functions."""

TOP: Final = "(top level)"
"""What stands for a function where lines are in none."""

Imports: TypeAlias = Mapping[str, str]
"""A name of this module to the full name of what it stands for."""


def imports(tree: ast.Module) -> Imports:
    """Collect what is imported anywhere in a module.

    Examples
    --------
    >>> imports(ast.parse("import numpy as np; from heapq import heappush as push"))
    {'np': 'numpy', 'push': 'heapq.heappush'}
    """
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.partition(".")[0]
                found[alias.asname or top] = alias.name if alias.asname else top
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                found[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return found


def full_name(node: ast.expr, known: Imports) -> str:
    """Write what an expression names, with imports resolved; empty for no name.

    Examples
    --------
    >>> call = ast.parse("np.linalg.norm(x)").body[0].value
    >>> full_name(call.func, {"np": "numpy"})
    'numpy.linalg.norm'
    """
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    parts.append(known.get(node.id, node.id))
    return ".".join(reversed(parts))


def named_functions(tree: ast.Module) -> Iterator[tuple[str, Function]]:
    """Walk over all functions and methods, each with its qualified name."""
    waiting: deque[tuple[str, ast.AST]] = deque([("", tree)])
    while waiting:
        prefix, node = waiting.popleft()
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                name = f"{prefix}{child.name}"
                if isinstance(child, FUNCTIONS):
                    yield name, child
                waiting.append((f"{name}.", child))
            else:
                waiting.append((prefix, child))


def identifiers(tree: ast.Module) -> frozenset[str]:
    """Collect all names that a module gives or uses, in lower case."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.alias | ast.ClassDef | ast.FunctionDef):
            found.add(node.name)
    return frozenset(name.lower() for name in found)
