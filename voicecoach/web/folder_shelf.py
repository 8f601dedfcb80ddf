"""A shelf that is a folder: one folder in it for each report."""

import json
import os
import re
import secrets
import shutil
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from voicecoach import encode
from voicecoach.errors import InputError, OutputError
from voicecoach.report.json import from_json
from voicecoach.types import Report
from voicecoach.web.shelf import Kept, Made

ABOUT: Final = "about.json"
REPORT: Final = "report.json"
SOUND: Final = "sound" + encode.SUFFIX

_ID: Final = re.compile(r"\d{8}-\d{6}-[0-9a-f]{8}")


class FolderShelf:
    """Keeps reports below a folder, which need not exist."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def listed(self) -> tuple[Kept, ...]:
        """List what is kept, the newest first; what is damaged is passed over."""
        try:
            names = sorted(
                (entry.name for entry in os.scandir(self._folder)), reverse=True
            )
        except FileNotFoundError:
            return ()
        found = (self._about(name) for name in names if _ID.fullmatch(name))
        return tuple(kept for kept in found if kept is not None)

    def find(self, kept_id: str) -> Kept | None:
        """Find one by its id, among those that are there."""
        return next((kept for kept in self.listed() if kept.id == kept_id), None)

    def report(self, kept: Kept) -> Report:
        """Read a report.

        Raises
        ------
        InputError
            Its file is damaged.
        """
        return from_json(self.document(kept))

    def document(self, kept: Kept) -> bytes:
        """Read a report as it was written.

        Raises
        ------
        InputError
            Its file cannot be read.
        """
        try:
            return (self._folder / kept.id / REPORT).read_bytes()
        except OSError as error:
            raise InputError(
                f"The report on {kept.name} cannot be read.",
                "Look into the folder of kept files; voicecoach doctor names it.",
            ) from error

    def sound(self, kept: Kept) -> Path | None:
        """Give the file of the sound; None where there is none."""
        path = self._folder / kept.id / SOUND
        return path if path.is_file() else None

    def add(self, made: Made, name: str) -> Kept:
        """Take a report and its sound in; its folder is there whole or not at all.

        Raises
        ------
        OutputError
            The disk does not take it.
        """
        now = datetime.now(UTC)
        kept_id = f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
        report = from_json(made.report.read_bytes())
        kept = _kept(report, kept_id, name, now)
        beside = self._folder / f".{kept_id}.part"
        try:
            beside.mkdir(parents=True, mode=0o700)
            shutil.move(made.report, beside / REPORT)
            if made.sound is not None:
                shutil.move(made.sound, beside / SOUND)
            about = json.dumps(asdict(kept), indent=2) + "\n"
            (beside / ABOUT).write_text(about, encoding="utf-8")
            beside.rename(self._folder / kept_id)
        except OSError as error:
            shutil.rmtree(beside, ignore_errors=True)
            raise OutputError(
                f"The report on {name} could not be kept ({error.strerror or error}).",
                "Make room on this disk, then upload it again.",
            ) from error
        return kept

    def delete(self, kept: Kept) -> None:
        """Delete a report and its sound for good.

        Raises
        ------
        OutputError
            The disk does not let it go.
        """
        place = self._folder / kept.id
        gone = self._folder / f".{kept.id}.gone"
        try:
            place.rename(gone)
            shutil.rmtree(gone)
        except FileNotFoundError:
            return  # somebody was faster
        except OSError as error:
            raise OutputError(
                f"{kept.name} could not be deleted ({error.strerror or error}).",
                "Close what has it open, then delete it again.",
            ) from error

    def _about(self, name: str) -> Kept | None:
        try:
            text = (self._folder / name / ABOUT).read_text(encoding="utf-8")
            return Kept(**{**json.loads(text), "id": name})
        except (OSError, ValueError, TypeError):
            return None


def _kept(report: Report, kept_id: str, name: str, now: datetime) -> Kept:
    question = report.question
    return Kept(
        id=kept_id,
        name=name,
        added=now.isoformat(timespec="seconds"),
        question=question.text if question else None,
        track=question.track if question else None,
        audience=question.audience if question else "manager",
        duration=report.timing.audio,
        overall=report.score.overall,
    )
