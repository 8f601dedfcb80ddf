"""Which functions of a module call which, and what follows from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from voicecoach.walkthrough.loops import Look

Calls: TypeAlias = Mapping[str, Sequence[tuple[str, int]]]
"""A function to those that it calls, each with the number of loops around the call."""

DEEPEST: Final = 9
"""Loops that are counted at most: mutual recursion would nest them for ever."""


@dataclass(frozen=True, slots=True)
class Graph:
    """What the calls of a module show.

    ``recursive`` are the functions that come to call themselves; ``depths`` how deep
    loops nest in each, those of the functions it calls counted.
    """

    recursive: frozenset[str]
    depths: Mapping[str, int]


def call_graph(looks: Mapping[str, Look]) -> Graph:
    """Follow the calls between functions."""
    calls = _calls(looks)
    own = {
        title: max((len(turn.around) + 1 for turn in found.turns), default=0)
        for title, found in looks.items()
    }
    return Graph(recursive(calls), depths(own, calls))


def _calls(looks: Mapping[str, Look]) -> Calls:
    """Find the functions that are called; a method by its last name, on self."""
    by_last: dict[str, str] = {}
    for title in looks:
        by_last.setdefault(title.rpartition(".")[2], title)
    return {
        title: tuple(
            (by_last[last], depth)
            for name, depth in found.calls
            if (last := name.rpartition(".")[2]) in by_last
            and ("." not in name or name.startswith(("self.", "cls.")))
        )
        for title, found in looks.items()
    }


def depths(own: Mapping[str, int], calls: Calls) -> dict[str, int]:
    """Add the loops of called functions to those around their calls.

    Examples
    --------
    >>> depths({"f": 1, "g": 2}, {"f": [("g", 1)], "g": []})
    {'f': 3, 'g': 2}
    """
    known = dict(own)
    for _ in range(DEEPEST):
        grown = {}
        for name, deep in own.items():
            called = (around + known[callee] for callee, around in calls[name])
            grown[name] = min(DEEPEST, max((deep, *called)))
        if grown == known:
            break
        known = grown
    return known


def recursive(calls: Calls) -> frozenset[str]:
    """Find the functions that come to call themselves, by however many steps.

    Whoever calls nobody, or is called by nobody, is left out until all that remain
    call in circles.
    """
    forward = {name: {callee for callee, _ in found} for name, found in calls.items()}
    backward: dict[str, set[str]] = {name: set() for name in calls}
    for name, callees in forward.items():
        for callee in callees:
            backward[callee].add(name)
    left = set(calls)
    for edges, others in ((forward, backward), (backward, forward)):
        open_ends = {name: len(edges[name] & left) for name in left}
        waiting = [name for name, count in open_ends.items() if not count]
        while waiting:
            gone = waiting.pop()
            left.discard(gone)
            for name in others[gone] & left:
                open_ends[name] -= 1
                if not open_ends[name]:
                    waiting.append(name)
    return frozenset(left)
