"""What grows with the input: containers that are added to in loops, and copies."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from voicecoach.walkthrough.adding import added
from voicecoach.walkthrough.loops import COMPREHENSIONS, Look
from voicecoach.walkthrough.names import Body, Imports
from voicecoach.walkthrough.origins import Roots


@dataclass(frozen=True, slots=True)
class Growth:
    """A container that grows with the input; ``result``: it is what is given back."""

    name: str
    line: int
    over: Roots
    result: bool


def growths(body: Body, found: Look, known: Imports) -> tuple[Growth, ...]:
    """List what grows in a function or module, each container once."""
    results = frozenset() if isinstance(body, ast.Module) else frozenset(_results(body))
    grown: dict[str, Growth] = {}
    for loop, over in found.loops:
        if over:
            for name, line in added(loop, known):
                grown.setdefault(name, Growth(name, line, over, name in results))
    for turn in found.turns:
        if turn.makes and turn.over and not turn.around:
            name = f"what {turn.text or 'a comprehension'} makes"
            copy = Growth(name, turn.line, turn.over, str(turn.line) in results)
            grown.setdefault(f"{name} {turn.line}", copy)
    return tuple(sorted(grown.values(), key=lambda growth: growth.line))


def _results(function: ast.AST) -> Iterator[str]:
    """Yield the names that are given back, and the lines where they are made."""
    returned: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Return) and node.value is not None:
            value = node.value
            parts = value.elts if isinstance(value, ast.Tuple) else [value]
            returned |= {part.id for part in parts if isinstance(part, ast.Name)}
            yield from (str(part.lineno) for part in parts if _is_made(part))
    yield from returned
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            names = {t.id for t in node.targets if isinstance(t, ast.Name)}
            if names & returned:
                yield str(node.value.lineno)


def _is_made(node: ast.expr) -> bool:
    return isinstance(node, (*COMPREHENSIONS, ast.Call))
