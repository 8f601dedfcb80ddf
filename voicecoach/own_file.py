"""Files for their owner alone, that can be locked and outlast the power.

A lock is the system's, which lets go of it when its holder dies: a program that was
killed holds nothing, and no number of a process, which may be somebody else's by now,
has to be believed.
"""

import contextlib
import io
import os
import sys
import time
from pathlib import Path
from typing import Final

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

FAR: Final = 0x7FFF0000
"""The byte that is locked on Windows, where others cannot read a locked one; it lies
far behind the end of the file."""


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, each missing one for its owner alone.

    On Windows a folder has the permissions of the one it lies in.
    """
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def create(path: Path) -> io.FileIO:
    """Make a file for its owner alone, to read and write; never one that is there."""
    # Unbuffered: what is written is with the system, and survives the program.
    return open(path, "x+b", buffering=0, opener=_alone)


def _alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def write(file: io.FileIO, data: bytes) -> None:
    """Write all of it; the system may take only a part at a time."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


def open_again(path: Path) -> io.FileIO:
    """Open a file that is there, to read and write, unbuffered."""
    return io.FileIO(path, "r+")


def delete(path: Path, held: io.FileIO | None = None) -> None:
    """Delete a file, and let go of the handle that holds it, if it can be done."""
    if held and sys.platform == "win32":  # which deletes no open file
        held.close()
    with contextlib.suppress(OSError):
        path.unlink()
    if held:
        held.close()


def lock(file: io.FileIO, patience: float = 0.0) -> bool | None:
    """Take the lock of a file, for at most ``patience`` seconds.

    It is this handle's: another one of the same file does not get it, not in this
    process either. Closing the file gives it back.

    Returns
    -------
    bool or None
        Whether it was free; None where the file system knows no locks.
    """
    until = time.monotonic() + patience
    while (free := _try_lock(file)) is False and time.monotonic() < until:
        time.sleep(0.01)
    return free


def _try_lock(file: io.FileIO) -> bool | None:
    try:
        if sys.platform == "win32":
            here = file.tell()
            file.seek(FAR)
            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            finally:
                file.seek(here)
        else:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return None
    return True


def to_disk(file: io.FileIO) -> None:
    """Have the system write a file to the disk itself, so that it outlasts the power.

    macOS leaves it in the disk's own memory unless it is asked for more.
    """
    if sys.platform == "darwin":
        try:
            fcntl.fcntl(file.fileno(), fcntl.F_FULLFSYNC)
        except OSError:  # not every network volume can
            pass
        else:
            return
    os.fsync(file.fileno())


def folder_to_disk(folder: Path) -> None:
    """Have the system write to the disk that a file is in this folder.

    Windows does so by itself and opens no folder.
    """
    if sys.platform == "win32":
        return
    place = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # not every file system can
            os.fsync(place)
    finally:
        os.close(place)
