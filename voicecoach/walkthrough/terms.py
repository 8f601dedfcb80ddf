"""How data structures are called when they are spoken of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Term:
    """A structure as it is said.

    Attributes
    ----------
    spoken : str
        An expression over lower-case words.
    kinds : tuple of str
        The structures of the code, any of which it may mean.
    stem : str
        A name in the code with this in it may be one of the speaker's own making.
    """

    spoken: str
    kinds: tuple[str, ...]
    stem: str


_DICTS: Final = ("dict", "ordered dict", "default dict", "counter")

TERMS: Final[Mapping[str, Term]] = {
    "dictionary": Term(
        r"(?:ordered |default )?(?:dict|dicts|dictionary|dictionaries)"
        r"|hash ?(?:maps?|tables?)",
        _DICTS,
        "dict",
    ),
    "set": Term(
        r"(?<!data )(?<!training )(?<!test )(?<!validation )"
        r"(?:sets?)(?! up| of \w+s that| to| the| it| aside| size)",
        ("set",),
        "set",
    ),
    "heap": Term(
        r"(?:min |max )?heaps?|heap ?q|heapq|priority queues?", ("heap",), "heap"
    ),
    "deque": Term(r"deques?|double ended queues?|dequeues?", ("deque",), "deque"),
    "queue": Term(
        r"(?<!priority )(?<!ended )queues?", ("deque", "queue", "list"), "queue"
    ),
    "stack": Term(r"stacks?", ("list", "deque", "stack"), "stack"),
    "list": Term(r"(?<!linked )(?<!adjacency )lists?", ("list",), "list"),
    "linked list": Term(
        r"(?:doubly |singly )?linked lists?", ("linked list", "ordered dict"), "node"
    ),
    "tuple": Term(r"(?<!named )tuples?", ("tuple", "named tuple"), "tuple"),
    "named tuple": Term(r"named ?tuples?", ("named tuple",), "tuple"),
    "dataclass": Term(r"data ?class(?:es)?", ("dataclass",), "dataclass"),
    "counter": Term(r"counters?", ("counter", "dict"), "count"),
    "NumPy array": Term(
        r"(?:num ?pi|num ?pie|numpy|np) ?(?:arrays?|matrix|matrices|vectors?)?",
        ("NumPy array",),
        "numpy",
    ),
    "array": Term(
        r"(?<!numpy )(?<!np )arrays?", ("NumPy array", "array", "list"), "array"
    ),
    "data frame": Term(r"data ?frames?|pandas", ("data frame",), "frame"),
    "generator": Term(
        r"generators?|yields?", ("generator", "generator expression"), "yield"
    ),
}
"""By the name that a report gives it."""

NOT_ASKED: Final = frozenset({"list", "tuple", "generator expression"})
"""Structures that are everywhere in Python: nobody need speak of them."""
