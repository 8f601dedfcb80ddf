"""What every command is handed, and the option that every command has."""

from dataclasses import dataclass
from typing import Annotated

import typer

from voicecoach.cli.faults import Interrupt
from voicecoach.cli.streams import Streams


@dataclass(frozen=True, slots=True)
class Desk:
    """What a command works with: where it writes, and whether it is to stop."""

    streams: Streams
    interrupt: Interrupt


def desk_of(context: typer.Context) -> Desk:
    """Find the desk in the context that the option parser passes on."""
    desk = context.find_object(Desk)
    if desk is None:
        raise TypeError("a command runs through voicecoach.cli.app.run")
    return desk


def _let_through(context: typer.Context, debug: bool) -> bool:
    if debug:
        desk_of(context).streams.debug = True
    return debug


def _help(context: typer.Context, wanted: bool) -> None:
    if wanted:
        typer.echo(context.get_help())
        raise typer.Exit


# For the commands that have commands. Typer's own option for them is None where it
# is not given, and loads pydantic to find out what that is: 0.1 s of every --help.
Help = Annotated[
    bool,
    typer.Option(
        "--help",
        "-h",
        help="Show this message and exit.",
        callback=_help,
        is_eager=True,
    ),
]
Debug = Annotated[
    bool,
    typer.Option(
        "--debug",
        help="Show where a failure comes from, and what the libraries say.",
        callback=_let_through,
        is_eager=True,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
