"""One calm line while somebody speaks: how long, how loud, what a key does."""

from typing import TYPE_CHECKING, Final

from voicecoach.cli.streams import Streams

if TYPE_CHECKING:
    from voicecoach.microphone import Level

QUIETEST: Final = -60.0
"""dBFS that the bar begins at; it ends at full scale."""

LONGEST: Final = 24
"""Characters of the bar, at most."""


class Meter:
    """Draws over its own line on stderr; draws nothing where nobody looks."""

    def __init__(self, streams: Streams) -> None:
        self._streams = streams
        self._shown = ""

    def show(self, text: str) -> None:
        """Put a text in place of the line."""
        if not self._streams.err_is_terminal:
            return
        text = text[: max(1, self._streams.console.width - 1)]
        if text != self._shown:
            blank = " " * (len(self._shown) - len(text))
            self._streams.sketch(f"\r{text}{blank}\r")
            self._shown = text

    def clear(self) -> None:
        """Take the line away, for something else to be written there."""
        if self._shown:
            self._streams.sketch("\r" + " " * len(self._shown) + "\r")
            self._shown = ""

    def level(self, seconds: float, level: "Level | None", hint: str) -> None:
        """Show how long and how loud; the hint where there is room for it."""
        if self._streams.err_is_terminal:
            width = self._streams.console.width - 1
            self.show(line(seconds, level.rms if level else QUIETEST, hint, width))


def line(seconds: float, dbfs: float, hint: str, width: int) -> str:
    """Lay out the line.

    Examples
    --------
    >>> line(72.4, -30.0, "Enter ends", 60)
    '1:12 [############------------] Enter ends'
    >>> line(3, float("-inf"), "Enter ends", 19)
    '0:03 [------------]'
    """
    clock = f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
    size = max(1, min(LONGEST, width - len(clock) - 3))
    loud = min(1.0, max(0.0, 1 - dbfs / QUIETEST))
    filled = round(size * loud)
    bar = f"{clock} [{'#' * filled}{'-' * (size - filled)}]"
    return f"{bar} {hint}" if len(bar) + 1 + len(hint) <= width else bar
