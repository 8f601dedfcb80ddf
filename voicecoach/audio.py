"""Read a recording: any container and codec of FFmpeg's libraries, as mono 16 kHz.

PyAV's door for decoding. The file is read through a Python file object and in windows,
so that memory holds one copy of the sound only, and FFmpeg can open nothing that the
file points at (a playlist, say).
"""

import hashlib
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from voicecoach.errors import InputError
from voicecoach.mono import Mono
from voicecoach.types import SAMPLE_RATE, Recording, Samples, Sound

if TYPE_CHECKING:
    import av.container

LONGEST: Final = 8 * 3600
"""Longest recording, in seconds: about 1.8 GB of samples."""

FIRST_DAMAGED: Final = 50
MOST_DAMAGED: Final = 10_000
"""Packets that may fail before the first good one, and in all, until it is no use."""

Progress = Callable[[float], None]


def read(
    path: Path, progress: Progress | None = None, longest: float = LONGEST
) -> Sound:
    """Decode a recording to mono float32 at 16 kHz.

    Parameters
    ----------
    path : Path
        Any audio or video file; it is only read.
    progress : callable, optional
        Called with the fraction decoded, 0 to 1, where the length is known.
    longest : float
        Seconds at which it gives up: 8 hours unless said.

    Raises
    ------
    InputError
        Not there, not a file, not readable, no sound in it, or too long.
    """
    sha256 = _fingerprint(path)
    import av

    try:
        with (
            path.open("rb") as file,
            # What the file points at (a playlist, a reference movie) is never opened.
            av.open(file, "r", options={"protocol_whitelist": "none"}) as container,
        ):
            found = _Found(path, sha256, longest)
            return _decode(container, found, progress or _nobody)
    except (av.error.FFmpegError, av.error.ArgumentError) as error:
        raise InputError(
            f"{path} holds no sound that can be decoded ({error.strerror}).",
            "Check that it plays, or export it again as WAV, MP3 or M4A.",
        ) from error


def _nobody(_fraction: float) -> None:
    """Tell nobody about the progress."""


def _fingerprint(path: Path) -> str:
    """Hash the bytes of a regular file, and say plainly why it cannot be read."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise InputError(f"{path} is not a file.", "Name a recording.")
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256")
            size = file.tell()
    except FileNotFoundError as error:
        raise InputError(f"{path} is not there.", "Check the name.") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or error
        raise InputError(
            f"{path} cannot be read ({reason}).", "Check its permissions."
        ) from error
    if size == 0:
        raise InputError(f"{path} is empty.", "Record or copy it again.")
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class _Found:
    """A file that can be read: its hash, and how long its sound may be."""

    path: Path
    sha256: str
    longest: float


def _decode(
    container: "av.container.InputContainer", found: _Found, progress: Progress
) -> Sound:
    path = found.path
    if not container.streams.audio:
        raise InputError(
            f"{path} holds no sound that can be decoded (no audio track).",
            "Choose a file with sound in it.",
        )
    stream = container.streams.best("audio") or container.streams.audio[0]
    total = (container.duration or 0) / 1_000_000
    source = _Frames(container, stream)
    collected = Mono()
    for rate, block in source.blocks():
        collected.add(rate, block)
        if collected.duration > found.longest:
            raise InputError(
                f"{path} is longer than {found.longest / 3600:g} hours.",
                "Cut it into shorter recordings.",
            )
        if total:
            progress(min(1.0, collected.duration / total))
    collected.close()
    if not len(collected.samples):
        raise InputError(
            f"{path} holds no sound that can be decoded (no samples).",
            "Check that it plays, or record it again.",
        )
    recording = Recording(
        name=path.name,
        duration=round(len(collected.samples) / SAMPLE_RATE, 3),
        sample_rate=source.rate,
        sha256=found.sha256,
    )
    warnings = (*source.warnings, *collected.warnings)
    return Sound(collected.samples, recording, warnings)


class _Frames:
    """The decoded frames of one stream as float32 blocks of shape (channels, n)."""

    def __init__(self, container: "av.container.InputContainer", stream: Any) -> None:  # noqa: ANN401  (PyAV's stream types differ by kind)
        self._container = container
        self._stream = stream
        self.rate = int(stream.rate or 0)
        self.warnings: list[str] = []

    def blocks(self) -> Iterator[tuple[int, Samples]]:
        """Yield (sample rate, block); damaged stretches are left out and reported."""
        import av

        seconds, lost = 0.0, 0
        packets = self._container.demux(self._stream)
        while True:
            try:
                frames = next(packets).decode()
            except (StopIteration, av.error.EOFError):
                break
            except av.error.FFmpegError:
                lost += 1
                if lost > MOST_DAMAGED or (lost > FIRST_DAMAGED and not seconds):
                    raise
                continue
            for frame in frames:
                self.rate = self.rate or frame.sample_rate
                seconds += frame.samples / frame.sample_rate
                yield frame.sample_rate, _floats(frame)
        if lost:
            self.warnings.append(
                f"The file is damaged: {lost} parts of it could not be read, "
                f"{seconds:.1f} s could."
            )


def _floats(frame: Any) -> Samples:  # noqa: ANN401  (av.AudioFrame, imported late)
    """Convert a frame of any sample format to float32 of shape (channels, n)."""
    block: NDArray[Any] = frame.to_ndarray()
    if not frame.format.is_planar:
        block = block.reshape(-1, frame.layout.nb_channels).T
    if block.dtype == np.uint8:
        return np.asarray((block.astype(np.float32) - 128) / 128, np.float32)
    if np.issubdtype(block.dtype, np.integer):
        full_scale = np.float32(-np.iinfo(block.dtype).min)
        return np.asarray(block.astype(np.float32) / full_scale, np.float32)
    return np.asarray(block, np.float32)
