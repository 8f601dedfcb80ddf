"""One answer is listened to.

The device's own thread only puts blocks into a queue. A second thread writes them to
the take, a third hands them on, so that nothing that is slow costs a sample.
"""

import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Final

import numpy as np

from voicecoach.errors import DeviceError, VoicecoachError
from voicecoach.microphone import devices, remedies
from voicecoach.microphone.watch import Fault, Level, Watch
from voicecoach.takes import Block, Take

POLL: Final = 0.1
"""Seconds between two looks at whether the device still gives blocks."""

STALLED: Final = 1.2
"""Seconds without a block after which a device is gone: it gives one every few
hundredths, and some systems say nothing when it is pulled."""

WAKING: Final = 10.0
"""Seconds that the first block may take: Bluetooth headsets change their profile."""

CLOSING: Final = 3.0
"""Seconds that a driver may take to close; a device that is gone may never."""

Hear = Callable[[Block, int], None]


class Microphone:
    """A microphone that was found and agreed to a format; nothing is heard yet.

    Parameters
    ----------
    device : str or int, optional
        A part of its name, or its number; the system's choice unless said.

    Raises
    ------
    DeviceError
        There is none, or it cannot be opened.

    Attributes
    ----------
    name : str
        As the system calls it.
    rate : int
        Samples a second that it gives.
    """

    def __init__(self, device: devices.Device = None) -> None:
        self._input = devices.choose(device)
        self._format = devices.agree(self._input)
        self.name = self._input.name
        self.rate = self._format.rate

    @contextmanager
    def listen(self, take: Take, hear: Hear | None = None) -> Iterator["Listening"]:
        """Listen while the body runs; then the take is finished, whatever happened.

        Parameters
        ----------
        take : Take
            Begun at this microphone's ``rate``.
        hear : callable, optional
            Called with each block of int16 samples and the rate, in a thread of its
            own, after the block is in the take. What it raises ends no recording and
            is raised at the end.

        Raises
        ------
        DeviceError
            The device cannot be opened, or went away: the take has what came before.
        OutputError
            The disk is full.
        """
        if take.rate != self.rate:
            raise ValueError(f"a take at {take.rate} Hz, a device at {self.rate} Hz")
        listening = Listening(self._input, self._format, take, hear)
        try:  # an interrupt while it opens must find its threads' end, too
            listening.start()
            yield listening
        finally:
            listening.stop()
        listening.tell()


class Listening:
    """What is heard at this moment."""

    def __init__(
        self,
        device: devices.Input,
        form: devices.Format,
        take: Take,
        hear: Hear | None,
    ) -> None:
        self._name = device.name
        self._device, self._form = device, form
        self._take = take
        self._hear = hear
        self._watch = Watch(device.name, form.rate)
        self._come: queue.SimpleQueue[Block | None] = queue.SimpleQueue()
        self._written: queue.SimpleQueue[Block | None] = queue.SimpleQueue()
        self._ended = threading.Event()
        self._stream: Any = None
        self._writer = ThreadPoolExecutor(1, "voicecoach-writing")
        self._hearer = ThreadPoolExecutor(1, "voicecoach-hearing")
        self._writing: Future[None] = Future()
        self._hearing: Future[None] = Future()

    def start(self) -> None:
        """Open the device and begin; raises DeviceError where it does not open."""
        self._stream = devices.start(self._device, self._form, self._called)
        self._writing = self._writer.submit(self._write)
        self._hearing = self._hearer.submit(self._hand_on)
        self._writing.add_done_callback(lambda _: self._ended.set())

    @property
    def seconds(self) -> float:
        """Seconds that are in the take."""
        return self._take.seconds

    @property
    def level(self) -> Level | None:
        """How loud it is; None before the first sample."""
        return self._watch.level()

    @property
    def loudest(self) -> float | None:
        """How loud it was at most, in dBFS rms; None in the first tenth of a second."""
        return self._watch.loudest

    @property
    def failure(self) -> VoicecoachError | None:
        """What has ended the recording, if something did."""
        if not self._writing.done():
            return None
        error = self._writing.exception()
        return error if isinstance(error, VoicecoachError) else None

    def faults(self) -> tuple[Fault, ...]:
        """Say what spoils the recording so far, though it goes on."""
        return self._watch.faults()

    def wait(self, seconds: float) -> bool:
        """Wait so long, or until something has ended the recording: then True."""
        return self._ended.wait(seconds)

    def stop(self) -> None:
        """End it: every block that came is written, the take finished, then heard."""
        try:
            if self._stream is not None:
                closing = threading.Thread(
                    target=devices.end, args=(self._stream,), daemon=True
                )
                closing.start()
                closing.join(CLOSING)
        finally:  # an interrupt must not leave the threads waiting
            self._come.put(None)
            try:
                self._writer.shutdown()
                self._take.finish()
            finally:
                self._written.put(None)
                self._hearer.shutdown()

    def tell(self) -> None:
        """Raise what went wrong, if something did."""
        self._writing.result()
        self._hearing.result()

    def _called(self, block: Any, _frames: int, _when: Any, status: Any) -> None:  # noqa: ANN401  (sounddevice has no types)
        """Take a block from the device's thread, in no time."""
        if status.input_overflow:
            self._watch.overflows += 1
        if not self._ended.is_set():
            self._come.put(np.array(block[:, 0], np.int16))

    def _write(self) -> None:
        missed = 0.0
        patience = WAKING
        while True:
            try:
                block = self._come.get(timeout=POLL)
            except queue.Empty:
                # Counted and not timed: a computer that slept has missed nothing.
                missed += POLL
                if missed >= patience:
                    raise self._gone() from None
                continue
            if block is None:
                return
            self._take.write(block)
            self._watch.heard(block)
            self._written.put(block)
            missed, patience = 0.0, STALLED

    def _gone(self) -> DeviceError:
        if not self._take.seconds:
            return DeviceError(
                f"{self._name} gives no sound.", remedies.of_system(remedies.BUSY)
            )
        return DeviceError(
            f"{self._name} is gone: no sound has come for {STALLED:g} s.",
            remedies.GONE,
        )

    def _hand_on(self) -> None:
        while (block := self._written.get()) is not None:
            if self._hear:
                self._hear(block, self._take.rate)
