"""Everything that only looks at what is kept."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from voicecoach.errors import StoreError, UsageError
from voicecoach.store.drafts import Drafts
from voicecoach.store.kept import Key, Session, Take, key_of, unknown
from voicecoach.store.sounds import SETTLED, Sounds
from voicecoach.trends import Summary, summarise
from voicecoach.types import Report

if TYPE_CHECKING:
    from voicecoach.store.database import Database

Kept = TypeVar("Kept")


class Lookup:
    """What is kept, to be read. Every method raises StoreError and UsageError."""

    def __init__(self, database: "Database", sounds: Sounds, drafts: Drafts) -> None:
        self._database = database
        self._sounds = sounds
        self._drafts = drafts

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

    def proposed(self, take: str) -> Report | None:
        """Give the report that was proposed in the place of a take's; None if none was.

        Raises
        ------
        StoreError
            What is kept of it is no report.
        """
        from voicecoach.store import forms

        text = self._drafts.read(take_key(take))
        if text is None:
            return None
        try:
            return forms.read_report(text)
        except ValueError as error:
            raise StoreError(
                f"The corrected report of take {take} cannot be read; the report "
                "itself is kept.",
                "Discard it, and correct the words again.",
            ) from error

    def has_proposed(self, take: str) -> bool:
        """Say whether a report was proposed in the place of a take's."""
        return self._drafts.there(take_key(take))

    def sound(self, take: str) -> Path | None:
        """Give the recording of a take; None if none was kept or it is gone."""
        name: str | None = only(self._column("sound", take), take)
        return None if name is None else self._sounds.find(name)

    def summaries(self) -> tuple[Summary, ...]:
        """Give what trends need of every take whose report can be read."""
        from voicecoach.store import rows

        with self._database.reading() as connection:
            takes = rows.takes(connection)
            texts = rows.column(connection, "summary")
        found, made = [], []
        for take, text in zip(takes, texts, strict=True):
            summary = _known(take, text)
            if summary is None:
                summary = self._summarised(take)
                made.append(summary)
            found.append(summary)
        self._remember([summary for summary in made if summary])
        return tuple(summary for summary in found if summary)

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

    def _summarised(self, take: Take) -> Summary | None:
        """Make the summary of a take; None if its report cannot be read."""
        try:
            return summarise(self.report(take.id), take.id, take.recorded)
        except (StoreError, UsageError):  # unreadable, or deleted just now
            return None

    def _remember(self, made: Sequence[Summary]) -> None:
        """Keep summaries that were made late, in one go; it only saves time."""
        from voicecoach.store import forms, rows

        if not made:
            return
        with suppress(StoreError), self._database.writing() as connection:
            for summary in made:
                values = {"summary": forms.write_summary(summary)}
                rows.change_take(connection, key_of(summary.take), values)


def _known(take: Take, text: str | None) -> Summary | None:
    """Read a summary; None if there is none, or one of a version that kept less."""
    from voicecoach.store import forms

    try:
        summary = forms.read_summary(text or "")
    except ValueError:
        return None
    # When it was written the take had no number yet.
    return replace(summary, take=take.id, recorded=take.recorded)


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
