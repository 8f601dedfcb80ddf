"""Inside another cell: run the tests of a challenge against code that runs elsewhere.

To the tests, ``solution`` is a module; its functions are calls over the wire, and what
comes back is plain values or objects that stayed where they are. So nothing that the
candidate's code does to its own process reaches the comparison.
"""

import ast
import builtins
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from types import ModuleType
from typing import Any, Final

from voicecoach.cell.serve import LONGEST, MODULE, Caught, told
from voicecoach.cell.wire import WireError, pack, receive, send, unpack

SHOWN: Final = 120
"""Characters of a value that are shown in a reason."""

TESTS: Final = "tests.py"

Tell = Callable[[dict[str, Any]], None]


class SolutionError(Exception):
    """What the candidate's code raised, where it is an exception of its own."""


class EndedError(BaseException):
    """The candidate's process is gone; no test may take it for its own exception."""


class Link:
    """Asks the cell of the candidate's code."""

    def __init__(self, requests: int, replies: int) -> None:
        self._requests, self._replies = requests, replies

    def ask(self, *asked: Any) -> Any:  # noqa: ANN401  (JSON)
        """Send a request; raise here what was raised there."""
        try:
            send(self._requests, asked)
            reply = receive(self._replies)
            if "raised" not in reply:
                return reply["value"]
            kind, known, text, line = reply["raised"]
        except (WireError, LookupError, TypeError, ValueError) as error:
            raise EndedError from error
        raise _raised(str(kind), str(known), str(text)[:LONGEST], line)

    def do(self, what: str, handle: int, *args: Any, **named: Any) -> Any:  # noqa: ANN401
        """Do something with an object over there."""
        packed = pack(args, self._keep), pack(named, self._keep)
        reply = self.ask(what, handle, *packed)
        try:
            value, after = (unpack(part, self.stand_in) for part in reply)
        except (WireError, TypeError, ValueError) as error:
            raise EndedError from error
        _renew(args, after)
        return value

    def name(self, name: str) -> Any:  # noqa: ANN401
        """Get what the code calls by that name."""
        try:
            return unpack(self.ask("name", name), self.stand_in)
        except WireError as error:
            raise EndedError from error

    def stand_in(self, handle: int, kind: str) -> "Remote":
        """Stand for an object over there."""
        return Remote(self, handle, kind)

    def _keep(self, thing: object) -> int:
        if isinstance(thing, Remote):
            return int(object.__getattribute__(thing, "_handle"))
        raise TypeError(f"a {type(thing).__name__} cannot be handed to the solution")


def _raised(kind: str, known: str, text: str, line: object) -> BaseException:
    """Make the exception that stands for one over there, to be caught like it."""
    made = getattr(builtins, known, None)
    error: BaseException
    if kind == known and isinstance(made, type) and issubclass(made, Exception):
        with Caught() as caught:
            error = made(text)
        if caught.error is not None:  # one that takes more than a text
            error = SolutionError(f"{kind}: {text}")
    else:
        error = SolutionError(f"{kind}: {text}")
    where = f" (line {line} of the solution)" if isinstance(line, int) else ""
    error.__notes__ = [f"{': '.join(filter(None, (kind, text)))}{where}"]
    return error


def _renew(args: tuple[Any, ...], after: Any) -> None:  # noqa: ANN401
    """Do to the arguments what was done to them in place."""
    if not isinstance(after, tuple) or len(after) != len(args):
        return
    for mine, theirs in zip(args, after, strict=True):
        if isinstance(mine, list) and isinstance(theirs, list):
            mine[:] = theirs
        elif isinstance(mine, dict | set) and type(theirs) is type(mine):
            mine.clear()
            mine.update(theirs)


class Remote:
    """An object that stayed with the candidate's code."""

    def __init__(self, link: Link, handle: int, kind: str) -> None:
        self._link, self._handle, self._kind = link, handle, kind

    def __call__(self, *args: Any, **named: Any) -> Any:  # noqa: ANN401
        """Call it over there."""
        return self._link.do("call", self._handle, *args, **named)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return self._link.do("get", self._handle, name)

    def __iter__(self) -> Iterator[Any]:
        found = self._link.do("iter", self._handle)
        # The iterator of a list-like object may itself come as an object.
        return iter(found) if not isinstance(found, Remote) else found

    def __next__(self) -> Any:  # noqa: ANN401
        return self._link.do("next", self._handle)

    def __len__(self) -> int:
        return int(self._link.do("len", self._handle))

    def __getitem__(self, key: object) -> Any:  # noqa: ANN401
        return self._link.do("item", self._handle, key)

    def __setitem__(self, key: object, value: object) -> None:
        self._link.do("put", self._handle, key, value)

    def __delitem__(self, key: object) -> None:
        self._link.do("drop", self._handle, key)

    def __contains__(self, item: object) -> bool:
        return bool(self._link.do("in", self._handle, item))

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"<an object of class {self._kind}>"


