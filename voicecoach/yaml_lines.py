"""YAML as texts, lists and fields that know their lines.

A value stays the text that is written: none turns into a date, a number or a yes.
Nothing is constructed and nothing is expanded: tags, references (``&a``, ``*a``) and
whatever is too large or too deep are mistakes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final, TypeAlias

from voicecoach import small_file
from voicecoach.errors import InputError
from voicecoach.yaml_events import Event, TearError, events

LARGEST: Final = 1_000_000
"""Bytes that a file may have; the built-in bank has a seventh of that."""

DEEPEST: Final = 10
"""Lists and fields inside one another; the bank has five."""

MOST_TORN: Final = 50
"""Places that are not YAML, after which the rest of a file is left alone."""

# What YAML does not allow, and the separators that only some programs count as lines.
_NOT_TEXT: Final = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_UNREAD: Final = " What follows was not read."
_ITEM: Final = re.compile(r"^ *(?=- )", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in a file, where, and what to write instead."""

    line: int
    problem: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Text:
    """A value that is a text; the empty text where nothing is written."""

    line: int
    value: str


@dataclass(frozen=True, slots=True)
class Items:
    """A value that is a list."""

    line: int
    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """A value that has fields; the line of each value is that of its field's name."""

    line: int
    fields: Mapping[str, "Node"]


@dataclass(frozen=True, slots=True)
class Torn:
    """What stood here is no value; the mistake is already known."""

    line: int


