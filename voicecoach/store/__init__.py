"""What is kept of the user's sessions: reports, sound, and nothing but here.

Below ``VOICECOACH_HOME`` lies ``sessions/``, which only its owner may read: a SQLite
database of sessions and takes, and ``sound/`` with a recording for each take. A sound
is safely on the disk before its take is written in one transaction; after a crash there
is the whole take or none, and at worst a sound that no take names.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from voicecoach.errors import StoreError, UsageError
from voicecoach.store import shelf
from voicecoach.store.drafts import Drafts
from voicecoach.store.kept import Session, SessionKind, Take, key_of, unknown
from voicecoach.store.lookup import Lookup, take_key
from voicecoach.store.preferences import (
    Settings,
    device,
    load_settings,
    save_settings,
)
from voicecoach.store.sounds import Sounds
from voicecoach.trends import summarise
from voicecoach.types import Report

if TYPE_CHECKING:
    from voicecoach.store.database import Database

__all__ = [
    "Session",
    "SessionKind",
    "Settings",
    "Store",
    "Take",
    "device",
    "load_settings",
    "save_settings",
]

PATIENCE: Final = 10.0
"""Seconds to wait for another program that writes."""


class Store(Lookup):
    """Everything that is kept; made by ``Store.open``.

    Names of sessions are like "12", of takes like "12.3"; they never change and are
    never given again. Every method raises ``StoreError`` where the database cannot be
    read or written, and ``UsageError`` for a name that nothing is kept under.

    Attributes
    ----------
    folder : Path
        Where it lies.
    problem : StoreError or None
        A damaged database was set aside when this one was opened: what to tell.
    """

    def __init__(
        self, folder: Path, database: "Database", problem: StoreError | None = None
    ) -> None:
        drafts = Drafts(folder / shelf.DRAFTS)
        super().__init__(database, Sounds(folder / shelf.SOUND), drafts)
        self.folder = folder
        self.problem = problem

    @classmethod
    def open(cls, home: Path | None = None, *, patience: float = PATIENCE) -> "Store":
        """Open what is kept, or begin.

        Parameters
        ----------
        home : Path, optional
            In place of ``settings.home()``.
        patience : float
            How long to wait for another program that writes, in seconds.

        Raises
        ------
        StoreError
            It is of a newer voicecoach, in use, or cannot be read or written.
        """
        return cls(*shelf.opened(home, patience))

    def begin(
        self,
        kind: SessionKind,
        *,
        plan: str | None = None,
        name: str | None = None,
        begun: datetime | None = None,
    ) -> Session:
        """Begin a session; it has no takes yet."""
        from voicecoach.store import rows

        begun = (begun or datetime.now(UTC)).astimezone(UTC)
        values = {
            "begun": rows.written_time(begun),
            "kind": kind,
            "plan": plan,
            "name": name,
        }
        with self._database.writing() as connection:
            session = rows.add_session(connection, values)
        return Session(str(session), begun, kind, plan, name)

    def keep(
        self,
        session: str,
        report: Report,
        sound: Path | None = None,
        *,
        recorded: datetime | None = None,
        follow_up_of: str | None = None,
    ) -> str:
        """Keep one answer, and give the name of the take.

        Parameters
        ----------
        sound : Path, optional
            Its recording, which is copied: as FLAC where nothing is lost by that.
        recorded : datetime, optional
            When it was spoken; now unless said.
        follow_up_of : str, optional
            The take that it answers a follow-up question to.

        Raises
        ------
        InputError
            The recording cannot be read.
        StoreError
            It could not be kept; what was kept before is whole.
        """
        from voicecoach.store import forms, rows

        number, _ = key_of(session)
        recorded = recorded or datetime.now(UTC)
        values = {
            **_columns(report),
            "recorded": rows.written_time(recorded),
            "follow_up_of": follow_up_of,
            "report": forms.write_report(report),
            "summary": forms.write_summary(summarise(report, "", recorded)),
        }
        name = self._sounds.put(sound) if sound is not None else None
        try:
            with self._database.writing() as connection:
                take = rows.add_take(connection, number, {**values, "sound": name})
                if not take:
                    raise unknown(session)
        except (StoreError, UsageError):
            self._sounds.remove([name] if name else [])
            raise
        return f"{number}.{take}"

    def replace_report(self, take: str, report: Report) -> None:
        """Put another report in the place of a take's (a corrected transcript)."""
        from voicecoach.store import forms, rows

        summary = summarise(report, take, datetime.now(UTC))  # the row knows when
        values = {
            **_columns(report),
            "report": forms.write_report(report),
            "summary": forms.write_summary(summary),
        }
        with self._database.writing() as connection:
            if not rows.change_take(connection, take_key(take), values):
                raise unknown(take)

    def propose(self, take: str, report: Report) -> None:
        """Keep another report beside a take's, until one of the two is chosen."""
        from voicecoach.store import forms

        self.take(take)
        self._drafts.put(take_key(take), forms.write_report(report))

    def accept(self, take: str) -> None:
        """Put the report that was proposed in the place of a take's.

        Raises
        ------
        UsageError
            None was.
        """
        report = self.proposed(take)
        if report is None:
            raise UsageError(f"Take {take} has no corrected report.", "Correct it.")
        self.replace_report(take, report)
        self._drafts.remove(take_key(take))

    def withdraw(self, take: str) -> bool:
        """Throw away the report that was proposed; say whether one was."""
        return self._drafts.remove(take_key(take))

    def rename(self, session: str, name: str | None) -> None:
        """Give a session another name, or none."""
        from voicecoach.store import rows

        number, _ = key_of(session)
        with self._database.writing() as connection:
            if not rows.change_session(connection, number, {"name": name or None}):
                raise unknown(session)

    def delete(self, *names: str) -> None:
        """Delete sessions or takes for good: sound, words, reports.

        Sound and drafts go first, so that a failure leaves a take that can be deleted
        again. What was in the database is overwritten, and the file is written anew
        without it. Copies that a file system or a backup made are out of reach.
        """
        from voicecoach.store import rows

        keys = {name: key_of(name) for name in names}
        with self._database.writing() as connection:
            for name, key in keys.items():
                if not rows.there(connection, key):
                    raise unknown(name)
            for key in keys.values():
                sounds = filter(None, rows.column(connection, "sound", key))
                self._sounds.remove(list(sounds))
                self._drafts.remove(key)
                rows.remove(connection, key)
        self._database.shrink()

    def delete_all(self) -> None:
        """Delete everything that is kept for good, sounds that no take names too."""
        self.delete(*(session.id for session in self.sessions()))
        self.discard(self.unnamed_sounds(0.0))

    def discard(self, sounds: tuple[Path, ...]) -> None:
        """Remove recordings that no take names."""
        self._sounds.remove([path.name for path in sounds])


def _columns(report: Report) -> dict[str, Any]:
    """Take from a report what lists and searches need."""
    question, recording = report.question, report.recording
    return {
        "question": question.text if question else None,
        "question_id": question.id if question else None,
        "track": question.track if question else None,
        "seconds": recording.duration if recording else None,
        "overall": report.score.overall,
        "said": report.transcript.text,
    }
