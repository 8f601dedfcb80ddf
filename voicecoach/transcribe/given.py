"""A transcript that the user brings: words from a file instead of a recogniser."""

import html
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from voicecoach.errors import InputError
from voicecoach.spelling import filler_sound, half_character
from voicecoach.types import Transcript, Word
from voicecoach.written_language import language_of

LARGEST: Final = 50_000_000
"""Bytes of the largest transcript that is read: hundreds of hours of talk."""

LATEST: Final = 1e6
"""Seconds that no time lies behind: eleven days."""

FORMS: Final = (".txt", ".json", ".srt", ".vtt")

Timed = tuple[str, float | None, float | None]


def given(path: Path) -> Transcript:
    """Read a transcript: .txt, .json ({"words": [{text, start, end}]}), .srt, .vtt.

    Words of a .txt have no times; those of a subtitle share its time by their length.

    Raises
    ------
    InputError
        Not there, not readable, of another form, or not what its suffix says.
    """
    form = path.suffix.lower()
    if form not in FORMS:
        raise InputError(
            f"{path} is no transcript that can be read.",
            f"Name a file that ends in {', '.join(FORMS)}.",
        )
    text = _text(path)
    if form == ".txt":
        found: list[Timed] = [(token, None, None) for token in text.split()]
    elif form == ".json":
        found = list(_from_json(path, text))
    else:
        found = list(_from_subtitles(path, text, form.removeprefix(".")))
    _check_order(path, found)
    written = " ".join(token for token, _, _ in found)
    return Transcript(
        words=tuple(
            Word(token, start, end, kind="filler" if filler_sound(token) else "word")
            for token, start, end in found
        ),
        engine="given",
        model=None,
        language=language_of(written).code,
    )


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(
                f"{path} is too large for a transcript.", "Check that it is one."
            )
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise InputError(f"{path} is not there.", "Check the name.") from error
    except OSError as error:
        raise InputError(
            f"{path} cannot be read ({error.strerror}).", "Check its permissions."
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 text.", "Save it as UTF-8.") from error


def _wrong(path: Path, what: str) -> InputError:
    remedy = "Save it anew with the program that made it."
    if path.suffix.lower() == ".json":
        remedy = 'Write {"words": [{"text": "Hello", "start": 0.1, "end": 0.4}, ...]}.'
    return InputError(f"{path} is not a transcript: {what}.", remedy)


def _from_json(path: Path, text: str) -> Iterator[Timed]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:  # a number of 5000 digits is one too
        raise _wrong(path, "it is not JSON") from error
    words = document.get("words") if isinstance(document, dict) else None
    if not isinstance(words, list):
        raise _wrong(path, "it has no list of words")
    for number, word in enumerate(words, 1):
        if not isinstance(word, dict) or not isinstance(word.get("text"), str):
            raise _wrong(path, f"word {number} has no text")
        if not word["text"].strip():
            raise _wrong(path, f"word {number} is empty")
        if half_character(word["text"]):
            raise _wrong(path, f"word {number} holds half a character")
        start = _seconds(path, number, word.get("start"))
        end = _seconds(path, number, word.get("end"))
        if (start is None) != (end is None):
            raise _wrong(path, f"word {number} has only one of start and end")
        yield word["text"].strip(), start, end


def _seconds(path: Path, number: int, value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong(path, f"a time of word {number} is not a number")
    if not 0 <= value <= LATEST:
        raise _wrong(path, f"a time of word {number} is not a time")
    return float(value)


def _from_subtitles(path: Path, text: str, form: str) -> Iterator[Timed]:
    import webvtt

    try:
        cues = webvtt.from_buffer(io.StringIO(text), format=form).captions
    except webvtt.errors.MalformedFileError as error:
        raise _no_subtitles(path) from error
    if "-->" in text and not cues:
        raise _no_subtitles(path)
    times = [(_clock(cue.start), _clock(cue.end)) for cue in cues]
    for i, cue in enumerate(cues):
        start, end = times[i]
        # Captions that roll overlap: a cue ends where the next one starts.
        if i + 1 < len(cues):
            end = min(end, max(start, times[i + 1][0]))
        # SubRip players know position marks in braces; they are not words.
        plain = html.unescape(re.sub(r"\{\\[^}]*\}", "", cue.text))
        yield from _shared(plain.split(), start, end)


def _no_subtitles(path: Path) -> InputError:
    return InputError(
        f"{path} holds no subtitles that can be read.",
        f"Save it as {path.suffix} again.",
    )


def _clock(stamp: str) -> float:
    """Convert hours:minutes:seconds to seconds."""
    hours, minutes, seconds = stamp.split(":")
    return 3600 * int(hours) + 60 * int(minutes) + float(seconds)


def _shared(tokens: list[str], start: float, end: float) -> Iterator[Timed]:
    """Share a subtitle's time among its words by their letters."""
    letters = sum(len(token) + 1 for token in tokens)
    for token in tokens:
        length = (end - start) * (len(token) + 1) / letters
        yield token, round(start, 3), round(start + length, 3)
        start += length
        letters -= len(token) + 1


def _check_order(path: Path, found: list[Timed]) -> None:
    timed = [start is not None for _, start, _ in found]
    if any(timed) and not all(timed):
        raise _wrong(path, "some words have times and others have none")
    clock = 0.0
    for number, (_, start, end) in enumerate(found, 1):
        if start is None or end is None:
            continue
        if end < start or start < clock:
            raise _wrong(path, f"word {number} is out of order")
        clock = start
