"""Where reports go: files, JSON lines, a scorecard for who looks at a terminal."""

import errno
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from voicecoach.cli.lines import escape
from voicecoach.cli.streams import Streams
from voicecoach.errors import UsageError

if TYPE_CHECKING:
    from voicecoach.recorded import Recorded
    from voicecoach.session import Reviewed

DEFAULT: Final = "voicecoach-reports"
"""Folder for reports where none is named, in the current one."""


@dataclass(slots=True)
class Target:
    """A folder for files, the kinds of report wanted, and the names given so far."""

    folder: Path
    formats: tuple[str, ...]
    taken: list[str] = field(default_factory=list)

    def name(self, source: str) -> str:
        """Name the report of an input; a second input of that name gets -2."""
        from voicecoach.report import free_name

        name = free_name(source, self.taken)
        self.taken.append(name)
        return name


def kinds(listed: str) -> tuple[str, ...]:
    """Check a list of formats with commas between.

    Raises
    ------
    UsageError
        One of them does not exist.
    """
    from voicecoach.report import choose

    return choose(name for name in listed.split(",") if name.strip())


def prepare(out: str | None, formats: tuple[str, ...]) -> Target:
    """See that reports can be written; a folder is kept only when one is.

    Raises
    ------
    UsageError
        They cannot: better now than after an hour of work.
    """
    if out == "":
        raise UsageError("--out is empty.", "Name a folder.")
    folder = Path(DEFAULT if out is None else out)
    made = [place for place in (folder, *folder.parents) if not place.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
        for place in made:
            place.rmdir()
    except OSError as error:
        # A full disk is no mistake in an option; each report will tell.
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            given = f"--out {out}" if out is not None else f"The folder {DEFAULT}"
            raise UsageError(
                f"{given} cannot be written ({error.strerror}).",
                "Choose a folder that you may write to with --out.",
            ) from error
    return Target(folder, formats)


def deliver(
    reviewed: "Reviewed | Recorded",
    source: str,
    target: Target | None,
    json: bool,
    streams: Streams,
) -> None:
    """Hand over one report: its JSON line first, then its files, then what to look at.

    Raises
    ------
    OutputError
        Something could not be written.
    """
    from voicecoach.session import Reviewed

    if not isinstance(reviewed, Reviewed):
        _deliver_session(reviewed, source, target, json, streams)
        return
    if json:
        from voicecoach.report.json import to_json

        streams.line(to_json(reviewed.report))
    if target is None:
        return
    from voicecoach.report import save

    name = target.name(source)
    paths = save(reviewed.report, reviewed.sound, target.folder, name, target.formats)
    if json:
        return
    if streams.out_is_terminal:
        from voicecoach.report.terminal import scorecard

        streams.show(scorecard(reviewed.report))
    _say_where(paths, streams)


def _deliver_session(
    recorded: "Recorded",
    source: str,
    target: Target | None,
    json: bool,
    streams: Streams,
) -> None:
    interview = recorded.interview
    if json:
        from voicecoach.report.session_json import to_json

        streams.line(to_json(interview))
    if target is None:
        return
    from voicecoach.report import save_session

    name = target.name(source)
    paths = save_session(interview, recorded.sound, target.folder, name, target.formats)
    if json:
        return
    if streams.out_is_terminal:
        from voicecoach.report.terminal import session_card

        streams.show(session_card(interview))
    _say_where(paths, streams)


def _say_where(paths: Iterable[Path], streams: Streams) -> None:
    label = "Report: " if streams.out_is_terminal else ""
    for path in paths:
        streams.line(label + escape(os.fspath(path)))


def summary(streams: Streams, total: int, failed: list[str]) -> None:
    """Say at the end which of several recordings failed; on a terminal only."""
    if not streams.err_is_terminal or total < 2:
        return
    done = f"{total - len(failed)} of {total} recordings done"
    names = ", ".join(map(escape, failed))
    streams.note(f"{done}; failed: {names}" if failed else f"{done}.")
