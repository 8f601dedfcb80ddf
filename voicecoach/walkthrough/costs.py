"""What the nesting of loops hints at; an upper limit at best, and never a proof.

An inner loop may stop early, and a call may cost more than it shows. So a hint says
what it was read from, and only one pattern counts as clear: a loop over something
inside a loop over the same.
"""

from collections.abc import Sequence
from typing import Final

from voicecoach.walkthrough.hidden import SORTS
from voicecoach.walkthrough.loops import Turn

RECURSIVE: Final = "calls itself: the cost is not read from loops"
FREE: Final = "no loop: constant, unless a call hides one"
UNCOUNTED: Final = "a loop whose turns cannot be read from it"


def cost(turns: Sequence[Turn], *, recursive: bool, calls_loops: bool) -> str:
    """Say in a few words what the loops of a function hint at."""
    if recursive:
        return RECURSIVE
    if (clash := squared(turns)) is not None:
        name = shared(clash)
        return f"a loop over {name} inside a loop over {name}: up to {name} squared"
    nested = max(turns, key=lambda turn: len(turn.around), default=None)
    if nested is None:
        return "calls functions that loop" if calls_loops else FREE
    if nested.around:
        every = [*nested.around, nested.over]
        if all(every):
            product = " times ".join(map(any_of, every))
            return f"loops, one inside the other: up to {product}"
        return f"loops {len(every)} deep"
    if (ordered := sorting(turns)) is not None:
        return f"sorts {any_of(ordered.over)}: n log n"
    over = sorted({name for turn in turns for name in turn.over})
    if not over:
        return UNCOUNTED
    return f"loops over {' and over '.join(over)}: grows with that"


def squared(turns: Sequence[Turn]) -> Turn | None:
    """Find a loop over something inside a loop over the same."""
    return next((turn for turn in turns if turn.counted and shared(turn)), None)


def shared(turn: Turn) -> str:
    """Name what a loop and one around it both go over; empty for nothing."""
    both = turn.over.intersection(frozenset().union(*turn.around))
    return min(both, default="")


def sorting(turns: Sequence[Turn]) -> Turn | None:
    """Find a sort of something that is as long as the input."""
    return next((turn for turn in turns if turn.text in SORTS and turn.over), None)


def any_of(names: frozenset[str]) -> str:
    """Name one of several, the same at every run."""
    return min(names)
