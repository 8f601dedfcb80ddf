"""``voicecoach doctor``: what works on this computer, and what to do about the rest."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from voicecoach.cli import tables
from voicecoach.cli.context import Debug, Json, desk_of
from voicecoach.cli.streams import Streams
from voicecoach.errors import DeviceError, ModelError, VoicecoachError

if TYPE_CHECKING:
    from voicecoach.doctor import Check

HELP = """Check microphone, loudspeaker, voice, models and disk.

Every failure comes with its remedy. The microphone is listened to for two seconds;
what it hears is thrown away. Nothing is downloaded.
"""

EXAMPLES = """\b
Examples:
  voicecoach doctor
  voicecoach doctor --out reports
  voicecoach doctor --json
  voicecoach doctor --voices

\b
Exit codes:
  0 nothing failed; 4 a device did, 5 a model did, 1 anything else did
"""

ERRORS: Final[dict[str, type[VoicecoachError]]] = {
    "model": ModelError,
    "device": DeviceError,
    "system": VoicecoachError,
}
"""How a failed check of each area is told; the first area with one gives the code."""


def doctor(
    context: typer.Context,
    out: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="Folder where reports are to go."),
    ] = None,
    voices: Annotated[
        bool,
        typer.Option("--voices", help="List the voices there are; check nothing."),
    ] = False,
    json: Json = False,
    _debug: Debug = False,
) -> int:
    """Examine this computer; show every check and tell every failure."""
    streams = desk_of(context).streams
    if voices:
        return _voices(streams, json)
    with streams.hushed():
        from voicecoach.doctor import examine

        checks = tuple(examine(Path(out) if out else None))
    if json:
        tables.document(streams, [asdict(check) for check in checks])
    else:
        rows = [_row(check) for check in checks]
        tables.show(streams, ("result", "check", "what was seen"), rows)
    errors = [_error(check) for check in checks if check.status == "fail"]
    for error in errors:
        streams.fail(error)
    worst = (kind.exit_code for kind in ERRORS.values() if kind in map(type, errors))
    return next(worst, 0)


def _voices(streams: Streams, json: bool) -> int:
    """List the voices; none is a failure."""
    with streams.hushed():
        from voicecoach import speak

        found = speak.voices()
    if json:
        tables.document(streams, [asdict(voice) for voice in found])
    elif found:
        columns = ("voice", "engine", "language", "id")
        rows: list[tuple[str, ...]] = [
            (voice.name, voice.by, voice.language, voice.id) for voice in found
        ]
        tables.show(streams, columns, rows)
    if not found:
        raise DeviceError("There is no English voice.", speak.remedy())
    return 0


def _row(check: "Check") -> tuple[str, ...]:
    advice = f" - {check.remedy}" if check.status == "warn" and check.remedy else ""
    return check.status, check.name, check.seen + advice


def _error(check: "Check") -> VoicecoachError:
    return ERRORS[check.area](f"{check.name}: {check.seen}.", check.remedy or "")
