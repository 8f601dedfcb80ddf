"""The folder that everything is kept in, and what becomes of a damaged one."""

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from voicecoach import settings
from voicecoach.errors import StoreError
from voicecoach.store.sounds import private_folder

if TYPE_CHECKING:
    from voicecoach.store.database import Database

FOLDER: Final = "sessions"
FILE: Final = "sessions.db"
SOUND: Final = "sound"
DRAFTS: Final = "corrected"


def opened(
    home: Path | None, patience: float
) -> "tuple[Path, Database, StoreError | None]":
    """Open the database, or make it; a damaged one is set aside with its sounds.

    Returns
    -------
    folder, database, problem
        ``problem`` tells of a damaged one; None where all is well.
    """
    from voicecoach.store.database import DamagedError, Database, refused

    folder = (settings.home() if home is None else home) / FOLDER
    path = folder / FILE
    problem: StoreError | None = None
    for _ in range(2):
        try:
            private_folder(folder)
            before = _identity(path)
        except OSError as error:
            raise refused(folder, error.strerror or str(error)) from error
        database = Database(path, patience)
        try:
            database.prepare()
        except DamagedError as error:
            problem = _set_aside(folder, before, error)
            continue
        return folder, database, problem
    raise problem or StoreError(f"{path} cannot be opened.", "Check the disk.")


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _set_aside(
    folder: Path, before: tuple[int, int] | None, error: StoreError
) -> StoreError:
    """Give the folder a dated name: nothing is deleted, and a new one can begin."""
    stamp = f"{datetime.now():%Y-%m-%d-%H%M%S}"
    aside = folder.with_name(f"{folder.name}-damaged-{stamp}")
    number = 1
    while aside.exists():
        number += 1
        aside = folder.with_name(f"{folder.name}-damaged-{stamp}-{number}")
    try:
        # Another program may have set it aside and begun anew in the meantime.
        if _identity(folder / FILE) == before:
            os.rename(folder, aside)  # noqa: PTH104  (never over another folder)
    except OSError as refusal:
        raise StoreError(
            f"{error.problem} It could not be set aside ({refusal.strerror}).",
            f"Rename the folder {folder} yourself: nothing in it is lost.",
        ) from refusal
    return StoreError(
        f"{error.problem} It was set aside with its recordings as {aside}, and a new "
        "one was begun.",
        "Put a copy of an earlier day in its place if you have one.",
    )
