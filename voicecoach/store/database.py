"""The database file: opened, brought up to date, and its failures in plain words.

The one door of SQLAlchemy and Alembic, with ``rows`` and ``tables``. SQLite keeps its
rollback journal: one file, and a crash leaves what was there before. Who writes takes
the lock at the start of the transaction, so that two programs wait for each other
instead of failing.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event, exc, pool

from voicecoach.errors import StoreError
from voicecoach.store.tables import NEWEST

MIGRATIONS: Final = Path(__file__).with_name("migrations")

_BEGIN: Final = "voicecoach_begin"
_DAMAGED: Final = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_BUSY: Final = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_REFUSED: Final = {
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
}


class DamagedError(StoreError):
    """The file is no database any more."""


class Database:
    """One SQLite file; opened anew for every use, so that none stays locked.

    Parameters
    ----------
    patience : float
        How long to wait for another program that writes, in seconds.
    """

    def __init__(self, path: Path, patience: float) -> None:
        self.path = path
        self._patience = patience
        self._engine = sa.create_engine(
            sa.URL.create("sqlite", database=str(path)),
            connect_args={"timeout": patience, "check_same_thread": False},
            poolclass=pool.NullPool,
        )
        event.listen(self._engine, "connect", _set_up)
        event.listen(self._engine, "begin", _begin)

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Read what is there, all of it from one moment.

        Raises
        ------
        StoreError
            It cannot be read, in the user's words.
        """
        with self._telling(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Change all of it or nothing.

        Raises
        ------
        StoreError
            It cannot be written, in the user's words.
        """
        writer = self._engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})
        with self._telling(), writer.begin() as connection:
            yield connection

    def shrink(self) -> None:
        """Write the file anew without what was deleted.

        Raises
        ------
        StoreError
            There is no room for it, or another program is busy there.
        """
        bare = self._engine.execution_options(**{_BEGIN: None})
        with self._telling(), bare.connect() as connection:
            connection.exec_driver_sql("VACUUM")

    def prepare(self) -> None:
        """See that the file is whole and of this form; make or bring it up to date.

        Raises
        ------
        DamagedError
            It is damaged.
        StoreError
            It is of a newer voicecoach or of another program, or cannot be used.
        """
        self._make()
        with self.reading() as connection:
            self._see_that_it_is_whole(connection)
            if _revision(connection) == NEWEST:
                return
        with self.writing() as connection:
            self._bring_up_to_date(connection)

    def _make(self) -> None:
        """Make the file before SQLite does: only its owner may read it."""
        try:
            os.close(os.open(self.path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600))
        except FileExistsError:
            pass
        except OSError as error:
            raise refused(self.path, error.strerror or str(error)) from error

    def _see_that_it_is_whole(self, connection: sa.Connection) -> None:
        found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if found != "ok":
            raise _damaged(self.path, str(found))

    def _bring_up_to_date(self, connection: sa.Connection) -> None:
        from alembic import command
        from alembic.config import Config
        from alembic.script import ScriptDirectory

        at = _revision(connection)  # again: another program may have been quicker
        known = {step.revision for step in ScriptDirectory(MIGRATIONS).walk_revisions()}
        if at is not None and at not in known:
            raise StoreError(
                f"{self.path} is of a newer voicecoach (its form is {at}, this one "
                f"knows those up to {NEWEST}); it was left as it is.",
                "Update voicecoach.",
            )
        if at is None and sa.inspect(connection).get_table_names():
            raise StoreError(
                f"{self.path} is the database of another program; it was left as it "
                "is.",
                "Move it, or set VOICECOACH_HOME to a folder of voicecoach's own.",
            )
        config = Config(attributes={"connection": connection})
        # A configuration file would read a per cent sign as the start of a name.
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        command.upgrade(config, "head")

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except exc.DBAPIError as error:
            raise self._told(error.orig) from error
        except sqlite3.Error as error:
            raise self._told(error) from error

    def _told(self, error: BaseException | None) -> StoreError:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _DAMAGED:
            return _damaged(self.path, str(error))
        if code in _BUSY:
            return StoreError(
                f"{self.path} is in use by another program (waited "
                f"{self._patience:g} s).",
                "Close other windows of voicecoach, and try again.",
            )
        if code == sqlite3.SQLITE_FULL:
            return full(self.path)
        if code in _REFUSED:
            return refused(self.path, str(error))
        return StoreError(
            f"{self.path} could not be read or written ({error}).",
            "Check the disk, and try again.",
        )


def refused(path: Path, why: str) -> StoreError:
    """Say that the system does not let us write."""
    return StoreError(
        f"{path} could not be opened for writing ({why}).",
        "Make its folder writable, or set VOICECOACH_HOME to a folder of your own.",
    )


def full(path: Path) -> StoreError:
    """Say that the disk is full."""
    return StoreError(
        f"{path} could not be written: the disk is full; what was kept before is "
        "whole.",
        "Make room there, or set VOICECOACH_HOME to a folder on another disk.",
    )


def _damaged(path: Path, why: str) -> DamagedError:
    return DamagedError(
        f"{path} is damaged ({why}).", "Run the command again: it will be set aside."
    )


def _revision(connection: sa.Connection) -> str | None:
    """Read which step the tables are after; None where nothing was made yet."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version")
    revision = found.scalar()
    return None if revision is None else str(revision)


def _set_up(connection: Any, _record: object) -> None:  # noqa: ANN401  (of the driver)
    """Set what SQLite forgets from one connection to the next."""
    # The driver's own idea of when a transaction begins would leave the reading out.
    connection.isolation_level = None
    connection.create_function("folded", 1, _folded, deterministic=True)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        # What is deleted is overwritten with zeros, and the journal is removed.
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
    except sqlite3.Error:
        connection.close()
        raise


def _folded(text: str | None) -> str | None:
    return None if text is None else text.casefold()


def _begin(connection: sa.Connection) -> None:
    begin = connection.get_execution_options().get(_BEGIN, "BEGIN")
    if begin:
        connection.exec_driver_sql(begin)
