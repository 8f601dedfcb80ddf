"""Where uploads are turned into reports: one at a time, in processes of their own."""

import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from voicecoach.errors import InputError, ModelError, VoicecoachError
from voicecoach.types import Audience, Mode, Question
from voicecoach.web import correcting, decode
from voicecoach.web.child import Child, EndedError, Line
from voicecoach.web.limits import Limits, allow_processor
from voicecoach.web.shelf import Made

if TYPE_CHECKING:
    from voicecoach.session import Coach, Options

LIMITS: Final = Limits(
    memory=8_000_000_000,
    processor=None,
    output=1_000_000_000,
    patience=0.0,
    shared=True,
)
"""Recognition takes 1.2 GB with base; a large model five times as much."""

HEAD_START: Final = 300.0
EACH_SECOND: Final = 30.0
"""Seconds that an analysis may take: so many, and so many for each second of sound."""

Tell = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done with an upload, or with the words of a take that is kept.

    ``corrects`` is that take: its report and the right words lie beside the order.
    """

    id: str
    name: str
    added: str
    question_id: str | None = None
    question: str | None = None
    audience: Audience = "manager"
    modes: tuple[Mode, ...] = ()
    model: str = "base"
    corrects: str | None = None


class Bench(Protocol):
    """Turns an upload into a report."""

    def make(self, order: Order, upload: Path | None, folder: Path, tell: Tell) -> Made:
        """Do the work in a folder; tell the stage and how far it is.

        ``upload`` is None where words are corrected whose sound was not kept.
        """
        ...

    def stop(self) -> None:
        """End what is being done."""
        ...

    def close(self) -> None:
        """Give everything back."""
        ...


class StoppedError(InputError):
    """Somebody took the upload away while it was worked on."""


class Workbench:
    """Decodes each upload in a new process, analyses it in one that stays warm."""

    def __init__(self) -> None:
        self._analyst: Child | None = None
        self._working: Child | None = None
        self._lock = threading.Lock()
        self._stopped = False

    def make(self, order: Order, upload: Path | None, folder: Path, tell: Tell) -> Made:
        """Turn an upload into a report.

        Raises
        ------
        VoicecoachError
            It cannot be done; the problem names the upload.
        """
        self._stopped = False
        try:
            decoded = None
            if upload is not None:
                tell("reading", 0.0)
                decoded = decode.decode(upload, order.name, folder, begun=self._begun)
            tell("loading", 0.0)
            return self._analysed(order, decoded, folder, tell)
        except InputError as error:
            if self._stopped:
                raise StoppedError(error.problem, error.remedy) from error
            raise
        finally:
            self._working = None

    def _begun(self, child: Child) -> None:
        with self._lock:
            self._working = child
            if self._stopped:
                child.kill()

    def _analysed(
        self, order: Order, decoded: decode.Decoded | None, folder: Path, tell: Tell
    ) -> Made:
        child = self._ready()
        self._begun(child)
        duration = decoded.recording.duration if decoded else 0.0
        until = time.monotonic() + HEAD_START + EACH_SECOND * duration
        try:
            child.line.say(
                order=asdict(order),
                sound=decode.told(decoded) if decoded else None,
                folder=str(folder),
            )
            return self._followed(child, folder, until, tell)
        except (EndedError, OSError) as error:
            self.close()
            raise InputError(
                f"The analysis of {order.name} ended before it was done.",
                "Try again; a shorter recording needs less memory and time.",
            ) from error

    def _followed(self, child: Child, folder: Path, until: float, tell: Tell) -> Made:
        while True:
            heard = child.line.hear(until)
            if "stage" in heard:
                tell(str(heard["stage"])[:40], float(heard["fraction"]))
            elif "error" in heard:
                kind = ModelError if heard.get("model") else InputError
                raise kind(str(heard["error"]), str(heard.get("remedy", "")))
            else:
                sound = folder / SOUND
                return Made(folder / REPORT, sound if sound.is_file() else None)

    def stop(self) -> None:
        """End what is being done."""
        with self._lock:
            self._stopped = True
            if self._working is not None:
                self._working.kill()

    def close(self) -> None:
        """End the process that stays warm."""
        with self._lock:
            if self._analyst is not None:
                self._analyst.end()
                self._analyst = None

    def _ready(self) -> Child:
        with self._lock:
            if self._analyst is not None and not self._analyst.alive:
                self._analyst.end()
                self._analyst = None
            if self._analyst is None:
                self._analyst = Child(analyst, LIMITS)
            return self._analyst


REPORT: Final = "report.json"
SOUND: Final = "sound.m4a"


def analyst(line: Line) -> None:
    """Analyse one sound after the other, in a process of its own."""
    work = _Analyst(line)
    while True:
        try:
            asked = line.hear()
        except EndedError:
            return
        try:
            work.review(asked)
        except VoicecoachError as error:
            model = isinstance(error, ModelError)
            line.say(error=error.problem, remedy=error.remedy, model=model)
        except (MemoryError, OSError):
            line.say(
                error=f"{asked['order']['name']} takes more memory or disk than "
                "there is.",
                remedy="Close other programs, make room on the disk, or cut it.",
            )
        else:
            line.say(done=True)


class _Analyst:
    """A coach that keeps its models between two answers."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._coach: Coach | None = None
        self._model = ""

    def review(self, asked: dict[str, Any]) -> None:
        """Write the report into the folder that was named, and a new sound too."""
        from voicecoach import encode
        from voicecoach.report.json import to_json

        order, folder = asked["order"], Path(asked["folder"])
        sound = decode.understood(asked["sound"]).sound() if asked["sound"] else None
        allow_processor(HEAD_START + EACH_SECOND * (sound.duration if sound else 0.0))
        if order["corrects"] or sound is None:
            report = correcting.review(folder, order, sound, self._ready, self._tell)
            (folder / REPORT).write_text(to_json(report), encoding="ascii")
            return
        coach = self._ready(options_of(order))
        reviewed = coach.review(sound, self._tell)
        (folder / REPORT).write_text(to_json(reviewed.report), encoding="ascii")
        with (folder / SOUND).open("w+b") as file:
            encode.write(sound, file)

    def _ready(self, options: "Options") -> "Coach":
        from voicecoach.session import Coach

        if self._coach is None or self._model != options.model:
            self._coach = Coach(options)
        else:
            self._coach = self._coach.asked(options)
        self._model = options.model
        return self._coach

    def _tell(self, stage: str, fraction: float) -> None:
        self._line.say(stage=stage, fraction=round(fraction, 3))


def options_of(order: dict[str, Any]) -> "Options":
    """Make the options of a session of an order."""
    from dataclasses import replace

    from voicecoach import questions
    from voicecoach.session import Options

    audience: Audience = order["audience"]
    question: Question | None = None
    if order["question_id"]:
        question = replace(questions.find(order["question_id"]), audience=audience)
    elif order["question"]:
        question = questions.from_text(order["question"], audience)
    return Options(
        question=question,
        audience=audience,
        modes=tuple(order["modes"]),
        model=order["model"],
    )
