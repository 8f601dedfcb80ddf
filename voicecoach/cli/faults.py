"""What nobody foresaw: faults in voicecoach itself, and Ctrl-C in the middle of C."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from voicecoach.cli.streams import ReaderGoneError
from voicecoach.errors import InputError, OutputError, VoicecoachError

if TYPE_CHECKING:
    from typing import NoReturn


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
        self.seen = False

    def check(self) -> None:
        """Stop here if Ctrl-C was pressed.

        Raises
        ------
        KeyboardInterrupt
            It was.
        """
        if self.seen:
            raise KeyboardInterrupt

    def _note(self, _signal: int, _frame: FrameType | None) -> "NoReturn":
        self.seen = True
        raise KeyboardInterrupt


@contextmanager
def interruptible() -> Iterator[Interrupt]:
    """Watch for Ctrl-C, unless whoever started us wants it ignored (nohup)."""
    interrupt = Interrupt()
    before = signal.getsignal(signal.SIGINT)
    watching = (
        before is not signal.SIG_IGN
        and threading.current_thread() is threading.main_thread()
    )
    if watching:
        signal.signal(signal.SIGINT, interrupt._note)
    try:
        yield interrupt
    finally:
        if watching:
            signal.signal(signal.SIGINT, before)
