"""A folder for foreign code that is gone afterwards, however deep it was filled."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

DEEPEST: Final = 12
"""Folders inside each other that are removed at once: with the longest names they are
still a path that the system takes."""


@contextmanager
def workshop() -> Iterator[Path]:
    """Make a folder for a while."""
    folder = Path(tempfile.mkdtemp(prefix="voicecoach-"))
    try:
        yield folder
    finally:
        sweep(folder)


def sweep(folder: Path) -> None:
    """Remove a folder; deep parts are brought to its top first.

    ``shutil.rmtree`` goes down one call and one open file a level, and paths have a
    longest length: code that means harm goes deeper than either.
    """
    waiting, moved = [folder], 0
    while waiting:
        top = waiting.pop()
        start = len(top.parts)
        for place, names, _ in os.walk(top):
            inside = [Path(place, name) for name in names]
            for path in inside:
                if not path.is_symlink():  # what it leads to is not ours
                    with suppress(OSError):
                        path.chmod(0o700)
            if len(Path(place).parts) - start < DEEPEST:
                continue
            names.clear()
            for path in inside:
                moved += 1
                target = folder / f"moved-{moved}"
                with suppress(OSError):
                    waiting.append(path.rename(target))
    shutil.rmtree(folder, ignore_errors=True)
