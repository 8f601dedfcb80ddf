"""Write a file so that the whole of it is there, or what was there before."""

import os
import secrets
from pathlib import Path

from voicecoach.errors import OutputError


def write(path: Path, text: str, remedy: str) -> None:
    """Write a text beside its place and rename it; its folder is made if needed.

    Raises
    ------
    OutputError
        It could not be written; nothing half-written is left. It has the ``remedy``.
    """
    beside = path.with_name(f".voicecoach-{secrets.token_hex(6)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with beside.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
            os.replace(beside, path)  # noqa: PTH105  (Path.replace is this)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            f"{path} could not be written ({error.strerror or error}).", remedy
        ) from error
