"""``voicecoach history``: what is kept of past sessions."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from voicecoach.cli import comparing, exporting, kept, outputs, tables, trending
from voicecoach.cli.context import Debug, Desk, Help, desk_of
from voicecoach.cli.lines import escape
from voicecoach.errors import InputError, StoreError, UsageError

if TYPE_CHECKING:
    from voicecoach.store import Session, Store, Take
    from voicecoach.types import Sound

EXAMPLES = """\b
Examples:
  voicecoach history
  voicecoach history list --search deadline
  voicecoach history show 12
  voicecoach history show 12.3 --out reports --format html,md
  voicecoach history trends --track team
  voicecoach history compare 12.1 12.3
  voicecoach history export --out backup.zip
  voicecoach history delete 12.2
"""

JsonLines = Annotated[
    bool, typer.Option("--json", help="Print JSON documents, one a line.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Delete without asking.")]

app = typer.Typer(help="Past sessions.", epilog=EXAMPLES, rich_markup_mode=None)


@app.callback(invoke_without_command=True)
def _history(
    context: typer.Context, _debug: Debug = False, _show_help: Help = False
) -> int | None:
    """List, show, compare, export and delete what is kept; alone, list it."""
    return list_sessions(context) if context.invoked_subcommand is None else None


@app.command("list", epilog=EXAMPLES)
def list_sessions(
    context: typer.Context,
    search: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT", help="Only where this was asked, said, planned or named."
        ),
    ] = None,
    json: JsonLines = False,
    _debug: Debug = False,
) -> int:
    """List the sessions, the newest first; the scores are those of their takes."""
    streams = desk_of(context).streams
    store, code = kept.open_store(streams)
    found = store.sessions(search)
    if json:
        for session in found:
            tables.document(streams, _document(session))
        return code
    rows = [_row(session) for session in found]
    columns = ("session", "begun", "kind", "name", "takes", "length", "scores")
    tables.show(streams, columns, rows)
    if lost := len(store.unnamed_sounds()):
        several = "recordings belong" if lost > 1 else "recording belongs"
        streams.note(f"{lost} {several} to no take: voicecoach history lost")
    return code


@app.command("show", epilog=EXAMPLES)
def show(
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="ID", help="A session (12) or a take (12.3).")
    ],
    out: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="Write the reports again, into this folder."),
    ] = None,
    formats: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="LIST",
            help="Kinds of report to write, as of analyze.  [default: html]",
        ),
    ] = None,
    html: Annotated[
        bool, typer.Option("--html", help="The same as --format html.")
    ] = False,
    json: JsonLines = False,
    _debug: Debug = False,
) -> int:
    """Show the score and the advice of a take, or of every take of a session."""
    desk = desk_of(context)
    if html and formats is not None:
        raise UsageError("--html and --format cannot go together.", "Give one of them.")
    target = None
    if out is not None or formats is not None or html:
        target = outputs.prepare(out, outputs.kinds(formats or "html"))
    store, code = kept.open_store(desk.streams)
    takes = kept.takes_of(store, name)
    failed = 0
    for take in takes:
        desk.interrupt.check()
        try:
            failed += not _show(store, take, target, json, desk)
        except StoreError as error:  # one that cannot be read; the others can
            desk.streams.fail(error)
            failed += 1
    return (StoreError.exit_code if failed else 0) or code


def _show(
    store: "Store",
    take: "Take",
    target: outputs.Target | None,
    json: bool,
    desk: Desk,
) -> bool:
    """Show one take; False where its recording could not be written with it."""
    from voicecoach.session import Reviewed

    report = store.report(take.id)
    whole, sound = True, None
    if target is not None:
        whole, sound = _sound(store, take, desk)
    elif not json:
        from voicecoach.report.terminal import scorecard

        desk.streams.line(f"{take.id}  {kept.when(take.recorded)}")
        desk.streams.show(scorecard(report))
    with_sound = Reviewed(report, sound)
    outputs.deliver(with_sound, f"take-{take.id}", target, json, desk.streams)
    return whole


def _sound(store: "Store", take: "Take", desk: Desk) -> "tuple[bool, Sound | None]":
    from voicecoach import audio

    path = store.sound(take.id)
    if path is None:
        if take.sound:
            desk.streams.fail(
                StoreError(
                    f"The recording of take {take.id} is gone.",
                    "The report is written without it.",
                )
            )
        return not take.sound, None
    try:
        with desk.streams.hushed():
            return True, audio.read(path)
    except InputError as error:
        desk.streams.fail(error)
        return False, None


@app.command("rename", epilog=EXAMPLES)
def rename(
    context: typer.Context,
    session: Annotated[str, typer.Argument(metavar="ID", help="A session.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="Empty for none.")],
    _debug: Debug = False,
) -> int:
    """Give a session a name."""
    store, code = kept.open_store(desk_of(context).streams)
    store.rename(session, name)
    return code


@app.command("delete", epilog=EXAMPLES)
def delete(
    context: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="ID", help="Sessions or takes.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Everything that is kept.")
    ] = False,
    yes: Yes = False,
    _debug: Debug = False,
) -> int:
    """Delete sessions or takes for good: sound, words and reports."""
    streams = desk_of(context).streams
    if bool(names) == everything:
        raise UsageError(
            "It is not said what to delete, or twice.", "Give IDs, or --all."
        )
    store, code = kept.open_store(streams)
    takes = (
        store.takes()
        if everything
        else [take for name in names or () for take in kept.takes_of(store, name)]
    )
    count = len({take.id for take in takes})
    what = f"{count} take{'' if count == 1 else 's'}"
    if not yes and not kept.agreed(
        streams, f"Delete {what} for good?", "Say --yes to delete without being asked."
    ):
        return code
    if everything:
        store.delete_all()
    else:
        store.delete(*(names or ()))
    streams.line(f"{what} deleted")
    return code


@app.command("lost", epilog=EXAMPLES)
def lost(
    context: typer.Context,
    remove: Annotated[
        bool, typer.Option("--delete", help="Delete them for good.")
    ] = False,
    yes: Yes = False,
    _debug: Debug = False,
) -> int:
    """List recordings that no take names.

    Their program was stopped while it kept them. 'voicecoach analyze' reads them.
    """
    streams = desk_of(context).streams
    store, code = kept.open_store(streams)
    found = store.unnamed_sounds()
    for path in found:
        streams.line(escape(str(path)))
    if remove and found:
        what = f"{len(found)} recording{'' if len(found) == 1 else 's'}"
        question = f"Delete {what} for good?"
        if yes or kept.agreed(streams, question, "Say --yes to delete without asking."):
            store.discard(found)
            streams.line(f"{what} deleted")
    return code


app.command("trends", epilog=trending.EXAMPLES)(trending.trends)
app.command("compare", epilog=comparing.EXAMPLES)(comparing.compare)
app.command("export", epilog=exporting.EXAMPLES)(exporting.export)


def _row(session: "Session") -> tuple[str, ...]:
    scores = ("–" if score is None else f"{score:.0f}" for score in session.scores)
    return (
        session.id,
        kept.when(session.begun),
        session.kind,
        session.name or session.plan or "",
        str(len(session.scores)),
        kept.minutes(session.seconds),
        " ".join(scores),
    )


def _document(session: "Session") -> dict[str, Any]:
    return {**asdict(session), "begun": session.begun.isoformat()}
