"""The loops of a function: how deep they nest, over what, and those that calls hide."""

import ast
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from voicecoach.walkthrough import origins
from voicecoach.walkthrough.adding import Loop, added
from voicecoach.walkthrough.hidden import SORTS, goes_over
from voicecoach.walkthrough.names import Body, Imports, full_name
from voicecoach.walkthrough.origins import NONE, Origins, Roots

Comprehension: TypeAlias = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
Around: TypeAlias = tuple[Roots, ...]

COMPREHENSIONS: Final = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
LOOPS: Final = (ast.For, ast.AsyncFor, ast.While)
OTHERS: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True, slots=True)
class Turn:
    """A loop, written or hidden in a call: where, over what, inside which others.

    Attributes
    ----------
    text : str
        What hides it, as "sorted"; empty for a loop that is written.
    over : frozenset of str
        The parameters whose length it takes (``origins``).
    around : tuple of frozenset
        The same of each loop around it, from the outermost.
    counted : bool
        False for a while loop: how often it turns cannot be read from it.
    makes : bool
        Whether it makes a container of what it goes over.
    """

    line: int
    text: str
    over: Roots
    around: Around = ()
    counted: bool = True
    makes: bool = False


@dataclass(slots=True)
class Look:
    """What a walk over one function found.

    ``calls`` are names with the number of loops around, ``loops`` the statements with
    what they go over.
    """

    turns: list[Turn] = field(default_factory=list)
    calls: list[tuple[str, int]] = field(default_factory=list)
    loops: list[tuple[Loop, Roots]] = field(default_factory=list)
    comprehensions: int = 0


def look(body: Body, known: Imports) -> Look:
    """Walk over the lines of a function or module; functions inside are not entered."""
    walk = _Walk(known, origins.start(body))
    walk.block(body.body, ())
    return walk.found


class _Walk:
    """Walks in the order of the lines, and remembers the loops it is in."""

    def __init__(self, known: Imports, roots: Origins) -> None:
        self.found = Look()
        self._known, self._roots = known, roots
        self._lists: set[str] = set()

    def block(self, body: list[ast.stmt], around: Around) -> None:
        """Walk over statements."""
        for statement in body:
            if isinstance(statement, LOOPS):
                self._loop(statement, around)
            elif not isinstance(statement, OTHERS):
                self._inside(statement, around)
                if isinstance(statement, ast.Assign):
                    self._assign(statement)

    def _loop(self, loop: Loop, around: Around) -> None:
        counted = not isinstance(loop, ast.While)
        over = self._over(loop.test if isinstance(loop, ast.While) else loop.iter)
        self._expression(
            loop.test if isinstance(loop, ast.While) else loop.iter, around
        )
        inside = around
        if isinstance(loop, ast.While) or not _fixed(loop.iter):
            self.found.turns.append(Turn(loop.lineno, "", over, around, counted))
            inside = (*around, over if counted else NONE)
            self.found.loops.append((loop, over))
            for name, _ in added(loop, self._known):
                # Looking through it on a later turn is as long as the loop itself.
                self._roots[name] = self._roots.get(name, NONE) | over
        if not isinstance(loop, ast.While):
            origins.bind_loop(loop.target, loop.iter, self._roots)
        self.block(loop.body, inside)
        self.block(loop.orelse, around)

    def _inside(self, node: ast.AST, around: Around) -> None:
        """Walk over the parts of a statement: expressions, branches, handlers."""
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.stmt):
                self.block([child], around)
            elif isinstance(child, ast.expr):
                self._expression(child, around)
            else:
                self._inside(child, around)

    def _assign(self, statement: ast.Assign) -> None:
        value = statement.value
        is_list = isinstance(value, ast.List | ast.ListComp) or (
            isinstance(value, ast.Call)
            and full_name(value.func, self._known) in ("list", "sorted")
        )
        for target in statement.targets:
            name = target.id if isinstance(target, ast.Name) else ""
            found = origins.assigned(name, value, self._roots)
            origins.bind(target, found - {""}, self._roots)
            if isinstance(target, ast.Name):
                (self._lists.add if is_list else self._lists.discard)(target.id)

    def _expression(self, node: ast.expr, around: Around) -> None:
        if isinstance(node, COMPREHENSIONS):
            self._comprehension(node, around)
        elif isinstance(node, ast.Call):
            self._call(node, around)
        else:
            if isinstance(node, ast.Compare):
                self._membership(node, around)
            self._inside(node, around)

    def _comprehension(self, node: Comprehension, around: Around) -> None:
        self.found.comprehensions += 1
        makes = not isinstance(node, ast.GeneratorExp)
        for part in node.generators:
            self._expression(part.iter, around)
            over = self._over(part.iter)
            if not _fixed(part.iter):
                turn = Turn(node.lineno, "", over, around, makes=makes)
                self.found.turns.append(turn)
                around = (*around, over)
            origins.bind_loop(part.target, part.iter, self._roots)
            for test in part.ifs:
                self._expression(test, around)
        made = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        for element in made:
            self._expression(element, around)

    def _call(self, node: ast.Call, around: Around) -> None:
        name = full_name(node.func, self._known)
        self.found.calls.append((name, len(around)))
        inside = around
        hidden = goes_over(node, name)
        if hidden is not None:
            over = frozenset().union(*map(self._over, hidden.over))
            # A comprehension inside was counted for itself.
            if not isinstance(hidden.over[0], COMPREHENSIONS) or hidden.text in SORTS:
                turn = Turn(node.lineno, hidden.text, over, around, makes=hidden.makes)
                self.found.turns.append(turn)
            inside = (*around, over)
        for child in ast.iter_child_nodes(node):
            part = child.value if isinstance(child, ast.keyword) else child
            if isinstance(part, ast.Lambda):  # called once an element
                self._expression(part.body, inside)
            elif isinstance(part, ast.expr):
                self._expression(part, around)

    def _membership(self, node: ast.Compare, around: Around) -> None:
        for kind, right in zip(node.ops, node.comparators, strict=True):
            is_list = isinstance(right, ast.Name) and right.id in self._lists
            if isinstance(kind, ast.In | ast.NotIn) and is_list:
                over = self._over(right)
                self.found.turns.append(Turn(node.lineno, "in a list", over, around))

    def _over(self, node: ast.expr) -> Roots:
        return origins.whole(origins.roots(node, self._roots))


def _fixed(node: ast.expr) -> bool:
    """Whether a loop goes over a few values that are written out."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id == "range" and all(map(_fixed, node.args))
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        return not any(isinstance(item, ast.Starred) for item in node.elts)
    return isinstance(node, ast.Constant)
