"""The command's own stdout and stderr, apart from those that libraries write to.

Libraries talk: FFmpeg and onnxruntime write to file descriptor 2 from C, others warn,
log or draw progress bars from Python. While there is work to do both descriptors and
``sys.stdout`` and ``sys.stderr`` lead nowhere, and only the copies held here reach the
user. With ``--debug`` everything is let through, to stderr.
"""

import ctypes
import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, TextIO

from voicecoach.cli import lines
from voicecoach.errors import OutputError, VoicecoachError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

STDOUT, STDERR = 1, 2


class ReaderGoneError(Exception):
    """Nobody reads stdout any more (head had enough); not a failure of ours."""


class Streams:
    """Where the user reads: lines on stdout, failures on stderr.

    ``debug`` is set while the options are read; ``leaving`` is what has to be put in
    order when the process ends in the middle of C.
    """

    def __init__(self) -> None:
        _claim_standard_descriptors()
        self.debug = False
        self._out = _copy(STDOUT)
        self._err = _copy(STDERR)
        self._broken: OSError | None = None
        self.leaving: list[Callable[[], object]] = []

    @property
    def out_is_terminal(self) -> bool:
        """Whether somebody looks at stdout; FORCE_COLOR and the like do not count."""
        return self._out.isatty()

    @property
    def err_is_terminal(self) -> bool:
        """Whether somebody looks at stderr."""
        return self._err.isatty()

    def close(self) -> None:
        """Give the copies back, and empty what the option parser printed (help)."""
        self._out.close()
        self._err.close()
        try:
            if sys.stdout is not None:
                sys.stdout.flush()
        except OSError:
            # The parser met the same error and it was reported then; without this
            # Python would print it once more while it shuts down.
            _lead_nowhere(STDOUT)

    def leave(self) -> None:
        """Show the cursor again, which a progress bar hides, and tidy up."""
        for tidy in self.leaving:
            tidy()
        if self.err_is_terminal:
            self.console.show_cursor()

    def line(self, text: str) -> None:
        """Write one line on stdout, at once.

        Raises
        ------
        ReaderGoneError
            Nobody reads any more.
        OutputError
            It cannot be written for another reason (a full disk).
        """
        with self._writing():
            self._out.write(text + "\n")

    def show(self, renderable: "RenderableType") -> None:
        """Draw something on stdout, in colour where the terminal has it."""
        with self._writing():
            _console(self._out).print(renderable)

    def fail(self, error: VoicecoachError, *given: str) -> None:
        """Write one failure as one line on stderr, at once."""
        self.complain(lines.failure(error, *given), error)

    def complain(self, line: str, error: BaseException) -> None:
        """Write one line on stderr; with ``--debug``, where it comes from before it."""
        import traceback

        try:
            if self.debug:
                self._err.write("".join(traceback.format_exception(error)))
            if self.err_is_terminal:
                from rich.text import Text

                self.console.print(Text(line, style="red"), soft_wrap=True)
            else:
                self._err.write(line + "\n")
            self._err.flush()
        except OSError:
            # Nowhere is left to say it; the exit code still does.
            _lead_nowhere(self._err.fileno())

    def event(self, line: str) -> None:
        """Write one line on stderr for whoever waits for it, at once."""
        self.sketch(line + "\n")

    def sketch(self, text: str) -> None:
        """Write a piece of a line on stderr, at once."""
        try:
            self._err.write(text)
            self._err.flush()
        except OSError:  # nobody reads it: the work goes on
            _lead_nowhere(self._err.fileno())

    def note(self, text: str) -> None:
        """Write a remark on stderr, for a terminal only."""
        if self.err_is_terminal:
            self.console.print(text, style="dim", soft_wrap=True)

    @property
    def console(self) -> "Console":
        """Draws on stderr; only for a terminal."""
        return _console(self._err)

    @contextmanager
    def hushed(self) -> Iterator[None]:
        """Let nothing but this object's own methods reach stdout and stderr."""
        with (
            open(os.devnull, "w", encoding="utf-8") as nowhere,  # noqa: PTH123  (a device, "nul" on Windows)
            _pointed(self._err if self.debug else nowhere),
        ):
            yield

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Flush what is written, and say when it cannot be."""
        try:
            if self._broken:
                raise self._broken
            yield
            self._out.flush()
        except OSError as error:
            self._broken = error
            # What is still in the buffer must not fail once more at the end.
            _lead_nowhere(self._out.fileno())
            if _nobody_reads(error):
                raise ReaderGoneError from error
            raise OutputError(
                f"The standard output could not be written ({error.strerror}).",
                "Make room where it goes, or send it elsewhere.",
            ) from error


def _nobody_reads(error: OSError) -> bool:
    # Windows reports a pipe that was closed as an invalid argument.
    closed = {errno.EPIPE, errno.EINVAL} if os.name == "nt" else {errno.EPIPE}
    return error.errno in closed


def _console(file: TextIO) -> "Console":
    from rich.console import Console

    return Console(file=file, highlight=False, markup=False, emoji=False)


def _claim_standard_descriptors() -> None:
    """Occupy 0, 1 and 2 where the caller closed them.

    Otherwise the next file that is opened, a report say, would get the number 2 and
    with it everything that some library writes there.
    """
    descriptor = os.open(os.devnull, os.O_RDWR)
    while descriptor <= STDERR:
        descriptor = os.open(os.devnull, os.O_RDWR)
    os.close(descriptor)


def _copy(descriptor: int) -> TextIO:
    stream = sys.stdout if descriptor == STDOUT else sys.stderr
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return open(  # noqa: PTH123  (a descriptor; closed by Streams.close)
        os.dup(descriptor), "w", encoding=encoding, errors="backslashreplace"
    )


def _lead_nowhere(descriptor: int) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


@contextmanager
def _pointed(target: TextIO) -> Iterator[None]:
    """Point both standard streams, in C and in Python, at a file for a while."""
    kept = os.dup(STDOUT), os.dup(STDERR)
    try:
        with redirect_stdout(target), redirect_stderr(target):
            os.dup2(target.fileno(), STDOUT)
            os.dup2(target.fileno(), STDERR)
            yield
    finally:
        _flush_c()
        for copy, descriptor in zip(kept, (STDOUT, STDERR), strict=True):
            os.dup2(copy, descriptor)
            os.close(copy)


def _flush_c() -> None:
    """Empty C's own buffers, which would otherwise come out after the work."""
    library = "ucrtbase" if os.name == "nt" else None
    ctypes.CDLL(library).fflush(None)
