"""Takes that were left behind by a program that died."""

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from voicecoach import growing_wav, own_file
from voicecoach.errors import OutputError
from voicecoach.growing_wav import GrowingWav
from voicecoach.takes.take import (
    ABOUT,
    PATIENCE,
    About,
    Take,
    about_of,
    refuse,
    sound_of,
)

LARGEST_ABOUT: Final = 1_000_000
"""Bytes of an about that are read."""

RUNNING: Final = 10.0
"""Without locks, a take that grew within so many seconds is a running one."""


@dataclass(frozen=True, slots=True)
class Left:
    """A take that nobody closed: its program was killed, or the power went.

    ``seconds`` is how much of it there is, ``about`` what was given to `Take.begin`
    (empty if it cannot be read), ``rate`` its samples a second, ``begun`` the time as
    ISO 8601 writes it.
    """

    path: Path
    seconds: float
    about: About
    rate: int
    begun: str | None

    def hold(self) -> Take:
        """Take it over, finished, to work on it before it is closed or discarded.

        Raises
        ------
        OutputError
            Another program has it, or it cannot be written.
        """
        try:
            held = own_file.open_again(about_of(self.path))
            if own_file.lock(held, PATIENCE) is False:
                held.close()
                raise OutputError(
                    f"{self.path} is in the hands of another program.",
                    "Close that program, or wait for it.",
                )
            try:
                wav = GrowingWav.repair(self.path, self.rate)
            except OSError:
                held.close()
                raise
        except OSError as error:
            refuse(self.path, error)
        wav.close()
        return Take(self.path, self.about, wav, held)

    def adopt(self) -> Path:
        """Close it: the file is whole and the caller's from now on."""
        return self.hold().close()

    def discard(self) -> None:
        """Delete it for good."""
        self.hold().discard()


def left_behind(folder: Path) -> tuple[Left, ...]:
    """Find the takes with sound in a folder that no program is at any more, by name."""
    places = sorted(folder.glob(f"*{ABOUT}")) if folder.is_dir() else []
    found = (_left(place) for place in places if not _is_held(place))
    return tuple(left for left in found if left is not None)


def _left(place: Path) -> Left | None:
    path = sound_of(place)
    try:
        rate, samples = growing_wav.look(path)
        with place.open("rb") as file:
            text = file.read(LARGEST_ABOUT)
    except OSError:
        return None
    said = _read(text)
    stated, about, begun = said.get("rate"), said.get("about"), said.get("begun")
    if type(stated) is int and 0 < stated <= growing_wav.MOST:
        rate = stated
    if not rate or not samples:
        return None
    return Left(
        path,
        samples / rate,
        about if isinstance(about, dict) else {},
        rate,
        begun if isinstance(begun, str) else None,
    )


def _read(text: bytes) -> dict[str, Any]:
    """Read an about; it is empty where the file is damaged."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _is_held(place: Path) -> bool:
    """Tell whether a program is at this take."""
    try:
        with own_file.open_again(place) as file:
            free = own_file.lock(file, PATIENCE)
        grew = sound_of(place).stat().st_mtime
    except OSError:  # gone in the meantime, or not ours
        return True
    return time.time() - grew < RUNNING if free is None else not free
