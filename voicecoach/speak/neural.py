"""A neural voice: Piper, where the extra ``neural-voice`` is installed.

Loading takes seconds, so one process loads it once and then speaks sentence after
sentence: a JSON line in for each, a JSON line out when its file is written.
"""

import importlib.util
import json
import queue
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from typing import IO, Final

from voicecoach import weights
from voicecoach.errors import DeviceError
from voicecoach.speak import child, sound
from voicecoach.speak.child import HungError, StoppedError
from voicecoach.speak.engine import Order
from voicecoach.speak.manner import By, Voice
from voicecoach.types import Samples

MODULE: Final = "voicecoach.speak.neural_child"
NAME: Final = "The neural voice (Piper)"
REMEDY: Final = 'Install it again: pip install "voicecoach[neural-voice]"'
VOICE: Final = weights.VOICE

PATIENCE: Final = 30.0
"""Seconds that a sentence may take: loading takes 2, a long sentence 3, and an old
computer several times that."""


class Piper:
    """The voice of the manifest, in a process that is started when it is needed."""

    by: By = "piper"

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._one_at_a_time = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[bytes] = queue.Queue()

    def there(self) -> bool:
        """Tell whether Piper and its voice are installed."""
        return importlib.util.find_spec("piper") is not None and any(
            model.name == VOICE and present for model, present in weights.listed()
        )

    def voices(self, _stop: threading.Event) -> tuple[Voice, ...]:
        """Give the voice of the manifest."""
        return (Voice(VOICE, "piper", VOICE, "en-us"),)

    def make(self, order: Order, stop: threading.Event) -> tuple[Samples, int]:
        """Have a sentence written to a file, and read that."""
        with self._one_at_a_time, tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "spoken.wav"
            asked = {"text": order.text, "path": str(path), "rate": order.rate}
            answered = False
            try:
                self._ask(json.dumps(asked).encode() + b"\n")
                self._wait(stop)
                answered = True
            finally:
                if not answered:
                    self.close()
            return sound.read(path, NAME, REMEDY)

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            child.end(self._process)
            self._process = None

    def _ask(self, line: bytes) -> None:
        if self._process is None or self._process.poll() is not None:
            self.close()
            command = child.python(MODULE)
            self._process = child.start(command, NAME, REMEDY, child.environment())
            self._answers = queue.Queue()
            for pipe, kept in (("stdout", self._answers), ("stderr", None)):
                threading.Thread(
                    target=_follow,
                    args=(getattr(self._process, pipe), kept),
                    daemon=True,
                ).start()
        if self._process.stdin is None:
            raise DeviceError(f"{NAME} cannot be reached.", REMEDY)
        try:
            self._process.stdin.write(line)
            self._process.stdin.flush()
        except OSError as error:
            raise DeviceError(f"{NAME} crashed.", REMEDY) from error

    def _wait(self, stop: threading.Event) -> None:
        limit = time.monotonic() + self._patience
        while True:
            try:
                answer = self._answers.get(timeout=child.TICK)
                break
            except queue.Empty:
                if stop.is_set():
                    raise StoppedError from None
                if time.monotonic() > limit:
                    raise HungError(
                        f"{NAME} gave no answer in {self._patience:g} s.", REMEDY
                    ) from None
        try:
            said = json.loads(answer)
        except ValueError as error:  # nothing at all: the pipe was closed
            raise DeviceError(f"{NAME} crashed.", REMEDY) from error
        if "problem" in said:
            raise DeviceError(said["problem"], said["remedy"])


def _follow(pipe: IO[bytes], kept: "queue.Queue[bytes] | None") -> None:
    """Read lines until the pipe is closed, then leave an empty one."""
    try:
        for line in pipe:
            if kept is not None:
                kept.put(line)
    except (OSError, ValueError):
        pass  # closed while it was read
    if kept is not None:
        kept.put(b"")
