"""Everything that only looks at what is kept."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from voicecoach.errors import StoreError, UsageError
from voicecoach.store.kept import Key, Session, Take, key_of, unknown
from voicecoach.store.sounds import SETTLED, Sounds
from voicecoach.trends import Summary, summarise
from voicecoach.types import Report

if TYPE_CHECKING:
    from voicecoach.store.database import Database

Kept = TypeVar("Kept")


class Lookup:
    """What is kept, to be read. Every method raises StoreError and UsageError."""

    def __init__(self, database: "Database", sounds: Sounds) -> None:
        self._database = database
        self._sounds = sounds

    def sessions(self, search: str | None = None) -> tuple[Session, ...]:
        """List the sessions, the newest first.

        Parameters
        ----------
        search : str, optional
            Only those in whose name, plan, questions or words this is.
        """
        from voicecoach.store import rows

        with self._database.reading() as connection:
            return rows.sessions(connection, search)

    def session(self, session: str) -> Session:
        """Find one session."""
        from voicecoach.store import rows

        number, _ = key_of(session)
        with self._database.reading() as connection:
            found = rows.sessions(connection, session=number)
        return only(found, session)

    def takes(self, session: str | None = None) -> tuple[Take, ...]:
        """List the takes of a session (or of all) in their order."""
        from voicecoach.store import rows

        key = None if session is None else key_of(session)
        if session is not None:
            self.session(session)
        with self._database.reading() as connection:
            return rows.takes(connection, key)

    def take(self, take: str) -> Take:
        """Find one take."""
        from voicecoach.store import rows

        with self._database.reading() as connection:
            return only(rows.takes(connection, take_key(take)), take)

    def report(self, take: str) -> Report:
        """Give the report of a take.

        Raises
        ------
        StoreError
            What is kept of it is no report; it names the take.
        """
        from voicecoach.store import forms

        text: str = only(self._column("report", take), take)
        try:
            return forms.read_report(text)
        except ValueError as error:
            raise StoreError(
                f"The report of take {take} cannot be read; its words and its sound "
                "are kept.",
                f"Analyze its recording again, or delete it: voicecoach history delete "
                f"{take}",
            ) from error

    def sound(self, take: str) -> Path | None:
        """Give the recording of a take; None if none was kept or it is gone."""
        name: str | None = only(self._column("sound", take), take)
        return None if name is None else self._sounds.find(name)

    def summaries(self) -> tuple[Summary, ...]:
        """Give what trends need of every take whose report can be read."""
        with self._database.reading() as connection:
            from voicecoach.store import rows

            takes = rows.takes(connection)
            texts = rows.column(connection, "summary")
        kept = zip(takes, texts, strict=True)
        return tuple(filter(None, (self._summary(take, text) for take, text in kept)))

    def unnamed_sounds(self, settled: float = SETTLED) -> tuple[Path, ...]:
        """Find recordings that no take names: their program died while keeping them.

        Parameters
        ----------
        settled : float
            Only those so many seconds old: a younger one may just be being kept.
        """
        from voicecoach.store import rows

        with self._database.reading() as connection:
            named = set(rows.column(connection, "sound"))
        return tuple(self._sounds.unnamed(named, settled))

    def _column(self, name: str, take: str) -> Sequence[str]:
        from voicecoach.store import rows

        with self._database.reading() as connection:
            return rows.column(connection, name, take_key(take))

    def _summary(self, take: Take, text: str | None) -> Summary | None:
        """Read a summary, or make it of the report and remember it."""
        from voicecoach.store import forms, rows

        try:
            return forms.read_summary(text or "")
        except ValueError:  # not made yet, or by a version that kept less
            pass
        try:
            summary = summarise(self.report(take.id), take.id, take.recorded)
        except (StoreError, UsageError):  # unreadable, or deleted just now
            return None
        values = {"summary": forms.write_summary(summary)}
        with self._database.writing() as connection:
            rows.change_take(connection, key_of(take.id), values)
        return summary


def take_key(name: str) -> Key:
    """Read the name of a take.

    Raises
    ------
    UsageError
        It is none, or that of a session.
    """
    session, number = key_of(name)
    if number is None:
        raise UsageError(
            f"{name} is a session.", f"Name one of its takes, such as {name}.1."
        )
    return session, number


def only(found: Sequence[Kept], name: str) -> Kept:
    """Give what was found under a name.

    Raises
    ------
    UsageError
        Nothing was.
    """
    if not found:
        raise unknown(name)
    return found[0]
