"""The commands, and the one way to run them."""

from collections.abc import Sequence
from typing import Annotated

import typer
from typer.main import get_command

from voicecoach import __doc__ as SUMMARY  # noqa: N812  (a constant, if oddly named)
from voicecoach import __version__, privacy
from voicecoach.cli import (
    analyze,
    doctor,
    history,
    interview,
    lines,
    questions,
    rehearse,
    serve,
    weights,
)
from voicecoach.cli.context import Debug, Desk, Help
from voicecoach.cli.faults import interruptible, named
from voicecoach.cli.streams import ReaderGoneError, Streams
from voicecoach.errors import VoicecoachError

EXAMPLES = """\b
Examples:
  voicecoach analyze answer.m4a --question "Tell me about a conflict."
  voicecoach rehearse --track team
  voicecoach questions list --track team
  voicecoach doctor
"""

# Plain help, not Rich's panels: those cost 0.15 s, half of what --help may take.
app = typer.Typer(
    name="voicecoach",
    help=SUMMARY,
    epilog=EXAMPLES,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("analyze", help=analyze.HELP, epilog=analyze.EXAMPLES)(analyze.analyze)
app.command("rehearse", help=rehearse.HELP, epilog=rehearse.EXAMPLES)(rehearse.rehearse)
app.command("interview", help=interview.HELP, epilog=interview.EXAMPLES)(
    interview.interview
)
app.add_typer(questions.app, name="questions")
app.add_typer(weights.app, name="models")
app.add_typer(history.app, name="history")
app.command("serve", help=serve.HELP, epilog=serve.EXAMPLES)(serve.serve)
app.command("doctor", help=doctor.HELP, epilog=doctor.EXAMPLES)(doctor.doctor)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"voicecoach {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    _show_version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", callback=_version, is_eager=True
        ),
    ] = False,
    _debug: Debug = False,
    _show_help: Help = False,
) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def run(argv: Sequence[str] | None) -> int:
    """Run one command; every failure is one line on stderr and an exit code."""
    privacy.opt_out()
    streams = Streams()
    try:
        with interruptible(streams.leave) as interrupt:
            return _run(argv, Desk(streams, interrupt))
    finally:
        streams.close()


def _run(argv: Sequence[str] | None, desk: Desk) -> int:
    try:
        with named("voicecoach"):
            code = get_command(app).main(
                args=argv, prog_name="voicecoach", standalone_mode=False, obj=desk
            )
            return code or 0
    except typer.TyperException as error:
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "voicecoach"
        desk.streams.complain(lines.usage(error.format_message(), command), error)
        return error.exit_code
    except VoicecoachError as error:
        desk.interrupt.check()
        desk.streams.fail(error)
        return error.exit_code
    except ReaderGoneError:
        return 1
