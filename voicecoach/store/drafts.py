"""Reports that were made anew and wait for a yes: files beside the database."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from voicecoach.errors import StoreError
from voicecoach.store.kept import Key
from voicecoach.store.sounds import private_folder

_NEW: Final = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)


class Drafts:
    """A folder with a file for each take that has a draft."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, key: Key, text: str) -> None:
        """Write the draft of a take, whole or not at all; only its owner may read it.

        Raises
        ------
        StoreError
            It cannot be written; one that was there before still is.
        """
        path = self._path(key)
        part = path.with_suffix(f".{secrets.token_hex(6)}.part")
        try:
            private_folder(self._folder)
            try:
                with os.fdopen(os.open(part, _NEW, 0o600), "wb") as file:
                    file.write(text.encode("utf-8"))
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(
                f"The corrected report could not be written to {self._folder} "
                f"({error.strerror or error}); the one before it is as it was.",
                "Make room there, and correct the words again.",
            ) from error

    def read(self, key: Key) -> str | None:
        """Read the draft of a take; None if there is none.

        Raises
        ------
        StoreError
            The system does not let us.
        """
        path = self._path(key)
        try:
            return path.read_bytes().decode("utf-8", "replace")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreError(
                f"{path} cannot be read ({error.strerror or error}).",
                "Check its permissions, or delete it: the report itself is kept.",
            ) from error

    def there(self, key: Key) -> bool:
        """Say whether a take has a draft."""
        return self._path(key).is_file()

    def remove(self, key: Key) -> bool:
        """Remove the draft of a take, or those of a session; say if any was there.

        Raises
        ------
        StoreError
            The system does not let us.
        """
        found = list(self._found(key))
        for path in found:
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise StoreError(
                    f"{path} could not be deleted ({error.strerror}).",
                    "Close what reads it, and delete it again.",
                ) from error
        return bool(found)

    def _found(self, key: Key) -> Iterator[Path]:
        session, number = key
        pattern = f"{session}.*" if number is None else f"{session}.{number}.*"
        yield from self._folder.glob(pattern)

    def _path(self, key: Key) -> Path:
        session, number = key
        return self._folder / f"{session}.{number}.json"
