"""``voicecoach analyze``: recordings or folders to reports."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast, get_args

import typer

from voicecoach.cli import asked, inputs, outputs, progress, sessions
from voicecoach.cli.asked import AudienceName, ModeName
from voicecoach.cli.context import Debug, Desk, desk_of
from voicecoach.cli.faults import FaultError, named
from voicecoach.errors import InputError, OutputError, UsageError, VoicecoachError

if TYPE_CHECKING:
    from voicecoach.recorded import Wanted
    from voicecoach.session import Coach, Options
    from voicecoach.types import Audience

HELP = """Turn recorded answers into reports.

PATH is a recording (any format that FFmpeg reads, video too) or a folder, which is
searched for recordings. Without --out and --json each report goes to
voicecoach-reports/NAME.report.html. Nothing leaves this computer, and nothing else is
kept.
"""

EXAMPLES = """\b
Examples:
  voicecoach analyze answer.m4a
  voicecoach analyze answer.m4a --question "Tell me about a conflict."
  voicecoach analyze monday/ tuesday/ --out reports --format html,csv
  voicecoach analyze answer.wav --audience recruiter --mode no-pace
  voicecoach analyze answer.wav --json | jq .score.overall
  voicecoach analyze --transcript answer.srt
  voicecoach analyze walkthrough.m4a --code solution.py
  voicecoach analyze interview.m4a --session
  voicecoach analyze interview.m4a --session --turns interview.turns.csv

\b
Exit codes:
  0 done, 1 some failed, 2 options, 3 no input could be used, 5 a model
"""

EngineName = Literal["faster-whisper", "openai-whisper"]


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for, checked."""

    found: tuple[inputs.Input | inputs.Unusable, ...]
    options: "Options"
    transcript: str | None
    code: str | None
    terms: str | None
    target: outputs.Target | None
    json: bool
    split: "Wanted | None" = None


def analyze(
    context: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH", help="Recordings, or folders of them."),
    ] = None,
    question: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="What was asked."),
    ] = None,
    question_id: Annotated[
        str | None,
        typer.Option(
            metavar="ID", help="What was asked, from the bank: voicecoach questions."
        ),
    ] = None,
    audience: Annotated[
        AudienceName,
        typer.Option(help="Who listens; decides which words are jargon."),
    ] = "manager",
    also_for: Annotated[
        list[str] | None,
        typer.Option(
            metavar="|".join(get_args(AudienceName)),
            help="Judge the same words for this listener too; may be given more than "
            "once.",
        ),
    ] = None,
    mode: Annotated[
        list[str] | None,
        typer.Option(
            metavar="|".join(get_args(ModeName)),
            help="How to listen; may be given more than once.",
        ),
    ] = None,
    model: Annotated[
        str,
        typer.Option(
            metavar="NAME|PATH", help="Speech model: voicecoach models, or a folder."
        ),
    ] = "base",
    engine: Annotated[
        EngineName, typer.Option(help="What runs the model.")
    ] = "faster-whisper",
    transcript: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Use these words (txt, json, srt, vtt) and skip recognition; "
            "may stand without PATH.",
        ),
    ] = None,
    code: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Python code that the answer explains; it is read and never run.",
        ),
    ] = None,
    terms: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Terms that your listeners know, and what is jargon to them.",
        ),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(
            metavar="DIR", help="Folder for the reports.  [default: voicecoach-reports]"
        ),
    ] = None,
    formats: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="LIST",
            help="Kinds of report, with commas: html, json, md, csv, pdf, vtt, "
            "audacity, textgrid.",
        ),
    ] = "html",
    json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="One JSON document per recording on stdout, one a line; files only "
            "with --out.",
        ),
    ] = False,
    session: Annotated[
        bool,
        typer.Option(
            "--session",
            help="A recorded interview with two voices: a report on each answer.",
        ),
    ] = False,
    turns: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="With --session: take these turns (csv, json), as they are.",
        ),
    ] = None,
    swap_roles: Annotated[
        bool,
        typer.Option(
            "--swap-roles", help="With --session: the other voice is the candidate's."
        ),
    ] = False,
    offline: Annotated[
        bool, typer.Option("--offline", help="Promise to use no network.")
    ] = False,
    _debug: Debug = False,
) -> int:
    """Check the options, then work through the recordings."""
    desk = desk_of(context)
    modes = asked.modes(mode or [])
    others = _listeners(also_for or [])
    kinds = outputs.kinds(formats)
    found = _found(paths or [], transcript)
    split = sessions.wanted(
        sessions.Chosen(session, turns, swap_roles),
        len(found),
        alone=(question, question_id, code) != (None, None, None),
    )
    with desk.streams.hushed():
        from voicecoach.session import Options

        options = Options(
            question=asked.question(question, question_id, audience),
            audience=audience,
            modes=modes,
            model=model,
            engine=engine,
            offline=offline,
            code=_named_file("--code", code),
            terms=_named_file("--terms", terms),
            also_for=others,
        )
        target = None if json and out is None else outputs.prepare(out, kinds)
        request = Request(found, options, transcript, code, terms, target, json, split)
        return _work(request, desk)


