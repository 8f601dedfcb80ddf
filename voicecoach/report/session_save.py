"""Write the files of an interview: its page, a report an answer, and the turns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from voicecoach import encode
from voicecoach.exchange import Exchange, Interview
from voicecoach.report import csv, html, session_html, session_json, turn_table
from voicecoach.report.formats import FORMATS, choose
from voicecoach.report.save import Stage, staging
from voicecoach.shift import shifted
from voicecoach.types import Report, Sound

TOGETHER: Final = ("html", "json", "csv")
"""The formats that have one file for the whole interview."""


def save_session(
    interview: Interview,
    sound: Sound | None,
    folder: Path,
    name: str,
    formats: Sequence[str] = ("html",),
) -> tuple[Path, ...]:
    """Write an interview in some formats as ``folder/NAME.report.*``.

    Beside it stand ``NAME.turns.csv``, which can be corrected and given again, and the
    answers as ``NAME.answer-N.report.*`` in the formats that show one answer each.

    Returns
    -------
    tuple of Path
        The files of the formats, that of the whole interview first, then the turns.

    Raises
    ------
    UsageError
        A format that does not exist.
    OutputError
        A file could not be written; none is left half-written.
    """
    chosen = choose(formats)
    paths = []
    with staging(folder) as stage:
        for file in _files(interview, sound, name, chosen):
            if file.sound is not None:
                _write_sound(stage, folder / file.name, file.sound)
                continue
            path = folder / file.name
            with stage.open(path) as out:
                out.write(file.content)
            if file.told:
                paths.append(path)
    return tuple(paths)


@dataclass(frozen=True, slots=True)
class _File:
    """A file to be written: its text or bytes, or sound; ``told`` if the user hears."""

    name: str
    text: str | bytes = ""
    sound: Sound | None = None
    told: bool = True

    @property
    def content(self) -> bytes:
        """What goes into it."""
        if isinstance(self.text, bytes):
            return self.text
        return self.text.encode("utf-8", "replace")


def local(exchange: Exchange) -> Report:
    """Give the report of an answer as if it were a recording of its own.

    Its times count from where the answer begins, and so does its sound.
    """
    report = shifted(exchange.report, -exchange.answered.start)
    recording = report.recording
    if recording is not None:
        recording = replace(recording, duration=exchange.answered.duration)
    return replace(report, recording=recording, peaks=exchange.peaks)


def _files(
    interview: Interview, sound: Sound | None, name: str, formats: Sequence[str]
) -> Iterator[_File]:
    for form in formats:
        if form == "html":
            yield from _pages(interview, sound, name)
        elif form == "json":
            text = session_json.to_json(interview) + "\n"
            yield _File(name + FORMATS[form].suffix, text)
        elif form == "csv":
            yield _File(name + FORMATS[form].suffix, _table(interview, name))
        else:
            for number, exchange in enumerate(interview.exchanges, start=1):
                one = FORMATS[form].render(exchange.report, sound, name)
                yield _File(answer_name(name, number) + FORMATS[form].suffix, one)
    if interview.turns is not None:
        yield _File(name + turn_table.SUFFIX, turn_table.render(interview.turns))


def answer_name(name: str, number: int) -> str:
    """Name the files of one answer, before their suffix."""
    return f"{name}.answer-{number}"


def _pages(interview: Interview, sound: Sound | None, name: str) -> Iterator[_File]:
    suffix = FORMATS["html"].suffix
    names = [
        answer_name(name, number) + suffix
        for number in range(1, len(interview.exchanges) + 1)
    ]
    beside = None
    if sound is not None and html.too_long(sound):
        beside = name + html.SOUND_SUFFIX
        yield _File(beside, sound=sound)
    text = session_html.render(interview, names, sound, beside=beside)
    yield _File(name + suffix, text)
    for page, exchange in zip(names, interview.exchanges, strict=True):
        yield from _page(page, exchange, sound)


def _page(page: str, exchange: Exchange, sound: Sound | None) -> Iterator[_File]:
    report = local(exchange)
    own = None
    if sound is not None:
        answered = exchange.answered
        own = replace(sound, samples=sound.cut(answered.start, answered.end))
    beside = None
    if own is not None and html.too_long(own):
        beside = page.removesuffix(FORMATS["html"].suffix) + html.SOUND_SUFFIX
        yield _File(beside, sound=own)
    yield _File(page, html.render(report, own, beside=beside), told=False)


def _table(interview: Interview, name: str) -> str:
    rows = (csv.row(exchange.report, name) for exchange in interview.exchanges)
    return csv.line(csv.HEADER) + "".join(map(csv.line, rows))


def _write_sound(stage: Stage, path: Path, sound: Sound) -> None:
    with stage.open(path) as file:
        encode.write(sound, file)
