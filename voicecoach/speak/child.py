"""Run a program that may hang or crash, and end it when it does."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Final

import voicecoach
from voicecoach.errors import DeviceError

TICK: Final = 0.05
"""Seconds between two looks at whether to give up."""

TOLD: Final = 200
"""Most characters of a program's own message that are passed on."""


class HungError(DeviceError):
    """A voice gave no answer in time."""


class StoppedError(Exception):
    """Nobody wants the answer any more; not a failure."""


def run(
    command: Sequence[str],
    text: str,
    *,
    name: str,
    remedy: str,
    patience: float,
    stop: threading.Event,
    environment: dict[str, str] | None = None,
) -> str:
    """Run a program without a shell, the text on its standard input.

    Returns
    -------
    str
        What it wrote on its standard output.

    Raises
    ------
    HungError
        It took longer than ``patience`` seconds and was killed.
    DeviceError
        It cannot be started, crashed, or says that it failed.
    StoppedError
        ``stop`` was set; it was killed.
    """
    limit = time.monotonic() + patience
    # A file and no pipe: `communicate` forgets what it has not yet written into a pipe
    # when its time is up.
    with tempfile.TemporaryFile() as given:
        given.write(text.encode())
        given.seek(0)
        process = start(command, name, remedy, environment, given)
        try:
            while (written := _written(process)) is None:
                if stop.is_set():
                    raise StoppedError
                if time.monotonic() > limit:
                    raise HungError(f"{name} gave no answer in {patience:g} s.", remedy)
        finally:
            end(process)
    out, err = written
    if process.returncode:
        raise DeviceError(f"{name} failed ({_last(err, process.returncode)}).", remedy)
    return out.decode("utf-8", "replace")


def start(
    command: Sequence[str],
    name: str,
    remedy: str,
    environment: dict[str, str] | None = None,
    given: IO[bytes] | int = subprocess.PIPE,
) -> "subprocess.Popen[bytes]":
    """Start a program in a group of its own, with pipes, or a file to read from.

    Raises
    ------
    DeviceError
        It is not there or cannot be started.
    """
    try:
        return subprocess.Popen(
            command,
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ | (environment or {}),
            start_new_session=os.name == "posix",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise DeviceError(f"{name} cannot be started ({error}).", remedy) from error


def end(process: "subprocess.Popen[bytes]") -> None:
    """End a program and what it started, and close its pipes."""
    if process.poll() is None:
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)  # the group that `start` gave it
    process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            try:
                pipe.close()
            except OSError:
                continue  # what it had not read yet


def python(module: str, *arguments: str) -> list[str]:
    """Give the command that runs a module of ours; nothing of the current folder."""
    return [sys.executable, "-P", "-m", module, *arguments]


def environment() -> dict[str, str]:
    """Give what a Python of ours needs to find voicecoach, wherever it lies."""
    package = str(Path(voicecoach.__file__).absolute().parents[1])
    given = os.environ.get("PYTHONPATH")
    return {
        "PYTHONPATH": os.pathsep.join([given, package] if given else [package]),
        "PYTHONIOENCODING": "utf-8",
    }


def _written(process: "subprocess.Popen[bytes]") -> tuple[bytes, bytes] | None:
    """Give what a program wrote on stdout and stderr; None while it still works."""
    try:
        return process.communicate(timeout=TICK)
    except subprocess.TimeoutExpired:
        return None


def _last(err: bytes, code: int) -> str:
    lines = err.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].strip()[:TOLD] if lines else f"exit {code}"
