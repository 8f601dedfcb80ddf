"""Where finished reports are kept: what the studio asks of whoever keeps them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from voicecoach.types import Report


@dataclass(frozen=True, slots=True)
class Kept:
    """One report on the shelf, as a list shows it.

    ``added`` is a time in ISO 8601 with its zone, ``duration`` seconds, ``overall``
    the score or None where it was refused.
    """

    id: str
    name: str
    added: str
    question: str | None
    track: str | None
    audience: str
    duration: float | None
    overall: float | None


@dataclass(frozen=True, slots=True)
class Made:
    """A report that has just been made: two files that whoever keeps them may move."""

    report: Path
    sound: Path | None


class Shelf(Protocol):
    """Keeps reports and their sound; everything is found by an id it gave itself."""

    def listed(self) -> tuple[Kept, ...]:
        """List what is kept, the newest first."""
        ...

    def find(self, kept_id: str) -> Kept | None:
        """Find one by its id."""
        ...

    def report(self, kept: Kept) -> Report:
        """Read a report."""
        ...

    def document(self, kept: Kept) -> bytes:
        """Read a report as it was written, ``voicecoach.report/1``."""
        ...

    def sound(self, kept: Kept) -> Path | None:
        """Give the file of the sound; None where there is none."""
        ...

    def add(self, made: Made, name: str) -> Kept:
        """Take a report and its sound in."""
        ...

    def delete(self, kept: Kept) -> None:
        """Delete a report and its sound for good."""
        ...


def searched(shelf: Shelf, text: str) -> Iterator[Kept]:
    """Find what has all the words of a search in its name, question or track."""
    wanted = text.casefold().split()
    for kept in shelf.listed():
        told = " ".join(filter(None, (kept.name, kept.question, kept.track)))
        if all(word in told.casefold() for word in wanted):
            yield kept
