"""What the commands that look at kept sessions share."""

import sys
from datetime import datetime
from typing import TYPE_CHECKING

from voicecoach.cli.streams import Streams
from voicecoach.errors import UsageError

if TYPE_CHECKING:
    from voicecoach.store import Store, Take


def open_store(streams: Streams) -> "tuple[Store, int]":
    """Open what is kept; say it when a damaged database was set aside.

    Returns
    -------
    store, code
        ``code`` is the exit code so far: 1 where something was set aside.
    """
    from voicecoach.store import Store

    store = Store.open()
    if store.problem is None:
        return store, 0
    streams.fail(store.problem)
    return store, store.problem.exit_code


def one_take(store: "Store", name: str) -> "Take":
    """Find a take by its name, or by that of a session that has no other.

    Raises
    ------
    UsageError
        Nothing is kept under it, or the session has several takes.
    """
    takes = takes_of(store, name)
    if len(takes) == 1:
        return takes[0]
    if not takes:
        raise UsageError(f"Session {name} has no takes.", "See 'voicecoach history'.")
    raise UsageError(
        f"Session {name} has {len(takes)} takes.",
        f"Name one: {takes[0].id} to {takes[-1].id}.",
    )


def takes_of(store: "Store", name: str) -> "tuple[Take, ...]":
    """Find the take of a name, or the takes of a session.

    Raises
    ------
    UsageError
        Nothing is kept under it.
    """
    return (store.take(name),) if "." in name else store.takes(name)


def when(moment: datetime) -> str:
    """Write a moment in the time of this computer's place."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def minutes(seconds: float | None) -> str:
    """Write a length as minutes and seconds; nothing for none.

    Examples
    --------
    >>> minutes(95.4), minutes(None)
    ('1:35', '')
    """
    if seconds is None:
        return ""
    return f"{round(seconds) // 60}:{round(seconds) % 60:02d}"


def agreed(streams: Streams, question: str, remedy: str) -> bool:
    """Ask a person at the terminal; only y or yes is a yes.

    Raises
    ------
    UsageError
        Nobody is there to ask.
    """
    if not (streams.err_is_terminal and sys.stdin is not None and sys.stdin.isatty()):
        raise UsageError(f"{question} Nobody is here to ask.", remedy)
    streams.console.print(f"{question} [y/N] ", end="")
    return sys.stdin.readline().strip().casefold() in ("y", "yes")
