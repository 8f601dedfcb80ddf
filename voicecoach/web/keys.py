"""What lets somebody in: a token for each start, a cookie, and perhaps a password."""

import hashlib
import hmac
import secrets
import threading
import time
from typing import Final

TRIES: Final = 5
PERIOD: Final = 60.0
"""How often a password may be tried, in so many seconds."""


class Keys:
    """The secrets of one start; none of them is ever written to disk.

    ``token`` stands in the printed address. ``ticket`` is for the browser that is
    opened: other users of the computer can read a browser's command line, so it opens
    once only. Both are exchanged for ``cookie``.
    """

    def __init__(self, password: str | None = None) -> None:
        self.token = secrets.token_urlsafe(32)
        self.cookie = secrets.token_urlsafe(32)
        self._ticket: str | None = None
        self._password = None if password is None else _digest(password)
        self._tried: list[float] = []
        self._lock = threading.Lock()

    @property
    def has_password(self) -> bool:
        """Whether a password opens the studio too."""
        return self._password is not None

    def ticket(self) -> str:
        """Give a token that opens once."""
        with self._lock:
            self._ticket = secrets.token_urlsafe(32)
            return self._ticket

    def opens(self, given: str) -> bool:
        """Tell whether this is the token, or the ticket that nobody used yet."""
        if _same(given, self.token):
            return True
        with self._lock:
            fits = self._ticket is not None and _same(given, self._ticket)
            if fits:
                self._ticket = None
            return fits

    def knows(self, cookie: str) -> bool:
        """Tell whether this is the cookie of this start."""
        return _same(cookie, self.cookie)

    def admits(self, password: str) -> bool | None:
        """Tell whether this is the password; None after too many tries."""
        with self._lock:
            now = time.monotonic()
            self._tried = [tried for tried in self._tried if tried > now - PERIOD]
            if len(self._tried) >= TRIES:
                return None
            fits = self._password is not None and hmac.compare_digest(
                _digest(password), self._password
            )
            if not fits:
                self._tried.append(now)
            return fits


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _same(one: str, other: str) -> bool:
    """Compare two texts in a time that tells nothing of where they differ."""
    return hmac.compare_digest(_digest(one), _digest(other))
