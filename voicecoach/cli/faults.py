"""What nobody foresaw: faults in voicecoach itself, and Ctrl-C in the middle of C."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Final

from voicecoach.cli import INTERRUPTED
from voicecoach.cli.streams import ReaderGoneError
from voicecoach.errors import InputError, OutputError, VoicecoachError

if TYPE_CHECKING:
    from typing import NoReturn

PATIENCE: Final = 1.0
"""Seconds that C code may take to return after Ctrl-C."""


class FaultError(VoicecoachError):
    """A mistake in voicecoach or in a library, and not the user's."""

    exit_code = 1


@contextmanager
def named(thing: str) -> Iterator[None]:
    """Turn what nobody foresaw into a failure that names what was being done.

    Raises
    ------
    OutputError
        In place of what the operating system refused.
    FaultError
        In place of any other exception that is not one of voicecoach's own.
    """
    from typer import Abort, Exit, TyperException

    try:
        yield
    except (VoicecoachError, TyperException, Exit, Abort, ReaderGoneError):
        raise
    except MemoryError as error:
        raise InputError(
            f"{thing} does not fit into memory.", "Close other programs, or cut it."
        ) from error
    except OSError as error:
        raise OutputError(
            f"{thing}: the system refused ({error}).",
            "Check the free space and the permissions.",
        ) from error
    # The one broad catch: one bad file must not cost the user the other ninety-nine,
    # and nobody should read a traceback unasked. Nothing is hidden: it is a failure
    # with its own line and exit code, and --debug shows the whole of it.
    except Exception as error:
        raise FaultError(
            f"{thing}: a fault in voicecoach itself ({type(error).__name__}: {error}).",
            "Run it again with --debug and report what it prints.",
        ) from error


class Interrupt:
    """Remembers Ctrl-C, because a library may swallow the exception on its way."""

    def __init__(self) -> None:
        self._seen = threading.Event()

    def check(self) -> None:
        """Stop here if Ctrl-C was pressed.

        Raises
        ------
        KeyboardInterrupt
            It was.
        """
        if self._seen.is_set():
            raise KeyboardInterrupt

    def note(self, _signal: int, _frame: FrameType | None) -> "NoReturn":
        """Handle the signal."""
        self._seen.set()
        raise KeyboardInterrupt

    def noted(self, patience: float) -> bool:
        """Wait until the signal is handled, at most ``patience`` seconds."""
        return self._seen.wait(patience)


@contextmanager
def interruptible(leave: Callable[[], None]) -> Iterator[Interrupt]:
    """Watch for Ctrl-C, unless whoever started us wants it ignored (nohup).

    ``leave`` is called before the process ends from outside the main thread.
    """
    interrupt = Interrupt()
    before = signal.getsignal(signal.SIGINT)
    if (
        before is signal.SIG_IGN
        or threading.current_thread() is not threading.main_thread()
    ):
        yield interrupt
        return
    signal.signal(signal.SIGINT, interrupt.note)
    try:
        with _unheard(interrupt, leave):
            yield interrupt
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _unheard(interrupt: Interrupt, leave: Callable[[], None]) -> Iterator[None]:
    """End the process if Ctrl-C is not handled soon.

    Python handles a signal when the main thread is back from C, and there a large
    model may decode for a minute. No report is being written in that time: writing
    is Python's own work, which hears the signal at once.
    """
    if os.name == "nt":  # where no pipe can be told of a signal
        yield
        return
    reader, writer = os.pipe()
    os.set_blocking(writer, False)

    def watch() -> None:
        if os.read(reader, 1) and not interrupt.noted(PATIENCE):
            leave()
            os._exit(INTERRUPTED)

    watcher = threading.Thread(target=watch, name="ctrl-c", daemon=True)
    before = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    watcher.start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        os.close(writer)
        watcher.join()
        os.close(reader)
