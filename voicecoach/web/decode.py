"""Decode an upload in a process of its own: the one step that foreign bytes steer.

What comes back is plain samples in a file and a few numbers, never the file itself.
"""

import functools
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from voicecoach.errors import InputError
from voicecoach.types import SAMPLE_RATE, Recording, Sound
from voicecoach.web.child import Child, EndedError, Line
from voicecoach.web.limits import Limits

LONGEST: Final = 2 * 3600
"""Seconds of sound that an upload may hold."""

LIMITS: Final = Limits(
    memory=2_500_000_000,
    processor=900,
    output=LONGEST * SAMPLE_RATE * 4,
    patience=1800.0,
)
"""460 MB of samples are two hours; the array doubles while it is copied."""

SAMPLES: Final = "samples.f32"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A sound that lies in a file as float32 samples."""

    path: Path
    recording: Recording
    warnings: tuple[str, ...]

    def sound(self) -> Sound:
        """Read the samples."""
        return Sound(np.fromfile(self.path, np.float32), self.recording, self.warnings)


def told(decoded: Decoded) -> dict[str, Any]:
    """Write down where a sound lies and what is known of it, for another process."""
    return {
        "path": str(decoded.path),
        "recording": asdict(decoded.recording),
        "warnings": list(decoded.warnings),
    }


def understood(plain: dict[str, Any]) -> Decoded:
    """Read what ``told`` wrote."""
    recording = Recording(**plain["recording"])
    return Decoded(Path(plain["path"]), recording, tuple(plain["warnings"]))


def decode(
    upload: Path,
    name: str,
    folder: Path,
    *,
    limits: Limits = LIMITS,
    longest: float = LONGEST,
    begun: Callable[[Child], None] | None = None,
) -> Decoded:
    """Decode an uploaded file into ``folder``.

    ``begun`` is handed the process, so that somebody else can end it.

    Raises
    ------
    InputError
        It holds no sound that can be decoded, or goes beyond a limit.
    """
    target = folder / SAMPLES
    work = functools.partial(_work, str(upload), str(target), longest)
    child = Child(work, limits)
    try:
        if begun is not None:
            begun(child)
        answer = child.line.hear(time.monotonic() + limits.patience)
        return _decoded(answer, upload, name, target)
    except EndedError as error:
        why = "it took too long" if str(error) == "time" else child.fate()
        raise InputError(
            f"{name} cannot be decoded: {why}.",
            "Check that it plays, export it again as WAV, or cut it.",
        ) from error
    finally:
        child.end()


def _decoded(answer: dict[str, Any], upload: Path, name: str, target: Path) -> Decoded:
    """Believe what the process says only as far as it fits."""
    if "error" in answer:
        problem = str(answer["error"]).replace(str(upload), name)
        raise InputError(problem, str(answer.get("remedy", "")))
    try:
        told = answer["recording"]
        recording = Recording(
            name=name,
            duration=float(told["duration"]),
            sample_rate=int(told["sample_rate"]),
            sha256=str(told["sha256"])[:64],
        )
        warnings = tuple(str(text)[:500] for text in answer["warnings"][:20])
        size = target.stat().st_size
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise EndedError("no message") from error
    if size % 4 or abs(size / 4 / SAMPLE_RATE - recording.duration) > 1:
        raise EndedError("no message")
    return Decoded(target, recording, warnings)


def _work(upload: str, target: str, longest: float, line: Line) -> None:
    """Run in the process of its own."""
    from voicecoach import audio

    try:
        sound = audio.read(Path(upload), longest=longest)
        sound.samples.tofile(target)
    except InputError as error:
        line.say(error=error.problem, remedy=error.remedy)
    except (MemoryError, OSError) as error:
        full = isinstance(error, OSError)
        line.say(
            error=f"{upload} unpacks to more than it may."
            if full
            else f"{upload} takes more memory to decode than it may.",
            remedy="Cut it into shorter recordings, or export it again as WAV.",
        )
    else:
        line.say(recording=asdict(sound.recording), warnings=list(sound.warnings))
