"""Take an upload in: straight to disk, a piece at a time, up to a limit."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from starlette.requests import ClientDisconnect, Request

from voicecoach.web.faults import RefusedError

LARGEST: Final = 1_000_000_000
"""Bytes of an upload: two hours of WAV in CD quality are 1.3 GB, of anything else less
than half."""

SPARE: Final = 500_000_000
"""Free bytes that an upload leaves on the disk."""

PATIENCE: Final = 30.0
"""Seconds between two pieces."""

LONGEST_NAME: Final = 200

GLANCE: Final = 16_000_000
"""Bytes after which the free space is looked at again."""


def shown_name(given: str) -> str:
    r"""Make a name to show of what a browser says the file is called.

    It is never part of a path.

    Examples
    --------
    >>> shown_name("../../etc/pass\r\nwd"), shown_name("C:\\a.wav"), shown_name(" ")
    ('pass wd', 'a.wav', 'recording')
    """
    last = given.replace("\\", "/").rsplit("/", 1)[-1]
    printable = "".join(char if char.isprintable() else " " for char in last)
    return " ".join(printable.split())[:LONGEST_NAME] or "recording"


async def receive(request: Request, target: Path, largest: int = LARGEST) -> int:
    """Write the body of a request into a new file that only its owner may read.

    Returns
    -------
    int
        Its size in bytes.

    Raises
    ------
    RefusedError
        It is too large, too slow, empty, or the disk too full; nothing of it stays.
    """
    said = request.headers.get("content-length", "")
    expected = int(said) if said.isdigit() else 0
    if expected > largest:
        raise _too_large(largest)
    _room(target, expected)
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    size = looked = 0
    try:
        with os.fdopen(descriptor, "wb") as file:
            async for piece in _pieces(request):
                size += len(piece)
                if size > largest:
                    raise _too_large(largest)
                if size - looked > GLANCE:
                    _room(target, 0)
                    looked = size
                file.write(piece)
        if not size:
            raise RefusedError(422, "The recording is empty.", "Choose another file.")
    except OSError as error:
        target.unlink(missing_ok=True)
        raise _full() from error
    except RefusedError:
        target.unlink(missing_ok=True)
        raise
    return size


async def _pieces(request: Request) -> AsyncIterator[bytes]:
    stream = request.stream()
    try:
        with suppress(StopAsyncIteration):
            while True:
                yield await asyncio.wait_for(anext(stream), PATIENCE)
    except TimeoutError as error:
        raise RefusedError(
            408, "The upload stands still.", "Check the connection, then try again."
        ) from error
    except ClientDisconnect as error:
        raise RefusedError(400, "The upload was broken off.", "Try again.") from error


def _room(target: Path, expected: int) -> None:
    if shutil.disk_usage(target.parent).free - expected < SPARE:
        raise _full()


def _full() -> RefusedError:
    return RefusedError(
        507, "The disk is too full for this.", "Make room, then upload it again."
    )


def _too_large(largest: int) -> RefusedError:
    return RefusedError(
        413,
        f"The recording is larger than {largest / 1e6:g} MB.",
        "Export it as MP3 or M4A, or cut it.",
    )