def judge(job: Mapping[str, Any], link: Link, tell: Tell) -> None:
    """Run the tests that are not done yet, and tell of each as it ends."""
    with Caught() as caught:
        link.ask("load")
    if isinstance(caught.error, EndedError):
        tell({"ended": True})
        return
    if caught.error is not None:
        tell({"problem": reason(caught.error)})
        return
    tests = _tests(job, link)
    tell({"tests": list(tests)})
    for name, test in tests.items():
        if name in job["done"]:
            continue
        tell({"begun": name})
        begun = time.perf_counter()
        with Caught() as caught:
            test()
        if isinstance(caught.error, EndedError):
            tell({"ended": True})
            return
        why = "" if caught.error is None else reason(caught.error)
        seconds = round(time.perf_counter() - begun, 3)
        passed = caught.error is None
        tell({"test": name, "passed": passed, "why": why, "seconds": seconds})
    tell({"through": True})


def reason(error: BaseException) -> str:
    """Say on one line why a test failed or the code could not be loaded."""
    kind, known, text, _ = told(error)
    plain = text if known == "AssertionError" else f"{kind}: {text}".rstrip(": ")
    raised_there = getattr(error, "__notes__", [plain])
    return " ".join(str(raised_there[0]).split())


def _tests(job: Mapping[str, Any], link: Link) -> dict[str, Callable[[], object]]:
    """Load the tests; their assertions tell what they compared."""
    solution = ModuleType(MODULE)
    for name in job["entry"]:
        setattr(solution, name, _named(link, name))
    sys.modules[MODULE] = solution
    tree = Telling(job["tests"]).visit(ast.parse(job["tests"]))
    space: dict[str, Any] = {"__name__": "tests", Telling.CALLED: _compared}
    exec(compile(ast.fix_missing_locations(tree), TESTS, "exec"), space)
    return {
        name: thing
        for name, thing in space.items()
        if name.startswith("test_") and callable(thing)
    }


def _named(link: Link, name: str) -> Any:  # noqa: ANN401
    """Get an entry by its name; where it is missing, each test that calls it fails."""
    try:
        return link.name(name)
    except AttributeError:
        missing = f"the solution has nothing called {name}"

        def absent(*_args: object, **_named: object) -> object:
            raise AssertionError(missing)

        return absent


class Telling(ast.NodeTransformer):
    """Lets ``assert a == b`` say what a and b were."""

    CALLED: Final = "_compared"

    def __init__(self, source: str) -> None:
        self._source = source

    def visit_Assert(self, node: ast.Assert) -> list[ast.stmt]:
        """Evaluate both sides once, before they are compared."""
        test = node.test
        text = ast.get_source_segment(self._source, test) or ""
        told = ast.Constant(f"expected {' '.join(text.split())}")
        if node.msg or not isinstance(test, ast.Compare) or len(test.ops) != 1:
            node.msg = node.msg or told
            return [node]
        sides = [test.left, test.comparators[0]]
        names = ("_left", "_right")
        targets: list[ast.expr] = [ast.Name(name, ast.Store()) for name in names]
        left, right = (ast.Name(name, ast.Load()) for name in names)
        # What is written out in the test need not be shown once more.
        shown = ast.List(
            [name for name, side in zip((left, right), sides, strict=True)
             if not isinstance(side, ast.Constant | ast.List | ast.Dict | ast.Tuple)],
            ast.Load(),
        )  # fmt: skip
        message = ast.Call(ast.Name(self.CALLED, ast.Load()), [told, shown], [])
        value = ast.Tuple(sides, ast.Load())
        made = (
            ast.Assign([ast.Tuple(targets, ast.Store())], value),
            ast.Assert(ast.Compare(left, test.ops, [right]), message),
        )
        return [ast.copy_location(statement, node) for statement in made]


def _compared(text: str, values: list[object]) -> str:
    return f"{text}, got {' and '.join(map(_shown, values))}" if values else text


def _shown(value: object) -> str:
    with Caught():
        text = repr(value)
        return text if len(text) <= SHOWN else text[:SHOWN] + "..."
    return "a value that cannot be shown"