def _found(
    paths: list[str], transcript: str | None
) -> tuple[inputs.Input | inputs.Unusable, ...]:
    if not paths and transcript is None:
        raise UsageError(
            "There is nothing to analyze.",
            "Name a recording or a folder. See: voicecoach analyze --help",
        )
    if transcript == "":
        raise UsageError("--transcript is empty.", "Name a file.")
    found = tuple(inputs.expand(tuple(paths)))
    if transcript is not None and len(found) > 1:
        raise UsageError(
            f"--transcript {transcript} cannot belong to {len(found)} recordings.",
            "Name one recording, or none.",
        )
    return found


def _named_file(option: str, given: str | None) -> Path | None:
    if given == "":
        raise UsageError(f"{option} is empty.", "Name a file.")
    return Path(given) if given is not None else None


def _listeners(given: list[str]) -> "tuple[Audience, ...]":
    for name in given:
        if name not in get_args(AudienceName):
            raise UsageError(
                f"--also-for {name} is unknown.",
                f"Choose from {', '.join(get_args(AudienceName))}.",
            )
    return tuple(dict.fromkeys(cast("list[Audience]", given)))


def _work(request: Request, desk: Desk) -> int:
    """Work through the recordings; one that fails does not stop the others."""
    from voicecoach.session import Coach

    try:
        coach = Coach(request.options)
    except InputError as error:
        named_files = (request.code, request.terms)
        desk.streams.fail(error, *(name for name in named_files if name))
        return error.exit_code
    failures: list[tuple[str, VoicecoachError]] = []
    found = request.found or (None,)
    for number, item in enumerate(found, start=1):
        given = _given(item, request.transcript)
        try:
            if isinstance(item, inputs.Unusable):
                raise item.error
            with named(given[0]):
                _one(coach, item, request, desk, f"{number}/{len(found)}")
        except (UsageError, InputError, OutputError, FaultError) as error:
            desk.interrupt.check()  # it may be Ctrl-C in disguise
            desk.streams.fail(error, *given)
            failures.append((given[0], error))
        desk.interrupt.check()
    outputs.summary(desk.streams, len(found), [name for name, _ in failures])
    return _exit_code(len(found), [error for _, error in failures])


def _given(
    item: inputs.Input | inputs.Unusable | None, transcript: str | None
) -> tuple[str, ...]:
    names = (item.given if item else None, transcript)
    return tuple(name for name in names if name is not None)


def _one(
    coach: "Coach",
    item: inputs.Input | None,
    request: Request,
    desk: Desk,
    place: str,
) -> None:
    transcript = Path(request.transcript) if request.transcript else None
    path = item.path if item else None
    source = path or transcript
    name = source.name if source else ""
    with progress.shown(desk.streams, name, place) as tell:
        reviewed = sessions.work(coach, path, transcript, request.split, tell)
    desk.interrupt.check()
    outputs.deliver(reviewed, name, request.target, request.json, desk.streams)


def _exit_code(total: int, failures: list[VoicecoachError]) -> int:
    """0 all done; the failures' own code if all failed in one way; else 1."""
    codes = {error.exit_code for error in failures}
    if not codes:
        return 0
    return codes.pop() if len(codes) == 1 and len(failures) == total else 1
