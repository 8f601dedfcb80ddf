"""Write a report's files so that a whole one is there, or none.

Every file is written beside its place under another name; only when all are whole are
they renamed. After an error or Ctrl-C nothing half-written stays.
"""

import errno
import os
import re
import secrets
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from voicecoach import encode
from voicecoach.errors import OutputError
from voicecoach.report import html
from voicecoach.report.formats import FORMATS, choose
from voicecoach.types import Report, Sound

LONGEST_NAME: Final = 200
"""Bytes of an input's name that are kept: file systems hold 255, suffixes need some."""

NOT_ON_WINDOWS: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]|[. ]+$')
DEVICES: Final = re.compile(r"(?i)^(con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])(\.|$)")
"""Names that Windows keeps for devices (Naming Files, Paths, and Namespaces)."""

REMEDIES: Final = {
    errno.ENOSPC: "Make room there, or choose another folder with --out.",
    errno.EDQUOT: "Make room there, or choose another folder with --out.",
    errno.ENOTDIR: "Something in its path is not a folder: choose another with --out.",
    errno.EEXIST: "Something in its path is not a folder: choose another with --out.",
}
REMEDY: Final = "Choose a folder that you may write to with --out."


def save(
    report: Report,
    sound: Sound | None,
    folder: Path,
    name: str,
    formats: Sequence[str] = ("html",),
) -> tuple[Path, ...]:
    """Write a report in some formats as ``folder/NAME.report.*``.

    The folder is made if it is not there; files of an earlier run are replaced. The
    sound of a long recording is written beside its page.

    Parameters
    ----------
    name : str
        NAME, as ``free_name`` gives it.

    Returns
    -------
    tuple of Path
        The files of the formats, in their order.

    Raises
    ------
    UsageError
        A format that does not exist, or that needs times where there are none.
    OutputError
        A file could not be written; none is left half-written.
    """
    chosen = choose(formats)
    with staging(folder) as stage:
        paths = []
        for form in chosen:
            path = folder / (name + FORMATS[form].suffix)
            if form == "html" and sound is not None and html.too_long(sound):
                beside = folder / (name + html.SOUND_SUFFIX)
                with stage.open(beside) as file:
                    encode.write(sound, file)
                written: str | bytes = html.render(report, beside=beside.name)
            else:
                written = FORMATS[form].render(report, sound, name)
            if isinstance(written, str):
                written = written.encode("utf-8", "replace")
            with stage.open(path) as file:
                file.write(written)
            paths.append(path)
    return tuple(paths)


class Stage:
    """Files that are written under another name until all of them are whole."""

    def __init__(self) -> None:
        self.files: list[tuple[Path, Path]] = []
        self.doing: Path | None = None

    @contextmanager
    def open(self, path: Path) -> Iterator[BinaryIO]:
        """Open the stand-in of a file for writing."""
        self.doing = path
        # Its own name says nothing, so that it is never too long for the file system.
        temporary = path.with_name(f".voicecoach-{secrets.token_hex(6)}.part")
        self.files.append((temporary, path))
        with temporary.open("xb") as file:
            yield file

    def publish(self) -> None:
        """Give every file its own name."""
        while self.files:
            temporary, self.doing = self.files[0]
            os.replace(temporary, self.doing)  # noqa: PTH105  (Path.replace is this)
            self.files.pop(0)

    def discard(self) -> None:
        """Remove what was not published."""
        for temporary, _ in self.files:
            temporary.unlink(missing_ok=True)


@contextmanager
def staging(folder: Path) -> Iterator[Stage]:
    """Give a stage whose files take their names when all of them are whole.

    Raises
    ------
    OutputError
        A file could not be written; none is left half-written.
    """
    stage = Stage()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield stage
        stage.publish()
    except OSError as error:
        place = stage.doing or folder
        raise OutputError(
            f"{place} could not be written ({error.strerror or error}).",
            REMEDIES.get(error.errno or 0, REMEDY),
        ) from error
    finally:
        stage.discard()


def free_name(
    name: str, taken: Collection[str], *, windows: bool = os.name == "nt"
) -> str:
    """Name the report of an input: its whole file name, numbered if it is taken.

    Names that differ in case alone are one, as they are on macOS and Windows.

    Examples
    --------
    >>> free_name("a.wav", []), free_name("a.wav", ["A.wav", "a.wav-2"])
    ('a.wav', 'a.wav-3')
    """
    plain = _shortened(_windows_name(name) if windows else name.replace("/", "_"))
    used = {other.casefold() for other in taken}
    number, free = 1, plain
    while free.casefold() in used:
        number += 1
        free = f"{plain}-{number}"
    return free


def _windows_name(name: str) -> str:
    plain = NOT_ON_WINDOWS.sub("_", name)
    return f"_{plain}" if DEVICES.match(plain) else plain


def _shortened(name: str) -> str:
    """Cut a name to the bytes that are kept, between characters."""
    data = os.fsencode(name)
    if len(data) <= LONGEST_NAME:
        return name
    return data[:LONGEST_NAME].decode("utf-8", "ignore")
