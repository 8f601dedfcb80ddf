"""``voicecoach questions challenge``: coding tasks, their starters, their tests."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from voicecoach.cli import tables
from voicecoach.cli.context import Debug, Desk, Json, desk_of
from voicecoach.cli.lines import escape
from voicecoach.errors import InputError, OutputError, UsageError, VoicecoachError

if TYPE_CHECKING:
    from voicecoach.challenges import Challenge, Outcome

HELP = """List coding challenges, show one, begin it, test your code.

Without ID they are listed; ID may also be a folder with a challenge of your own. Code
is run with --run only: in a process apart, without network and with limits, as far as
this system has them. What it has not is said with the result.
"""

EXAMPLES = """\b
Examples:
  voicecoach questions challenge
  voicecoach questions challenge k-means
  voicecoach questions challenge k-means --start .
  voicecoach questions challenge k-means --run k_means.py

\b
Exit codes:
  0 done, 1 a test failed or a file is in the way, 2 options, 3 no Python
"""


def challenge(
    context: typer.Context,
    challenge_id: Annotated[
        str | None, typer.Argument(metavar="ID", help="As in the list, or a folder.")
    ] = None,
    start: Annotated[
        str | None,
        typer.Option(
            metavar="DIR", help="Write the starter there; never over another file."
        ),
    ] = None,
    run: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Run this code against the tests."),
    ] = None,
    json: Json = False,
    _debug: Debug = False,
) -> int:
    """Do the one thing that was asked for."""
    desk = desk_of(context)
    if challenge_id is None:
        if start is not None or run is not None:
            raise UsageError(
                "--start and --run need a challenge.",
                "See 'voicecoach questions challenge' for their ids.",
            )
        return _list(desk, json)
    if start is not None and run is not None:
        raise UsageError("--start and --run cannot go together.", "Give one of them.")
    if "" in (start, run):
        raise UsageError("--start or --run is empty.", "Name a folder or a file.")
    try:
        return _one(challenge_id, start, run, desk, json)
    except (InputError, OutputError) as error:
        desk.streams.fail(error, run or start or challenge_id)
        return error.exit_code


def _one(
    challenge_id: str, start: str | None, run: str | None, desk: Desk, json: bool
) -> int:
    from voicecoach import challenges

    chosen = challenges.find(challenge_id)
    if start is not None:
        return _start(chosen, start, desk, json)
    if run is not None:
        return _run(chosen, run, desk, json)
    return _show(chosen, desk, json)


def _list(desk: Desk, json: bool) -> int:
    from voicecoach import challenges

    found = challenges.listed()
    if json:
        tables.document(desk.streams, [_document(challenge) for challenge in found])
    else:
        rows: list[tuple[str, ...]]
        rows = [(c.id, c.level, _minutes(c), c.title) for c in found]
        tables.show(desk.streams, ("id", "level", "time", "challenge"), rows)
    return 0


def _show(challenge: "Challenge", desk: Desk, json: bool) -> int:
    if json:
        shown = {**_document(challenge), "starter": challenge.starter}
        tables.document(desk.streams, shown)
    else:
        for line in _lines(challenge):
            desk.streams.line(escape(line))
    return 0


def _start(challenge: "Challenge", folder: str, desk: Desk, json: bool) -> int:
    from voicecoach import challenges

    path = challenges.write_starter(challenge, Path(folder))
    if json:
        tables.document(desk.streams, {"starter": str(path)})
    else:
        desk.streams.line(escape(str(path)))
    return 0


def _run(challenge: "Challenge", path: str, desk: Desk, json: bool) -> int:
    from voicecoach import challenges

    outcome = challenges.run(challenge, Path(path))
    if json:
        tables.document(desk.streams, _result(outcome))
    else:
        _tell(outcome, desk)
    if outcome.passed:
        return 0
    error = _failure(outcome, path)
    desk.streams.fail(error, path)
    return error.exit_code


def _tell(outcome: "Outcome", desk: Desk) -> None:
    rows: list[tuple[str, ...]] = [
        ("passed" if test.passed else "failed", _words(test.name), test.why)
        for test in outcome.verdicts
    ]
    if rows:
        tables.show(desk.streams, ("result", "test", "why"), rows)
    for sentence in outcome.still_open:
        desk.streams.line(f"note: {sentence}")
    for line in outcome.output.splitlines():
        desk.streams.line(f"printed: {escape(line)}")
    if outcome.output_cut:
        desk.streams.line("note: More was printed than is shown.")


def _failure(outcome: "Outcome", path: str) -> VoicecoachError:
    if outcome.problem is not None:
        return VoicecoachError(
            f"{path} could not be tested: {outcome.problem}.", "Mend that first."
        )
    failed = sum(not test.passed for test in outcome.verdicts)
    return VoicecoachError(
        f"{path}: {failed} of {len(outcome.verdicts)} tests failed.",
        "The reason stands beside each.",
    )


def _result(outcome: "Outcome") -> dict[str, Any]:
    told = asdict(outcome)
    told["tests"] = told.pop("verdicts")
    told["not_shut_off"] = told.pop("still_open")
    return {**told, "passed": outcome.passed}


def _document(challenge: "Challenge") -> dict[str, Any]:
    code = {"starter", "tests"}
    return {name: v for name, v in asdict(challenge).items() if name not in code}


def _lines(challenge: "Challenge") -> Iterator[str]:
    yield challenge.prompt
    yield f"{challenge.id}, {challenge.level}, {_minutes(challenge)}"
    yield f"Your file defines: {', '.join(challenge.entry)}"
    yield "What a good explanation mentions:"
    yield from (f"- {point}" for point in challenge.key_points)


def _minutes(challenge: "Challenge") -> str:
    return f"{challenge.seconds / 60:g} min"


def _words(name: str) -> str:
    """Read a test's name as the sentence that it is."""
    return name.removeprefix("test_").replace("_", " ")
