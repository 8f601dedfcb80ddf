"""Which recordings a command is to work on: files as named, folders walked."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from voicecoach.errors import InputError

MEDIA_SUFFIXES: Final = frozenset(
    """
    .3g2 .3gp .3gpp .aac .ac3 .aif .aifc .aiff .amr .ape .asf .au .avi .awb .bwf .caf
    .dss .eac3 .f4v .flac .flv .gsm .m2ts .m4a .m4b .m4v .mka .mkv .mov .mp2 .mp3 .mp4
    .mpeg .mpg .mpga .mts .mxf .oga .ogg .ogv .ogx .opus .qt .ra .rf64 .rm .rmvb .snd
    .spx .tta .vob .voc .w64 .wav .wave .weba .webm .wma .wmv .wv
    """.split()
)
"""Endings of names that a folder is searched for; a file that is named needs none."""


@dataclass(frozen=True, slots=True)
class Input:
    """One recording: where it is, and how the user wrote that."""

    path: Path
    given: str


@dataclass(frozen=True, slots=True)
class Unusable:
    """Something that was named and gives no recording, and why."""

    given: str
    error: InputError


def expand(given: tuple[str, ...]) -> Iterator[Input | Unusable]:
    """Find the recordings that are meant, in the order in which they were named."""
    for name in given:
        if not name:
            yield Unusable("''", InputError("'' is not a name.", "Name a recording."))
        elif Path(name).is_dir():
            yield from _walked(name)
        else:
            yield Input(Path(name), name)


def _walked(folder: str) -> Iterator[Input | Unusable]:
    empty = True
    for found in _walk(folder):
        empty = False
        yield found
    if empty:
        yield Unusable(
            folder,
            InputError(
                f"{folder} is a folder without recordings.",
                "Name a recording, or a folder that holds some.",
            ),
        )


def _walk(folder: str) -> Iterator[Input | Unusable]:
    """Walk in the order of names; links to folders are left alone (they may loop)."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield Unusable(
            folder,
            InputError(
                f"{folder} cannot be read ({error.strerror}).",
                "Check its permissions.",
            ),
        )
        return
    for entry in found:
        if entry.name.startswith("."):
            continue
        path = os.path.join(folder, entry.name)  # noqa: PTH118  (keeps "./" as given)
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(path)
        elif Path(entry.name).suffix.lower() in MEDIA_SUFFIXES and entry.is_file():
            yield Input(Path(path), path)
