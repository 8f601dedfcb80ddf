"""A take: a recording in progress."""

import io
import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final, NoReturn

import numpy as np

from voicecoach import own_file
from voicecoach.errors import InputError, OutputError
from voicecoach.growing_wav import Block, GrowingWav

About = Mapping[str, Any]

ABOUT: Final = ".about.json"

PATIENCE: Final = 0.2
"""Seconds to try for a lock: whoever only looks holds it for a moment, too."""

ROOM: Final = (
    "Make room on this disk, or set VOICECOACH_HOME to a folder on another one."
)


class Take:
    """A recording in progress, int16 mono at the rate of its source.

    Made by `Take.begin` or `Left.hold`. One thread at a time may use it. As a context
    manager it is left (`leave`) at the end, unless it was closed or discarded.

    Attributes
    ----------
    path : Path
        The WAV file; it can be read at any time.
    rate : int
        Samples a second.
    about : Mapping
        What was given to `begin`.
    blocks_written : int
        Blocks that are in the file whole; the number of the next one.
    """

    def __init__(
        self, path: Path, about: About, wav: GrowingWav, held: io.FileIO
    ) -> None:
        self.path = path
        self.rate = wav.rate
        self.about = about
        self.blocks_written = 0
        self._wav = wav
        self._held = held

    @classmethod
    def begin(cls, folder: Path, name: str, rate: int, *, about: About) -> "Take":
        """Begin a take NAME.wav in a folder, which is made if needed.

        Where the name is taken it becomes NAME-2, NAME-3 and so on. Folder and files
        are for their owner alone.

        Parameters
        ----------
        folder : Path
            Where takes lie that nobody has dealt with yet.
        name : str
            A file name without a suffix.
        rate : int > 0
            Samples a second.
        about : Mapping
            Whatever makes sense of the sound later, as JSON takes it: the question,
            the options.

        Raises
        ------
        OutputError
            Nothing can be written there.
        ValueError
            ``name`` is no plain name, or ``about`` is not JSON.
        """
        if not re.fullmatch(r"[\w-]+([. ][\w-]+)*", name):
            raise ValueError(f"not a plain name: {name!r}")
        begun = datetime.now().astimezone().isoformat(timespec="seconds")
        said = {"rate": rate, "begun": begun, "about": dict(about)}
        text = json.dumps(said, allow_nan=False).encode("ascii")
        try:
            own_file.make_folder(folder)
            path, held = _reserve(folder, name)
        except OSError as error:
            refuse(folder, error)
        try:
            own_file.write(held, text)
            own_file.to_disk(held)
            wav = GrowingWav.create(path, rate)
            own_file.folder_to_disk(folder)
        except OSError as error:
            own_file.delete(about_of(path), held)
            refuse(path, error)
        return cls(path, dict(about), wav, held)

    def __enter__(self) -> "Take":
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()

    @property
    def seconds(self) -> float:
        """Length of what is in the file."""
        return self._wav.samples / self.rate

    def write(self, block: Block) -> None:
        """Append samples of shape (n,); they survive the program from now on.

        Raises
        ------
        OutputError
            The disk is full or gone. What was written before stays readable, and
            as much of this block as there was room for.
        ValueError
            The block is not int16 of one channel, or the take is finished.
        """
        if block.dtype != np.int16 or block.ndim != 1:
            raise ValueError(f"not int16 mono: {block.dtype} of shape {block.shape}")
        try:
            self._wav.write(block)
        except OSError as error:
            refuse(self.path, error)
        self.blocks_written += 1

    def write_numbered(self, number: int, block: Block) -> bool:
        """Append the block of that number, counted from 0; False if it is there.

        For a source that sends again what it is not sure of.

        Raises
        ------
        InputError
            A block before it is missing; ``blocks_written`` is the one to send.
        OutputError
            As `write`.
        """
        if number < self.blocks_written:
            return False
        if number > self.blocks_written:
            raise InputError(
                f"Block {self.blocks_written} of {self.path} is missing.",
                "Send the blocks in their order, from that one on.",
            )
        self.write(block)
        return True

    def finish(self) -> Path:
        """End the sound; the take counts as not dealt with until `close`.

        Whoever works on it (recognises, reports) does so between the two, so that it
        is found again with its ``about`` if that work dies.

        Raises
        ------
        OutputError
            The last part could not be written to the disk.
        """
        if not self._wav.closed:
            try:
                self._wav.sync()
            except OSError as error:
                refuse(self.path, error)
            finally:
                self._wav.close()
        return self.path

    def close(self) -> Path:
        """End the sound and the take: the file is the caller's from now on."""
        self.finish()
        if not self._held.closed:
            own_file.delete(about_of(self.path), self._held)
        return self.path

    def leave(self) -> None:
        """End the sound and let the take go, to be found again as left behind.

        For a program that is told to end before somebody has dealt with the take. One
        without a sample is discarded.
        """
        try:
            self.finish()
            if not self._wav.samples:
                self.discard()
        finally:
            self._held.close()

    def discard(self) -> None:
        """Delete a take that is not closed, for good.

        Raises
        ------
        OutputError
            The system does not let go of the file.
        """
        self._wav.close()
        if self._held.closed:
            return
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            refuse(self.path, error)
        own_file.delete(about_of(self.path), self._held)


def _reserve(folder: Path, name: str) -> tuple[Path, io.FileIO]:
    """Make and lock the about of a name that is not taken yet."""
    number = 1
    while True:
        path = folder / f"{name}{'' if number == 1 else f'-{number}'}.wav"
        number += 1
        if path.exists():
            continue
        try:
            held = own_file.create(about_of(path))
        except FileExistsError:
            continue
        own_file.lock(held, PATIENCE)
        return path, held


def about_of(path: Path) -> Path:
    """Give the place of what is beside a sound."""
    return path.with_name(path.name.removesuffix(".wav") + ABOUT)


def sound_of(place: Path) -> Path:
    """Give the place of the sound beside an about."""
    return place.with_name(place.name.removesuffix(ABOUT) + ".wav")


def refuse(path: Path, error: OSError) -> NoReturn:
    """Raise the error of a disk as ours."""
    raise OutputError(
        f"{path} could not be written ({error.strerror or error}).", ROOM
    ) from error
