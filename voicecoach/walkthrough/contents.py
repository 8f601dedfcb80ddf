"""What code really contains, by its syntax alone: it is never run."""

import ast
import hashlib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from voicecoach.source import parse, read_source, too_deep
from voicecoach.types import CodeFunction, CodePart
from voicecoach.walkthrough.costs import cost
from voicecoach.walkthrough.graph import Graph, call_graph
from voicecoach.walkthrough.growth import Growth, growths
from voicecoach.walkthrough.loops import Look, Turn, look
from voicecoach.walkthrough.names import (
    TOP,
    Body,
    Imports,
    identifiers,
    imports,
    named_functions,
)
from voicecoach.walkthrough.structures import structures


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one function beyond what is shown of it.

    ``depth`` is how deep loops nest, those of the functions it calls counted.
    """

    shown: CodeFunction
    turns: tuple[Turn, ...]
    growths: tuple[Growth, ...]
    depth: int

    @property
    def name(self) -> str:
        """Its name without the class."""
        return self.shown.name.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a file of code.

    ``names`` are all identifiers in it, in lower case, ``modules`` what it imports.
    """

    name: str
    sha256: str
    length: int
    functions: tuple[Facts, ...]
    classes: tuple[CodePart, ...]
    structures: tuple[CodePart, ...]
    names: frozenset[str]
    modules: frozenset[str]

    @property
    def hidden_loops(self) -> tuple[CodePart, ...]:
        """The calls that hide a loop, each with its lines."""
        lines: dict[str, set[int]] = defaultdict(set)
        for function in self.functions:
            for turn in function.turns:
                if turn.text:
                    lines[turn.text].add(turn.line)
        parts = (CodePart(text, tuple(sorted(on))) for text, on in lines.items())
        return tuple(sorted(parts, key=lambda part: (part.lines, part.name)))

    def has(self, *kinds: str) -> bool:
        """Whether one of these structures is used."""
        return any(part.name in kinds for part in self.structures)


def read_code(path: Path) -> Contents:
    """Read what is in a file of Python code.

    Raises
    ------
    InputError
        Not there, not UTF-8, too large, not Python, or nested too deeply.
    """
    return contents_of(read_source(path), str(path))


def contents_of(source: str, name: str) -> Contents:
    """Find out what is in a text of Python code; ``name`` is where it comes from.

    Raises
    ------
    InputError
        It is not Python, or nested too deeply.
    """
    tree = parse(source, name)
    try:
        return _contents(tree, source, Path(name).name)
    except RecursionError as error:
        raise too_deep(name) from error


def _contents(tree: ast.Module, source: str, name: str) -> Contents:
    known = imports(tree)
    functions: list[tuple[str, Body]] = [*named_functions(tree)]
    if look(tree, known).turns:  # lines outside of functions, where they loop
        functions.append((TOP, tree))
    looks = {title: look(body, known) for title, body in functions}
    graph = call_graph(looks)
    return Contents(
        name=name,
        sha256=hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest(),
        length=len(source.splitlines()),
        functions=tuple(
            _facts(title, body, looks[title], graph, known) for title, body in functions
        ),
        classes=tuple(
            CodePart(node.name, (node.lineno,))
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef)
        ),
        structures=structures(tree, known),
        names=identifiers(tree),
        modules=frozenset(full.partition(".")[0] for full in known.values()),
    )


def _facts(title: str, body: Body, found: Look, graph: Graph, known: Imports) -> Facts:
    recursive, depth = title in graph.recursive, graph.depths[title]
    written = [turn for turn in found.turns if not turn.text]
    shown = CodeFunction(
        name=title,
        line=getattr(body, "lineno", 1),
        loops=max((len(turn.around) + 1 for turn in written), default=0),
        recursive=recursive,
        comprehensions=found.comprehensions,
        cost=cost(found.turns, recursive=recursive, calls_loops=depth > 0),
    )
    grown = growths(body, found, known)
    return Facts(shown, tuple(found.turns), grown, depth)
