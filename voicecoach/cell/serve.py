"""Inside a cell: run the candidate's code, and answer calls of its functions.

Everything here may be replaced by the code that runs beside it; all it can reach that
way is its own answers.
"""

import builtins
import operator
import traceback
from collections.abc import Callable, Mapping
from types import ModuleType, TracebackType
from typing import Any, Final

from voicecoach.cell.wire import WireError, pack, receive, send, unpack

MODULE: Final = "solution"
"""What the candidate's code is called inside."""

LONGEST: Final = 300
"""Characters of a reason that are told."""

SPECIAL: Final[Mapping[str, Callable[..., Any]]] = {
    "call": lambda thing, *args, **named: thing(*args, **named),
    "get": getattr,
    "iter": iter,
    "next": next,
    "len": len,
    "item": operator.getitem,
    "put": operator.setitem,
    "drop": operator.delitem,
    "in": operator.contains,
    "text": repr,
}
"""What can be asked of an object that stays here."""


class Caught:
    """Catches whatever is raised inside, and keeps it: the end of foreign code."""

    def __init__(self) -> None:
        self.error: BaseException | None = None

    def __enter__(self) -> "Caught":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        self.error = error
        return True


class Server:
    """Answers requests until nobody asks any more.

    Parameters
    ----------
    source : str
        The candidate's code.
    requests, replies : int
        The descriptors that lead to whoever asks.
    """

    def __init__(self, source: str, requests: int, replies: int) -> None:
        self._source = source
        self._requests, self._replies = requests, replies
        self._objects: list[object] = []
        self._module = ModuleType(MODULE)

    def serve(self) -> None:
        """Answer one request after the other."""
        while True:
            try:
                self._answer(receive(self._requests))
            except WireError:
                return

    def _answer(self, asked: list[Any]) -> None:
        with Caught() as caught:
            reply = {"value": self._do(*asked)}
            send(self._replies, reply)
        if caught.error is not None:
            send(self._replies, {"raised": told(caught.error)})

    def _do(self, what: str, *data: Any) -> Any:  # noqa: ANN401  (JSON)
        if what == "load":
            return self._load()
        if what == "name":
            (name,) = data
            return pack(getattr(self._module, name), self._keep)
        handle, packed_args, packed_named = data
        args = unpack(packed_args, self._give)
        named = unpack(packed_named, self._give)
        value = SPECIAL[what](self._objects[handle], *args, **named)
        # The arguments go back as well: what was changed in place is seen there.
        return [pack(value, self._keep), pack(args, self._keep)]

    def _load(self) -> None:
        import sys

        sys.modules[MODULE] = self._module
        code = compile(self._source, f"{MODULE}.py", "exec")
        exec(code, self._module.__dict__)

    def _keep(self, thing: object) -> int:
        self._objects.append(thing)
        return len(self._objects) - 1

    def _give(self, handle: int, _name: str) -> object:
        return self._objects[handle]


def told(error: BaseException) -> list[str | int | None]:
    """Tell of an exception: its type, that type's builtin ancestor, text and line."""
    known = next(
        kind.__name__
        for kind in type(error).__mro__
        if getattr(builtins, kind.__name__, None) is kind
    )
    text = ""
    with Caught():  # its text may be foreign code
        text = str(error)[:LONGEST]
    return [type(error).__name__, known, text, _line(error)]


def _line(error: BaseException) -> int | None:
    """Find the line of the candidate's code that an exception came through last."""
    file = f"{MODULE}.py"
    if isinstance(error, SyntaxError) and error.filename == file:
        return error.lineno
    steps = traceback.extract_tb(error.__traceback__, limit=-50)
    lines = [step.lineno for step in steps if step.filename == file]
    return lines[-1] if lines else None
