"""Check what voicecoach needs of this computer, and say what to do about the rest.

A driver can hang or crash, so each device is tried in a process of its own, with a
limit.
"""

import math
import multiprocessing
import platform
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final, Literal

import numpy as np

from voicecoach import language, microphone, play, settings, speak, weights
from voicecoach.errors import DeviceError, ModelError, OutputError, StoreError
from voicecoach.play import Device
from voicecoach.store import Settings, device, load_settings
from voicecoach.types import SAMPLE_RATE, Word

Status = Literal["ok", "warn", "fail"]
Area = Literal["system", "device", "model"]

PATIENCE: Final = 20.0
"""Longest time a device may take, in seconds; Bluetooth headsets take up to ten."""

SILENCE: Final = np.zeros(SAMPLE_RATE // 10, np.float32)
"""What the loudspeaker is tried with."""

TRIAL: Final = "Ready"
"""What the voice is tried with."""

OLDEST_PYTHON: Final = (3, 11)

SPACE: Final = 1_000_000_000
"""Free bytes under which to warn: a converted model takes up to 0.3 GB, an hour of
answers with their reports about as much again."""

TIGHT: Final = 50_000_000
"""Free bytes under which reports will not fit: one of a long answer is 20 MB."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    ``seen`` is what was found, ``remedy`` what to do where it is not ``ok``.
    """

    name: str
    area: Area
    status: Status
    seen: str
    remedy: str | None = None


def examine(out: Path | None = None) -> Iterator[Check]:
    """Look at everything, one after the other.

    Parameters
    ----------
    out : Path, optional
        Where reports are to go; the current folder unless said.
    """
    yield python()
    yield from models()
    yield grammar()
    yield in_child("graphics card", _graphics)
    chosen = yield from preferences()
    yield from microphone_that_hears(device(chosen.microphone))
    yield in_child("loudspeaker", partial(_loudspeaker, device(chosen.loudspeaker)))
    yield voice(chosen.voice)
    yield from (folder("kept files", settings.home()), folder("reports", out or Path()))
    yield from permissions(settings.home())


def python() -> Check:
    """Check the version of Python."""
    seen = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    if sys.version_info[:2] >= OLDEST_PYTHON:
        return Check("Python", "system", "ok", seen)
    oldest = ".".join(map(str, OLDEST_PYTHON))
    return Check("Python", "system", "fail", seen, f"Install Python {oldest} or newer.")


def models() -> Iterator[Check]:
    """Hash the files of every speech model that should be there."""
    for row in weights.expected():
        yield model(row.name)


def model(name: str) -> Check:
    """Hash the files of one model."""
    try:
        weights.verify(name)
    except ModelError as error:
        return Check(f"model {name}", "model", "fail", error.problem, error.remedy)
    return Check(f"model {name}", "model", "ok", "there, hash as in the manifest")


def grammar() -> Check:
    """Parse a sentence with spaCy's model."""
    try:
        language.parse((Word("works", None, None, None, "word"),))
    except ModelError as error:
        return Check("grammar", "model", "fail", error.problem, error.remedy)
    return Check("grammar", "model", "ok", "spaCy's English model parses")


def folder(name: str, place: Path) -> Check:
    """Check that files can be written in a folder, and that there is room."""
    exists = place.absolute()
    while not exists.is_dir() and exists != exists.parent:
        exists = exists.parent
    try:
        with tempfile.TemporaryFile(dir=exists):
            free = shutil.disk_usage(exists).free
    except OSError as error:
        return Check(
            name,
            "system",
            "fail",
            f"{place.absolute()} cannot be written ({error.strerror})",
            "Change its permissions, or choose another folder.",
        )
    seen = f"{place.absolute()} can be written, {free / 1e9:.1f} GB free"
    if free >= SPACE:
        return Check(name, "system", "ok", seen)
    status: Status = "warn" if free >= TIGHT else "fail"
    return Check(name, "system", status, seen, "Make room on this disk.")


def permissions(home: Path) -> Iterator[Check]:
    """Check that what is kept can be read by its owner alone, once there is something.

    Windows has no such modes: there a folder is as private as the one it lies in.
    """
    if sys.platform == "win32" or not home.is_dir():
        return
    name, seen = "permissions", f"{home} is for you alone"
    if not home.stat().st_mode & 0o077:
        yield Check(name, "system", "ok", seen)
        return
    seen = f"others on this computer can look into {home}"
    yield Check(
        name, "system", "warn", seen, f"Run: chmod 700 {shlex.quote(str(home))}"
    )


def in_child(
    name: str, probe: Callable[[], Check], patience: float = PATIENCE
) -> Check:
    """Run a check in a process of its own, for at most ``patience`` seconds."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_answer, args=(probe, sender), daemon=True)
    child.start()
    sender.close()
    failed = Check(name, "device", "fail", "", "Restart the computer's sound service.")
    try:
        if not receiver.poll(patience):
            return replace(failed, seen=f"no answer within {patience:g} s")
        answer = receiver.recv()
    except EOFError:
        child.join()
        return replace(failed, seen=f"the driver crashed (exit {child.exitcode})")
    finally:
        child.kill()
        child.join()
        receiver.close()
    if not isinstance(answer, Check):
        raise TypeError(f"expected a Check, got {type(answer).__name__}")
    return answer


def _answer(probe: Callable[[], Check], sender: Connection) -> None:
    sender.send(probe())


def _graphics() -> Check:
    """Count the cards that the recogniser can use; it does without."""
    import ctranslate2

    count = ctranslate2.get_cuda_device_count()
    seen = f"{count} that can be used" if count else "none; the processor does the work"
    return Check("graphics card", "device", "ok", seen)


def preferences() -> Generator[Check, None, Settings]:
    """Read the settings, which say what devices are used; a fault is a check."""
    try:
        return load_settings()
    except StoreError as error:
        problem = error.problem.removesuffix(".")
        yield Check("settings", "system", "fail", problem, error.remedy)
        return Settings()


def microphone_that_hears(chosen: Device = None) -> Iterator[Check]:
    """Record two seconds and look at them; nothing of them stays, even if it hangs."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield in_child("microphone", partial(_microphone, Path(folder), chosen))


def _microphone(folder: Path, chosen: Device = None) -> Check:
    try:
        trial = microphone.try_out(folder, chosen)
    except (DeviceError, OutputError) as error:
        problem = error.problem.removesuffix(".")
        return Check("microphone", "device", "fail", problem, error.remedy)
    seen = f"{trial.name}, {trial.rate} Hz; heard: {trial.said}"
    if trial.loudest is not None and math.isfinite(trial.loudest):
        seen += f" ({trial.loudest:.0f} dBFS)"
    if not trial.faults:
        return Check("microphone", "device", "ok", seen)
    first = trial.faults[0]
    problem = first.problem.removeprefix(f"{trial.name} ").removesuffix(".")
    return Check("microphone", "device", "warn", f"{seen}; it {problem}", first.remedy)


def _loudspeaker(chosen: Device = None) -> Check:
    """Play a moment of silence to its end."""
    try:
        outputs = play.outputs()
        play.play(SILENCE, SAMPLE_RATE, device=chosen)
    except DeviceError as error:
        problem = error.problem.removesuffix(".")
        return Check("loudspeaker", "device", "fail", problem, error.remedy)
    used = play.find(chosen)
    names = f"{used.name}, {used.rate} Hz"
    others = f" ({len(outputs) - 1} others)" if len(outputs) > 1 else ""
    return Check("loudspeaker", "device", "ok", names + others)


def voice(chosen: str | None = None) -> Check:
    """Have a word spoken into a file, which the speaker checks for sound.

    Its engines have processes and limits of their own.
    """
    with speak.Speaker(speak.Manner(voice=chosen)) as speaker:
        try:
            prepared = speaker.prepare(TRIAL)
        except DeviceError as error:
            problem = error.problem.removesuffix(".")
            return Check("voice", "device", "fail", problem, error.remedy)
    seen = f"{prepared.by} speaks; {len(speak.voices())} English voices"
    if not prepared.problems:
        return Check("voice", "device", "ok", seen)
    first = prepared.problems[0]
    seen = f"{seen}. {first.problem.removesuffix('.')}"
    return Check("voice", "device", "warn", seen, first.remedy)
