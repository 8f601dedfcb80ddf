"""The sound of the takes, with nothing lost: files that only their owner may read."""

import errno
import os
import re
import secrets
import shutil
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from voicecoach import encode
from voicecoach.errors import InputError, StoreError

SETTLED: Final = 3600.0
"""Seconds after which a file that no take names is nobody's: until then it may be of a
take that is just being kept."""

_ENDING: Final = re.compile(r"\.[A-Za-z0-9]{1,8}", re.ASCII)
_PART: Final = ".part"
_NEW: Final = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0)
_FULL: Final = {errno.ENOSPC, errno.EDQUOT}


class Sounds:
    """A folder of sounds under names that say nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, source: Path) -> str:
        """Put a recording into the folder, safely on the disk, and give its name.

        A WAV file of 16 bits becomes FLAC, others are copied as they are.

        It is written beside its place and renamed: a whole file is there, or none.

        Raises
        ------
        InputError
            The recording cannot be read.
        StoreError
            It cannot be written.
        """
        token = secrets.token_hex(8)
        part = self.folder / (token + _PART)
        _see_that_it_can_be_read(source)
        with _written(self.folder):
            try:
                private_folder(self.folder)
                descriptor = os.open(part, _NEW, 0o600)
                with os.fdopen(descriptor, "w+b") as file:
                    name = token + _copy(source, file)
                    file.flush()
                    os.fsync(file.fileno())
                part.replace(self.folder / name)
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


def _see_that_it_can_be_read(source: Path) -> None:
    try:
        source.open("rb").close()
    except OSError as error:
        raise InputError(
            f"{source} cannot be read ({error.strerror}).",
            "Check the name and the permissions.",
        ) from error


def _copy(source: Path, file: BinaryIO) -> str:
    """Copy a recording, smaller where nothing is lost; give the ending of its name."""
    if encode.write_flac(source, file):
        return encode.FLAC_SUFFIX
    file.seek(0)
    file.truncate()
    with source.open("rb") as original:
        shutil.copyfileobj(original, file)
    fine = _ENDING.fullmatch(source.suffix)
    return source.suffix.lower() if fine else ".sound"


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
