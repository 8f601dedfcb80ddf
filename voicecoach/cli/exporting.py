"""``voicecoach history export``: everything that is kept, in open forms."""

import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from voicecoach.cli import kept
from voicecoach.cli.context import Debug, Desk, desk_of
from voicecoach.cli.lines import escape
from voicecoach.errors import OutputError, StoreError, UsageError

if TYPE_CHECKING:
    from voicecoach.store import Session, Store, Take

EXAMPLES = """\b
Examples:
  voicecoach history export
  voicecoach history export --out backup
  voicecoach history export --out backup.zip
"""

DEFAULT: Final = "voicecoach-export"


def export(
    context: typer.Context,
    out: Annotated[
        str,
        typer.Option(metavar="DIR|FILE.zip", help="A new folder, or a new zip file."),
    ] = DEFAULT,
    _debug: Debug = False,
) -> int:
    """Copy every take: takes.jsonl, a line each, and the recordings beside it."""
    desk = desk_of(context)
    if not out:
        raise UsageError("--out is empty.", "Name a folder or a zip file.")
    place = Path(out)
    if place.exists():
        raise UsageError(f"--out {out} is there already.", "Name one that is not.")
    store, code = kept.open_store(desk.streams)
    zipped = place.suffix.lower() == ".zip"
    part = place.with_name(f"{place.name}.part")
    if part.exists():
        raise UsageError(
            f"{part} is left of an export that was stopped.", "Delete it first."
        )
    try:
        failed = _zip(store, part, desk) if zipped else _folder(store, part, desk)
        part.rename(place)
    except OSError as error:
        raise OutputError(
            f"{out} could not be written ({error.strerror or error}).",
            "Make room there, or choose another place with --out.",
        ) from error
    finally:
        _clear(part)
    desk.streams.line(escape(out))
    return (StoreError.exit_code if failed else 0) or code


def _folder(store: "Store", folder: Path, desk: Desk) -> int:
    """Write a folder that only its owner may look into."""
    folder.mkdir(mode=0o700, parents=True)
    failed = 0
    with (folder / "takes.jsonl").open("w", encoding="ascii", newline="\n") as lines:
        for text, name, sound in _entries(store, desk):
            failed += not text
            lines.write(text)
            if sound is not None:
                (folder / "sound").mkdir(exist_ok=True)
                shutil.copyfile(sound, folder / name)
    return failed


def _zip(store: "Store", path: Path, desk: Desk) -> int:
    """Write a zip file; the recordings are stored, they would hardly get smaller."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=False)
    failed, texts = 0, []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for text, name, sound in _entries(store, desk):
            failed += not text
            texts.append(text)
            if sound is not None:
                archive.write(sound, name, zipfile.ZIP_STORED)
        archive.writestr("takes.jsonl", "".join(texts))
    return failed


def _entries(store: "Store", desk: Desk) -> Iterator[tuple[str, str, Path | None]]:
    """Walk over the takes: a line, the name of its recording, the recording.

    Of a take whose report cannot be read the line is empty; it is told of.
    """
    sessions = {session.id: session for session in store.sessions()}
    for take in store.takes():
        desk.interrupt.check()
        session = sessions.get(take.session)
        if session is None:  # begun after the sessions were listed
            continue
        sound = store.sound(take.id)
        name = f"sound/{take.id}{sound.suffix}" if sound else ""
        try:
            document = _document(store, session, take, name or None)
        except StoreError as error:
            desk.streams.fail(error)
            yield "", name, sound
        else:
            yield json.dumps(document, allow_nan=False) + "\n", name, sound


def _document(
    store: "Store", session: "Session", take: "Take", sound: str | None
) -> dict[str, object]:
    from voicecoach.report.json import document

    return {
        "take": take.id,
        "session": session.id,
        "kind": session.kind,
        "plan": session.plan,
        "name": session.name,
        "begun": session.begun.isoformat(),
        "recorded": take.recorded.isoformat(),
        "follow_up_of": take.follow_up_of,
        "sound": sound,
        "report": document(store.report(take.id)),
    }


def _clear(part: Path) -> None:
    """Remove what was not finished."""
    if part.is_dir():
        shutil.rmtree(part)
    elif part.exists():
        part.unlink()
