"""``voicecoach questions plan``: which questions an interview is made of."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voicecoach.cli import bank, tables
from voicecoach.cli.context import Debug, Json, desk_of
from voicecoach.cli.lines import escape
from voicecoach.cli.streams import Streams
from voicecoach.errors import InputError, UsageError

if TYPE_CHECKING:
    from voicecoach.plans import Plan
    from voicecoach.questions import BankQuestion

EXAMPLES = """\b
Examples:
  voicecoach questions plan
  voicecoach questions plan data-scientist --seed 2
  voicecoach questions plan my-plan.yaml
"""


def plan(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="PLAN", help="A plan of the list, or a file; the list unless named."
        ),
    ] = None,
    seed: Annotated[
        int, typer.Option(metavar="N", help="Another number draws other questions.")
    ] = 0,
    json: Json = False,
    _debug: Debug = False,
) -> int:
    """List the plans, or show the questions of one."""
    streams = desk_of(context).streams
    if name == "":
        raise UsageError("PLAN is empty.", "Name a plan or a file.")
    if name is None:
        _list(json, streams)
        return 0
    if not _show(name, seed, json, streams):
        return InputError.exit_code
    return bank.complete(streams)


def _list(json: bool, streams: Streams) -> None:
    from voicecoach import plans

    listed = plans.built_in()
    if json:
        tables.document(
            streams, [{"id": key, **asdict(plan)} for key, plan in listed.items()]
        )
        return
    rows: list[tuple[str, ...]] = [
        (key, plan.name, plan.audience, str(len(plan.steps)), plan.text)
        for key, plan in listed.items()
    ]
    tables.show(streams, ("plan", "name", "listener", "questions", "what for"), rows)


def _show(name: str, seed: int, json: bool, streams: Streams) -> bool:
    """Show the questions of a plan; False, with every mistake, if it has any."""
    from voicecoach import plans

    if plans.is_file(name):
        checked = plans.check_plan(Path(name))
        for mistake in checked.mistakes:
            where = f"{name}:{mistake.line}: {mistake.problem}."
            streams.fail(InputError(where, mistake.remedy))
        found = checked.plan
    else:
        found = plans.find(name)
    if found is None:
        return False
    asked = plans.draw(found, seed)
    if json:
        tables.document(streams, _document(found, asked))
    else:
        for line in _lines(found, asked):
            streams.line(line)
    return True


def _lines(
    plan: "Plan",
    asked: Sequence["BankQuestion"],
) -> Iterator[str]:
    minutes = round(sum(question.seconds for question in asked) / 60)
    count = f"{len(asked)} question{'' if len(asked) == 1 else 's'}"
    listener = bank.with_article(plan.audience)
    yield escape(f"{plan.name}, for {listener}: {count}, {minutes} minutes of answers")
    yield escape(plan.text)
    for number, question in enumerate(asked, 1):
        yield f"{number}. {question.text}"
        yield (
            f"   {question.id}: {question.track}, {question.level}, "
            f"{question.seconds:g} s"
        )


def _document(plan: "Plan", asked: Sequence["BankQuestion"]) -> dict[str, object]:
    return {
        "name": plan.name,
        "text": plan.text,
        "audience": plan.audience,
        "questions": [asdict(question) for question in asked],
    }
