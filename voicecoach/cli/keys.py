"""Single keys from a terminal, as they are pressed: POSIX, and Windows."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, Protocol

ENTER: Final = "\n"
GONE: Final = "q"
"""What a terminal that was closed is taken to say."""

LOOK: Final = 0.02
"""Seconds between two looks at the keyboard on Windows."""


class Keys(Protocol):
    """Where keys come from."""

    def poll(self, seconds: float) -> str | None:
        """Wait at most so long for a key; give it in lower case, None for none."""
        ...


class NoKeys:
    """Nobody presses keys; waiting is all there is."""

    def poll(self, seconds: float) -> str | None:
        """Wait."""
        time.sleep(seconds)
        return None


class _Typed:
    """Keys that were typed, one after the other; cursor keys and the like count not."""

    def __init__(self) -> None:
        self._rest = ""

    def poll(self, seconds: float) -> str | None:
        """Give the next key."""
        if not self._rest:
            self._rest = self._read(seconds)
        key, self._rest = self._rest[:1], self._rest[1:]
        return ENTER if key == "\r" else key.lower() or None

    def _read(self, seconds: float) -> str:
        raise NotImplementedError


@contextmanager
def pressed(leaving: list[Callable[[], object]]) -> Iterator[Keys]:
    """Read single keys while the body runs; then the terminal is as before.

    ``leaving`` is told how to put the terminal in order when the process has to end at
    once.
    """
    if sys.platform == "win32":
        yield _Console()
        return
    import termios
    import tty

    before = termios.tcgetattr(0)

    def restore() -> None:
        termios.tcsetattr(0, termios.TCSADRAIN, before)

    leaving.append(restore)
    try:
        tty.setcbreak(0)
        yield _Terminal()
    finally:
        leaving.remove(restore)
        restore()


def there() -> bool:
    """Tell whether somebody can press keys."""
    try:
        return os.isatty(0)
    except OSError:
        return False


class _Terminal(_Typed):
    def _read(self, seconds: float) -> str:
        import select

        if not select.select([0], [], [], seconds)[0]:
            return ""
        data = os.read(0, 64)
        if not data:
            return GONE
        return "" if data.startswith(b"\x1b") else data.decode("utf-8", "replace")


class _Console(_Typed):
    def _read(self, seconds: float) -> str:
        if sys.platform != "win32":
            return ""
        import msvcrt

        until = time.monotonic() + seconds
        while not msvcrt.kbhit():
            if time.monotonic() >= until:
                return ""
            time.sleep(LOOK)
        key = msvcrt.getwch()
        if key in "\x00\xe0":  # a cursor key: its second half says which
            msvcrt.getwch()
            return ""
        if key == "\x03":
            raise KeyboardInterrupt
        return key
