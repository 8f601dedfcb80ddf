"""Bind a port, say where, and serve until somebody ends it."""

import socket
import threading
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from voicecoach.errors import UsageError
from voicecoach.web.address import LOOPBACK, Address, is_loopback
from voicecoach.web.keys import Keys

PORT: Final = 8765
"""The port where none is named, if it is free: a browser remembers by the port which
page may use the microphone."""

MOST_CONNECTIONS: Final = 128
GRACE: Final = 1
"""Seconds that answers under way get at the end."""

SHORTEST_PASSWORD: Final = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line.

    ``port`` is None where nothing was said, 0 for any free one.
    """

    host: str = LOOPBACK
    port: int | None = None
    password: str | None = None
    cert: Path | None = None
    key: Path | None = None
    browser: bool = True


def checked(wanted: Wanted) -> Wanted:
    """See that nobody else can listen in.

    Raises
    ------
    UsageError
        Another computer could reach it without a password or unencrypted.
    """
    if (wanted.cert is None) != (wanted.key is None):
        raise UsageError(
            "--tls-cert and --tls-key go together only.", "Give both, or none."
        )
    for option, path in (("--tls-cert", wanted.cert), ("--tls-key", wanted.key)):
        if path is not None and not path.is_file():
            raise UsageError(f"{option} {path} is not there.", "Check the name.")
    if wanted.password is not None and len(wanted.password) < SHORTEST_PASSWORD:
        raise UsageError(
            "The password is too short.",
            f"Choose one of {SHORTEST_PASSWORD} characters or more.",
        )
    if is_loopback(wanted.host):
        return wanted
    if wanted.password is None or wanted.cert is None:
        raise UsageError(
            f"--host {wanted.host} can be reached from other computers.",
            "Give --password-file (or VOICECOACH_PASSWORD), --tls-cert and --tls-key; "
            "or leave --host out.",
        )
    return wanted


def bind(wanted: Wanted) -> socket.socket:
    """Open the port.

    Raises
    ------
    UsageError
        It is taken, or the host is none of this computer.
    """
    family = socket.AF_INET6 if ":" in wanted.host else socket.AF_INET
    ports = (PORT, 0) if wanted.port is None else (wanted.port,)
    for port in ports:
        opened = socket.socket(family)
        try:
            # On Windows this option would let two programs share one port.
            if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
                opened.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            opened.bind((wanted.host, port))
        except OSError as error:
            opened.close()
            reason = error.strerror or str(error)
            if port == ports[-1]:
                raise UsageError(
                    f"{wanted.host}:{port} cannot be listened at ({reason}).",
                    "Choose another with --port, or --port 0 for any free one.",
                ) from error
        else:
            return opened
    raise UsageError("No port is free.", "Choose one with --port.")


def serve(wanted: Wanted, announce: Callable[[str], None]) -> None:
    """Serve the studio; ``announce`` is told its address once it can be reached.

    Raises
    ------
    UsageError
        It cannot be served like this.
    """
    import uvicorn

    from voicecoach import privacy, settings
    from voicecoach.web.app import create_app
    from voicecoach.web.studio import furnish

    privacy.opt_out()
    checked(wanted)
    with bind(wanted) as opened:
        address = Address(wanted.host, opened.getsockname()[1], wanted.cert is not None)
        keys = Keys(wanted.password)
        config = uvicorn.Config(
            create_app(furnish(settings.home(), address, keys)),
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=MOST_CONNECTIONS,
            timeout_keep_alive=15,
            timeout_graceful_shutdown=GRACE,
            h11_max_incomplete_event_size=64_000,
            ws_max_size=1_000_000,
            ssl_certfile=wanted.cert,
            ssl_keyfile=wanted.key,
        )
        opened.listen(MOST_CONNECTIONS)
        announce(f"{address.url}?token={keys.token}")
        if wanted.browser:
            _open(f"{address.url}?token={keys.ticket()}")
        uvicorn.Server(config).run(sockets=[opened])


def _open(url: str) -> None:
    """Open the browser without waiting for it; where there is none, the line helps."""
    threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
