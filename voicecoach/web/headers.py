"""What every answer of the studio says to the browser about itself."""

from collections.abc import Iterator
from typing import Final

ALWAYS: Final = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "permissions-policy": "microphone=(self), camera=(), geolocation=(), usb=()",
}

PRIVATE: Final = "no-store"
"""How pages, sound and answers are cached: not at all."""

SHIPPED: Final = "no-cache"
"""How the studio's own styles and scripts are: kept, and asked about each time."""


def policy(nonce: str) -> str:
    """Write the Content-Security-Policy of one answer."""
    return "; ".join(
        (
            "default-src 'self'",
            f"style-src 'self' 'nonce-{nonce}'",
            "media-src 'self' blob:",
            "connect-src 'self'",
            "worker-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def added(nonce: str, path: str, present: set[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Give the headers that an answer lacks."""
    wanted = {
        **ALWAYS,
        "content-security-policy": policy(nonce),
        "cache-control": SHIPPED if path.startswith("/static/") else PRIVATE,
    }
    for name, value in wanted.items():
        if name.encode() not in present:
            yield name.encode(), value.encode()
