"""The sound of the takes, as it was recorded: files that only their owner may read."""

import errno
import os
import re
import secrets
import shutil
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from voicecoach.errors import InputError, StoreError

SETTLED: Final = 3600.0
"""Seconds after which a file that no take names is nobody's: until then it may be of a
take that is just being kept."""

_ENDING: Final = re.compile(r"\.[A-Za-z0-9]{1,8}", re.ASCII)
_PART: Final = ".part"
_FULL: Final = {errno.ENOSPC, errno.EDQUOT}


class Sounds:
    """A folder of sounds under names that say nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, source: Path) -> str:
        """Copy a recording into the folder, safely on the disk, and give its name.

        It is written beside its place and renamed: a whole file is there, or none.

        Raises
        ------
        InputError
            The recording cannot be read.
        StoreError
            It cannot be written.
        """
        ending = source.suffix.lower() if _ENDING.fullmatch(source.suffix) else ".sound"
        name = secrets.token_hex(8) + ending
        place, part = self.folder / name, self.folder / (name + _PART)
        try:
            file = source.open("rb")
        except OSError as error:
            raise InputError(
                f"{source} cannot be read ({error.strerror}).",
                "Check the name and the permissions.",
            ) from error
        with file, _written(self.folder):
            try:
                private_folder(self.folder)
                descriptor = os.open(part, os.O_CREAT | os.O_EXCL | _WRITE, 0o600)
                with os.fdopen(descriptor, "wb") as copy:
                    shutil.copyfileobj(file, copy)
                    copy.flush()
                    os.fsync(copy.fileno())
                part.replace(place)
                _settle(self.folder)
            finally:
                part.unlink(missing_ok=True)
        return name

    def find(self, name: str) -> Path | None:
        """Give the path of a sound; None if the file is gone."""
        path = self.folder / Path(name).name
        return path if path.is_file() else None

    def remove(self, names: Collection[str]) -> None:
        """Remove sounds; those that are gone already are no failure.

        Raises
        ------
        StoreError
            The system does not let us.
        """
        for name in names:
            path = self.folder / Path(name).name
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise StoreError(
                    f"{path} could not be deleted ({error.strerror}).",
                    "Close what plays it, and delete it again.",
                ) from error

    def unnamed(self, named: Collection[str], settled: float) -> Iterator[Path]:
        """Walk over the files that no take names and nobody is writing any more."""
        if not self.folder.is_dir():
            return
        latest = time.time() - settled
        for path in sorted(self.folder.iterdir()):
            if path.name not in named and path.stat().st_mtime <= latest:
                yield path


_WRITE: Final = os.O_WRONLY | getattr(os, "O_BINARY", 0)


def private_folder(folder: Path) -> None:
    """Make a folder that only its owner may look into, if it is not there.

    Raises
    ------
    OSError
        The system does not let us.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)


def _settle(folder: Path) -> None:
    """Have the disk remember the new name, where folders can be told so."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _written(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        full = error.errno in _FULL
        raise StoreError(
            f"The sound could not be written to {folder} "
            f"({error.strerror or error}); nothing that was kept before is touched.",
            "Make room there, or set VOICECOACH_HOME to a folder on another disk."
            if full
            else "Make it writable, or set VOICECOACH_HOME to a folder of your own.",
        ) from error
