"""``voicecoach models``: which models there are, whether they are whole, one more."""

from contextlib import nullcontext
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from voicecoach.cli import tables
from voicecoach.cli.context import Debug, Desk, Help, Json, desk_of
from voicecoach.errors import ModelError, UsageError

if TYPE_CHECKING:
    from voicecoach.weights import Model

EXAMPLES = """\b
Examples:
  voicecoach models list
  voicecoach models verify
  voicecoach models add small.en
"""

app = typer.Typer(help="The models.", epilog=EXAMPLES, rich_markup_mode=None)


@app.callback(invoke_without_command=True)
def _models(
    context: typer.Context, _debug: Debug = False, _show_help: Help = False
) -> int | None:
    """List, verify and add models; without a command, list them."""
    return list_models(context) if context.invoked_subcommand is None else None


@app.command("list", epilog=EXAMPLES)
def list_models(
    context: typer.Context, json: Json = False, _debug: Debug = False
) -> int:
    """List the models, and whether they are on this computer."""
    from voicecoach import weights

    streams = desk_of(context).streams
    models = weights.listed()
    if json:
        tables.document(streams, [_document(*entry) for entry in models])
    else:
        columns = ("name", "format", "size", "here", "licence", "source")
        tables.show(streams, columns, [_row(*entry) for entry in models])
    return 0


@app.command("verify", epilog=EXAMPLES)
def verify_models(
    context: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME", help="Models; all that should be here unless named."
        ),
    ] = None,
    _debug: Debug = False,
) -> int:
    """Compare the files of models with their hashes."""
    from voicecoach import weights

    streams = desk_of(context).streams
    code = 0
    for name in names or [model.name for model in weights.expected()]:
        try:
            weights.verify(name)
        except ModelError as error:
            streams.fail(error)
            code = error.exit_code
        else:
            streams.line(f"{name}: as it should be")
    return code


@app.command("add", epilog=EXAMPLES)
def add_model(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="As in the list.")],
    _debug: Debug = False,
) -> int:
    """Download a speech model.

    It comes from the Hugging Face Hub, and its hashes are remembered. This is the one
    command that uses the network.
    """
    if not name:
        raise UsageError("The name is empty.", "See: voicecoach models list")
    _add(name, desk_of(context))
    return 0


def _add(name: str, desk: Desk) -> None:
    from voicecoach import weights

    streams = desk.streams
    # On a terminal the download draws its own bar.
    with nullcontext() if streams.err_is_terminal else streams.hushed():
        model = weights.add(name)
    streams.line(f"{model.name}: here, {_size(model)}")


def _row(model: "Model", there: bool) -> tuple[str, ...]:
    here = "yes" if there else "no"
    return model.name, model.format, _size(model), here, model.licence, model.source


def _size(model: "Model") -> str:
    return "?" if model.size is None else f"{model.size / 1e6:.1f} MB"


def _document(model: "Model", there: bool) -> dict[str, object]:
    known = {
        name: value
        for name, value in asdict(model).items()
        if name not in ("files", "folder", "approximate_size")
    }
    return {**known, "size": model.size, "source": model.source, "here": there}
