"""``voicecoach questions``: the bank that interviews are made of."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from voicecoach.cli import bank, challenges, plans, tables
from voicecoach.cli.context import Debug, Help, Json, desk_of
from voicecoach.cli.lines import escape
from voicecoach.cli.streams import Streams
from voicecoach.errors import InputError, UsageError

if TYPE_CHECKING:
    from voicecoach.questions import BankQuestion, Checked

EXAMPLES = """\b
Examples:
  voicecoach questions list --track team
  voicecoach questions show bias-variance
  voicecoach questions check my-questions.yaml
  voicecoach questions add my-questions.yaml
  voicecoach questions plan
  voicecoach questions plan --from job.txt --out plan.yaml
  voicecoach questions challenge
"""

TrackName = Literal["python", "explain", "ambiguity", "impact", "team"]

File = Annotated[
    str, typer.Argument(metavar="FILE", help="A file of questions, in YAML.")
]

app = typer.Typer(help="The question bank.", epilog=EXAMPLES, rich_markup_mode=None)
app.command("plan", epilog=plans.EXAMPLES)(plans.plan)
app.command("challenge", help=challenges.HELP, epilog=challenges.EXAMPLES)(
    challenges.challenge
)


@app.callback(invoke_without_command=True)
def _questions(
    context: typer.Context, _debug: Debug = False, _show_help: Help = False
) -> int | None:
    """List, show, check, add and plan questions; without a command, list them."""
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
    """List the questions of the bank, or of one track; your own are the last."""
    from voicecoach import questions

    streams = desk_of(context).streams
    chosen = [item for item in questions.bank() if track in (None, item.track)]
    if json:
        tables.document(streams, [asdict(question) for question in chosen])
    else:
        rows = [_row(question) for question in chosen]
        tables.show(streams, ("id", "track", "level", "question"), rows)
    return bank.complete(streams)


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


@app.command("check", epilog=EXAMPLES)
def check_questions(context: typer.Context, file: File, _debug: Debug = False) -> int:
    """Check a file of questions; every mistake is named with its line."""
    streams = desk_of(context).streams
    checked = _checked(file, streams)
    fine = len(checked.questions)
    of_all = "" if fine == checked.entries else f" of {checked.entries}"
    verb = "question is" if checked.entries == 1 else "questions are"
    streams.line(f"{escape(file)}: {fine}{of_all} {verb} fine")
    return InputError.exit_code if checked.mistakes else 0


@app.command("add", epilog=EXAMPLES)
def add_questions(context: typer.Context, file: File, _debug: Debug = False) -> int:
    """Check a file of questions, and add them to the bank.

    They are copied into VOICECOACH_HOME. A question that you added before under the
    same id is replaced. With a mistake in the file, nothing is added.
    """
    from voicecoach import questions

    streams = desk_of(context).streams
    checked = _checked(file, streams)
    if checked.mistakes:
        return InputError.exit_code
    added = questions.add(checked.questions)
    for name in added.new:
        streams.line(f"{name}: added")
    for name in added.replaced:
        streams.line(f"{name}: replaced")
    return 0


def _checked(file: str, streams: Streams) -> "Checked":
    """Check a file, and write a line for every mistake in it."""
    from voicecoach import questions

    if not file:
        raise UsageError("The name is empty.", "Name a file of questions.")
    checked = questions.check(Path(file))
    for mistake in checked.mistakes:
        where = f"{file}:{mistake.line}: {mistake.problem}."
        streams.fail(InputError(where, mistake.remedy))
    return checked


def _row(question: "BankQuestion") -> tuple[str, ...]:
    return question.id or "", question.track or "", question.level, question.text


def _lines(question: "BankQuestion") -> Iterator[str]:
    from voicecoach.rubrics import RUBRICS

    yield question.text
    yield (
        f"{question.id}, {question.track}, {question.level}, for "
        f"{bank.with_article(question.audience)}, {question.seconds:g} s"
    )
    yield "What is looked for:"
    for item in question.rubric:
        yield f"- {RUBRICS[question.track][item] if question.track else item}"
    yield "What a good answer touches:"
    for point in question.key_points:
        yield f"- {point}"
    yield "A sketch of one:"
    yield question.outline
    yield "Follow-up questions:"
    for follow_up in question.follow_ups:
        yield f"- {follow_up.ask}"
