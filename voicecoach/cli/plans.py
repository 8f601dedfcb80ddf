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
    from voicecoach.plans import Plan, Reasoned
    from voicecoach.questions import BankQuestion

EXAMPLES = """\b
Examples:
  voicecoach questions plan
  voicecoach questions plan data-scientist --seed 2
  voicecoach questions plan my-plan.yaml
  voicecoach questions plan --from job.txt --questions 8 --out plan.yaml
"""

QUESTIONS = 6
"""Questions of a plan that is made from a job text, unless said."""


def plan(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="PLAN", help="A plan of the list, or a file; the list unless named."
        ),
    ] = None,
    job: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="FILE", help="Make a plan from the text of a job."
        ),
    ] = None,
    count: Annotated[
        int | None,
        typer.Option(
            "--questions",
            metavar="N",
            min=1,
            max=20,
            help=f"How many, with --from; {QUESTIONS} unless said.",
        ),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Write the plan there, with --from."),
    ] = None,
    seed: Annotated[
        int, typer.Option(metavar="N", help="Another number draws other questions.")
    ] = 0,
    json: Json = False,
    _debug: Debug = False,
) -> int:
    """List the plans, show the questions of one, or make one from a job text.

    A job text is read here and nowhere else; its words are only compared with those of
    the questions.
    """
    _see_that_they_go_together(name, job, count, out)
    streams = desk_of(context).streams
    if job is not None:
        _from_job(job, count or QUESTIONS, out, seed, json, streams)
    elif name is None:
        _list(json, streams)
        return 0
    elif not _show(name, seed, json, streams):
        return InputError.exit_code
    return bank.complete(streams)


def _see_that_they_go_together(
    name: str | None, job: str | None, count: int | None, out: str | None
) -> None:
    for option, value in (("PLAN", name), ("--from", job), ("--out", out)):
        if value == "":
            raise UsageError(f"{option} is empty.", "Name a plan or a file.")
    if job is not None and name is not None:
        raise UsageError(
            f"{name!r} beside --from: a plan is shown or made, not both.",
            "Leave one of them out.",
        )
    if (
        job is not None
        and out is not None
        and Path(out).resolve() == Path(job).resolve()
    ):
        raise UsageError("--out is the file of --from.", "Choose another file for it.")
    for option, given in (("--questions", count), ("--out", out)):
        if given is not None and job is None:
            raise UsageError(
                f"{option} goes with --from.", "Name a job text with --from, too."
            )


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


def _from_job(
    job: str, count: int, out: str | None, seed: int, json: bool, streams: Streams
) -> None:
    from voicecoach import plans

    text = plans.read_job(Path(job))
    title = "".join(letter for letter in Path(job).name if letter.isprintable())
    made = plans.plan_for(text, f"Plan for {title}", count)
    asked = plans.draw(made.plan, seed)
    if out is not None:
        plans.save(Path(out), made)
    if json:
        reasons = {
            "level": made.level,
            "level_because": list(made.level_because),
            "balanced": made.balanced,
            "because": [list(words) for words in made.because],
        }
        tables.document(streams, {**_document(made.plan, asked), **reasons})
        return
    for line in (*_reasons(job, made), *_lines(made.plan, asked, made.because)):
        streams.line(line)
    if out is not None:
        streams.line(f"{escape(out)}: written")


def _reasons(job: str, made: "Reasoned") -> Iterator[str]:
    """Say how the text was understood."""
    if made.balanced:
        yield escape(
            f"Nothing in {job} speaks for one question or another: this plan asks "
            "every kind in turn."
        )
    if made.level_because:
        yield f"Level: {made.level}, because of {_quoted(made.level_because)}."
    else:
        yield f"Level: {made.level}; the text does not tell one."


def _lines(
    plan: "Plan",
    asked: Sequence["BankQuestion"],
    because: Sequence[Sequence[str]] | None = None,
) -> Iterator[str]:
    minutes = round(sum(question.seconds for question in asked) / 60)
    count = f"{len(asked)} question{'' if len(asked) == 1 else 's'}"
    listener = bank.with_article(plan.audience)
    yield escape(f"{plan.name}, for {listener}: {count}, {minutes} minutes of answers")
    if because is None:
        yield escape(plan.text)
    for number, question in enumerate(asked, 1):
        yield f"{number}. {question.text}"
        yield (
            f"   {question.id}: {question.track}, {question.level}, "
            f"{question.seconds:g} s"
        )
        if because is not None:
            words = because[number - 1]
            yield f"   because of {_quoted(words)}" if words else "   for balance"


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f'"{escape(word)}"' for word in words)


def _document(plan: "Plan", asked: Sequence["BankQuestion"]) -> dict[str, object]:
    return {
        "name": plan.name,
        "text": plan.text,
        "audience": plan.audience,
        "questions": [asdict(question) for question in asked],
    }
