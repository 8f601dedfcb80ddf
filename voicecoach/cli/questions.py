"""``voicecoach questions``: the bank that interviews are made of."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from voicecoach.cli import tables
from voicecoach.cli.context import Debug, Help, Json, desk_of

if TYPE_CHECKING:
    from voicecoach.questions import BankQuestion

EXAMPLES = """\b
Examples:
  voicecoach questions list
  voicecoach questions list --track team
  voicecoach questions show bias-variance
"""

TrackName = Literal["python", "explain", "ambiguity", "impact", "team"]

app = typer.Typer(help="The question bank.", epilog=EXAMPLES, rich_markup_mode=None)


@app.callback(invoke_without_command=True)
def _questions(
    context: typer.Context, _debug: Debug = False, _show_help: Help = False
) -> int | None:
    """List and show the questions of the bank; without a command, list them."""
    return list_questions(context) if context.invoked_subcommand is None else None


@app.command("list", epilog=EXAMPLES)
def list_questions(
    context: typer.Context,
    track: Annotated[
        TrackName | None, typer.Option(help="Only this kind of question.")
    ] = None,
    json: Json = False,
    _debug: Debug = False,
) -> int:
    """List the questions of the bank, or of one track."""
    from voicecoach import questions

    streams = desk_of(context).streams
    chosen = [item for item in questions.bank() if track in (None, item.track)]
    if json:
        tables.document(streams, [asdict(question) for question in chosen])
    else:
        rows = [_row(question) for question in chosen]
        tables.show(streams, ("id", "track", "level", "question"), rows)
    return 0


@app.command("show", epilog=EXAMPLES)
def show_question(
    context: typer.Context,
    question_id: Annotated[str, typer.Argument(metavar="ID", help="As in the list.")],
    json: Json = False,
    _debug: Debug = False,
) -> int:
    """Show everything about one question."""
    from voicecoach import questions

    streams = desk_of(context).streams
    question = questions.find(question_id)
    if json:
        tables.document(streams, asdict(question))
    else:
        for line in _lines(question):
            streams.line(line)
    return 0


def _row(question: "BankQuestion") -> tuple[str, ...]:
    return question.id or "", question.track or "", question.level, question.text


def _lines(question: "BankQuestion") -> Iterator[str]:
    from voicecoach.questions import RUBRICS

    yield question.text
    yield (
        f"{question.id}, {question.track}, {question.level}, for a "
        f"{question.audience}, {question.seconds:g} s"
    )
    yield "What is looked for:"
    for item in question.rubric:
        yield f"- {RUBRICS[question.track][item] if question.track else item}"
    yield "Follow-up questions:"
    for follow_up in question.follow_ups:
        yield f"- {follow_up.ask}"