Node: TypeAlias = Text | Items | Fields | Torn


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was read, None for nothing, and the mistakes; ``whole`` if all was YAML."""

    root: Node | None
    mistakes: tuple[Mistake, ...]
    whole: bool


def read(path: Path | Traversable) -> str:
    """Read a file of text; however its lines end, they end with a line feed.

    Raises
    ------
    InputError
        It is not there, too large or not UTF-8.
    """
    remedy = "Split it, or name the file that you mean."
    data = small_file.read(path, LARGEST, remedy)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{path}:{line}: not a text in UTF-8.", "Save it as plain text in UTF-8."
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parse(text: str) -> Parsed:
    r"""Parse a document; where an item of a list is torn, go on with the next one.

    Examples
    --------
    >>> parsed = parse("steps:\n- track: team\n  level: no\n")
    >>> parsed.root.fields["steps"].items[0].fields["level"]
    Text(line=3, value='no')
    """
    tree = _Tree()
    text = _only_text(text, tree)
    first = _ITEM.search(text)
    indent = first[0] if first else ""
    piece, before, torn = text, 0, 0
    while True:
        try:
            for event in events(piece):
                tree.grow(event, before)
            break
        except TearError as error:
            torn += 1
            line = error.line + before
            inside = text.split("\n", line)[line - 1].startswith(" ")
            goes_on = tree.tear(line, inside=inside) and torn < MOST_TORN
            remedy = error.remedy if goes_on else error.remedy + _UNREAD
            tree.mistakes.append(Mistake(line, error.problem, remedy))
            following = _next_items(text, line, indent) if goes_on else None
            if following is None:
                break
            piece, before = following
    by_line = sorted(tree.mistakes, key=lambda mistake: mistake.line)
    return Parsed(tree.finish(), tuple(by_line), torn == 0)


@dataclass(slots=True)
class _Frame:
    """A list or fields that are still open."""

    line: int
    listed: list[Node] | None
    named: dict[str, Node] = field(default_factory=dict)
    name: str | None = None
    name_line: int = 0

    def node(self) -> Node:
        if self.listed is not None:
            return Items(self.line, tuple(self.listed))
        return Fields(self.line, self.named)


class _Tree:
    """Grows by events; what is torn is cut off and leaves a mark."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []
        self._open: list[_Frame] = []
        self._root: Node | None = None
        self._resumes = False

    def grow(self, event: Event, lines_before: int) -> None:
        """Take one event; its lines are counted from a piece's beginning."""
        line = event.line + lines_before
        if self._resumes and event.kind == "list":
            self._resumes = False  # the list that was torn is open still
            return
        if event.sign:
            self._refuse(event.sign, line)
        if event.kind == "end":
            self._put(self._open.pop().node(), closed=True)
        elif event.kind == "text":
            node = Torn(line) if event.sign.startswith("*") else Text(line, event.value)
            self._put(node)
        else:
            self._go_deeper(event, line)

    def tear(self, line: int, *, inside: bool) -> bool:
        """Cut off what is open inside the outermost list; False if there is none.

        A line ``inside`` an item may begin so far left that the list counted as closed.
        """
        if inside and len(self._open) == 1:
            self._open_again(self._open[0])
        depth = next(
            (n for n, f in enumerate(self._open, 1) if f.listed is not None), 0
        )
        if not depth:
            return False
        del self._open[depth:]
        outermost = self._open[-1].listed
        if outermost is not None:
            outermost.append(Torn(line))
        self._resumes = True
        return True

    def _open_again(self, frame: _Frame) -> None:
        name, node = next(reversed(frame.named.items()), ("", None))
        if frame.name is None and isinstance(node, Items):
            frame.name, frame.name_line = name, node.line
            del frame.named[name]
            self._open.append(_Frame(node.line, list(node.items[:-1])))

    def finish(self) -> Node | None:
        """Close what is open and give the whole."""
        while self._open:
            self._put(self._open.pop().node(), closed=True)
        return self._root

    def _go_deeper(self, event: Event, line: int) -> None:
        parent = self._open[-1] if self._open else None
        if parent and parent.listed is None and parent.name is None:
            raise TearError(event.line, "a field's name is no text")
        if len(self._open) == DEEPEST:
            raise TearError(
                event.line,
                f"more than {DEEPEST} lists and fields inside one another",
                "The example in docs/questions.md has five.",
            )
        self._open.append(_Frame(line, [] if event.kind == "list" else None))

    def _put(self, node: Node, *, closed: bool = False) -> None:
        """Hang a value where it belongs: in the list, at its name, or at the top."""
        if not self._open:
            self._root = node
            return
        frame = self._open[-1]
        if frame.listed is not None:
            frame.listed.append(node)
        elif frame.name is None and not closed:
            frame.name = node.value if isinstance(node, Text) else ""
            frame.name_line = node.line
        elif frame.name is not None:
            self._name(frame, frame.name, node)
            frame.name = None

    def _name(self, frame: _Frame, name: str, node: Node) -> None:
        if name in frame.named:
            self.mistakes.append(
                Mistake(
                    frame.name_line,
                    f"the field {name!r} is given twice",
                    "Leave one of them out.",
                )
            )
        else:
            frame.named[name] = replace(node, line=frame.name_line)

    def _refuse(self, sign: str, line: int) -> None:
        self.mistakes.append(
            Mistake(
                line,
                f"{sign!r} is a tag or a reference, which are not read here",
                "Write the text itself; in double quotes if it begins with that sign.",
            )
        )


def _only_text(text: str, tree: _Tree) -> str:
    """Replace what YAML does not allow, and note it once a line."""
    tree.mistakes.extend(
        Mistake(number, "a control character", "Remove it, or write the line again.")
        for number, line in enumerate(text.split("\n"), 1)
        if _NOT_TEXT.search(line)
    )
    return _NOT_TEXT.sub(" ", text) if tree.mistakes else text


def _next_items(text: str, line: int, indent: str) -> tuple[str, int] | None:
    """Cut out the items of a list that begin below a line, and count what is before."""
    below = text.split("\n", line)[-1] if text.count("\n") >= line else ""
    item = re.compile(rf"^{indent}- ", re.MULTILINE).search(below)
    if item is None:
        return None
    rest = below[item.start() :]
    # The list ends where a line is neither an item, nor deeper, nor empty, nor a note.
    end = re.compile(rf"^(?!{indent}(?:-(?: |$)| )| *(?:#|$)).", re.MULTILINE)
    found = end.search(rest)
    before = line + below.count("\n", 0, item.start())
    return rest[: found.start() if found else None], before
