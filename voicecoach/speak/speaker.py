"""Ask aloud: the best voice that works, sentence by sentence.

While one sentence plays the next is made. An engine that fails is left out for the
rest of that text, one that hangs for the rest of the session, and the next one speaks.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYetError
from typing import Final, Protocol, Self

import numpy as np

from voicecoach import play
from voicecoach.errors import DeviceError, ModelError
from voicecoach.speak.child import HungError, StoppedError
from voicecoach.speak.engine import Engine, Order
from voicecoach.speak.manner import By, Manner, Prepared, Problem, Spoken
from voicecoach.speak.neural import Piper
from voicecoach.speak.programs import Espeak, PowerShell, Say
from voicecoach.speak.system import System, remedy
from voicecoach.speak.text import pieces
from voicecoach.speak.voices import chosen
from voicecoach.types import Samples

GAP: Final = 0.2
"""Seconds of silence between two sentences."""

TICK: Final = 0.02
"""Seconds between two looks at whether to stop."""

KEPT: Final = 100
"""Sentences whose sound is kept for the next time: a megabyte each at most."""

Failures = dict[By, Problem]


class Player(Protocol):
    """What plays: ``voicecoach.play.play``, or a stand-in for it."""

    def __call__(
        self,
        samples: Samples,
        rate: int,
        *,
        device: play.Device = None,
        stop: threading.Event | None = None,
    ) -> bool:
        """Play, and return True when all has left the device, False when stopped."""
        ...


def engines() -> tuple[Engine, ...]:
    """Give every engine that there can be, the best first."""
    return Piper(), System(), Espeak(), Say(), PowerShell()


class Speaker:
    """Speaks texts in one manner; close it, or use it in a ``with`` statement.

    Parameters
    ----------
    manner : Manner
        Voice, rate, loudspeaker, and whether it is muted.
    using : sequence of Engine, optional
        The engines to try, in this order.
    player : Player
        What plays the sound.
    """

    def __init__(
        self,
        manner: Manner | None = None,
        using: Sequence[Engine] | None = None,
        player: Player = play.play,
    ) -> None:
        self._manner = manner or Manner()
        self._engines = engines() if using is None else tuple(using)
        self._player = player
        self._hung: Failures = {}
        self._kept: OrderedDict[tuple[By, Order], tuple[Samples, int]] = OrderedDict()
        self._keeping = threading.Lock()
        self._order: tuple[tuple[Engine, str | None], ...] | None = None
        self._unknown: tuple[Problem, ...] = ()
        self._choosing = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes of the voices."""
        for engine in self._engines:
            engine.close()

    def say(self, text: str, stop: threading.Event | None = None) -> Spoken:
        """Speak a text; return when the last of it has left the loudspeaker.

        Parameters
        ----------
        text : str
            Whatever is to be read out; markup in it means nothing.
        stop : threading.Event, optional
            Set it to fall silent.

        Returns
        -------
        Spoken
            What failed stands in its ``problems``. Where ``by`` is None nothing
            sounded, and the text is to be shown instead.
        """
        stop = stop or threading.Event()
        parts = pieces(text)
        if self._manner.muted or not parts or stop.is_set():
            return Spoken(None, 0.0, whole=False)
        halt, failed = threading.Event(), dict(self._hung)
        known = set(failed)
        with ThreadPoolExecutor(1, "voicecoach-speak") as pool:
            ahead = [pool.submit(self._make, (part,), failed, halt) for part in parts]
            try:
                said, last = self._play(ahead, stop)
            finally:
                halt.set()
                pool.shutdown(wait=True, cancel_futures=True)
        fresh = [problem for by, problem in failed.items() if by not in known]
        problems = fresh if said.by else list(failed.values())
        told = (*self._unknown, *problems, *last)
        return Spoken(said.by, said.seconds, tuple(dict.fromkeys(told)), said.whole)

    def prepare(self, text: str, stop: threading.Event | None = None) -> Prepared:
        """Make the sound of a text without playing it; one voice for all of it.

        Raises
        ------
        DeviceError
            No voice works, or there is nothing in the text that can be spoken.
        StoppedError
            ``stop`` was set before it was done.
        """
        parts = pieces(text)
        if not parts:
            raise DeviceError("There is nothing to say.", "Give a text with words.")
        failed = dict(self._hung)
        return self._make(parts, failed, stop or threading.Event())

    def _play(
        self, ahead: Sequence["Future[Prepared]"], stop: threading.Event
    ) -> tuple[Spoken, tuple[Problem, ...]]:
        """Play what comes; also give what went wrong in playing."""
        by: By | None = None
        began = time.monotonic()
        seconds = 0.0
        try:
            for number, future in enumerate(ahead):
                prepared = _awaited(future, stop)
                if prepared is None:
                    return Spoken(by, seconds, whole=False), ()
                if by is None:
                    began = time.monotonic()
                samples = prepared.samples
                if number + 1 < len(ahead):
                    samples = _with_gap(samples, prepared.rate)
                going_on = self._player(
                    samples, prepared.rate, device=self._manner.device, stop=stop
                )
                by, seconds = prepared.by, time.monotonic() - began
                if not going_on:
                    return Spoken(by, seconds, whole=False), ()
        except (DeviceError, ModelError) as error:
            problem = Problem(error.problem, error.remedy)
            return Spoken(by, seconds, whole=False), (problem,)
        return Spoken(by, seconds), ()

    def _make(
        self, parts: Sequence[str], failed: Failures, halt: threading.Event
    ) -> Prepared:
        """Make these sentences with the first engine that can; note those that fail."""
        for engine, voice in self._choice(halt):
            if engine.by in failed:
                continue
            try:
                made = [
                    self._one(engine, Order(part, voice, self._manner.rate), halt)
                    for part in parts
                ]
            except (DeviceError, ModelError) as error:
                failed[engine.by] = Problem(error.problem, error.remedy)
                if isinstance(error, HungError):
                    self._hung[engine.by] = failed[engine.by]
                continue
            told = (*self._unknown, *failed.values())
            return _joined(made, engine.by, told)
        if not failed:
            raise DeviceError("There is no voice on this computer.", remedy())
        why = " ".join(problem.problem for problem in failed.values())
        raise DeviceError(f"No voice works. {why}", remedy())

    def _choice(self, halt: threading.Event) -> tuple[tuple[Engine, str | None], ...]:
        """Give the engines that are there in the order to try, each with its voice."""
        with self._choosing:
            if self._order is None:
                here = [engine for engine in self._engines if engine.there()]
                self._order, self._unknown = chosen(self._manner.voice, here, halt)
            return self._order

    def _one(
        self, engine: Engine, order: Order, halt: threading.Event
    ) -> tuple[Samples, int]:
        """Make one sentence, or take it from those that were kept."""
        key = (engine.by, order)
        with self._keeping:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        if halt.is_set():
            raise StoppedError
        made = engine.make(order, halt)
        with self._keeping:
            self._kept[key] = made
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made


def _awaited(future: "Future[Prepared]", stop: threading.Event) -> Prepared | None:
    """Wait for a sentence; None when stopped."""
    while not stop.is_set():
        try:
            return future.result(timeout=TICK)
        except NotYetError:
            continue
    return None


def _with_gap(samples: Samples, rate: int) -> Samples:
    return np.concatenate((samples, np.zeros(round(GAP * rate), np.float32)))


def _joined(
    made: Sequence[tuple[Samples, int]], by: By, problems: tuple[Problem, ...]
) -> Prepared:
    """Put the sentences of one engine together, a gap between them."""
    rate = made[0][1]
    parts = [_with_gap(samples, rate) for samples, _ in made[:-1]]
    return Prepared(np.concatenate((*parts, made[-1][0])), rate, by, problems)
