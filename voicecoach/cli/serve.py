"""``voicecoach serve``: the studio in the browser."""

import os
from pathlib import Path
from typing import Annotated

import typer

from voicecoach.cli.context import Debug, desk_of
from voicecoach.errors import UsageError

HELP = """Open the studio in the browser, on this computer alone.

The first line printed is its address, with a token that lets you in. It serves until
Ctrl-C. Nothing leaves this computer.
"""

EXAMPLES = """\b
Examples:
  voicecoach serve
  voicecoach serve --port 0 --no-browser
  voicecoach serve --host 10.0.0.5 --password-file pw --tls-cert c --tls-key k

\b
Exit codes:
  2 options, or a port that is taken; 130 Ctrl-C
"""

PASSWORD = "VOICECOACH_PASSWORD"


def serve(
    context: typer.Context,
    port: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=0, max=65535, help="Port; 0 for any free.  [default: 8765]"
        ),
    ] = None,
    host: Annotated[
        str,
        typer.Option(
            metavar="HOST",
            help="Address to listen at; others than this computer's own need a "
            "password and TLS.",
        ),
    ] = "127.0.0.1",
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Only print the address.")
    ] = False,
    password_file: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help=f"Its first line is the password; or {PASSWORD}."
        ),
    ] = None,
    tls_cert: Annotated[
        str | None, typer.Option(metavar="FILE", help="Certificate, PEM.")
    ] = None,
    tls_key: Annotated[
        str | None, typer.Option(metavar="FILE", help="Its key, PEM.")
    ] = None,
    _debug: Debug = False,
) -> int:
    """Check the options, print the address, and serve."""
    streams = desk_of(context).streams
    password = _password(password_file)
    with streams.hushed():
        from voicecoach.web import server

        wanted = server.Wanted(
            host=host,
            port=port,
            password=password,
            cert=Path(tls_cert) if tls_cert is not None else None,
            key=Path(tls_key) if tls_key is not None else None,
            browser=not no_browser,
        )
        server.serve(wanted, streams.line)
    return 0


def _password(file: str | None) -> str | None:
    if file is None:
        return os.environ.get(PASSWORD) or None
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(
            f"--password-file {file} cannot be read ({reason}).", "Check the name."
        ) from error
    if not lines or not lines[0]:
        raise UsageError(
            f"--password-file {file} is empty.", "Write the password on its first line."
        )
    return lines[0]
