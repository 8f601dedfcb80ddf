"""Write a report as WebVTT captions: the words by phrase, the fillers marked."""

import html
from collections.abc import Iterator
from typing import Final

from voicecoach.report.timed import refuse_untimed
from voicecoach.report.transcript import Run, stretches
from voicecoach.types import Report, Word

LONGEST: Final = 6.0
"""Seconds after which a caption is cut at the next word ..."""

MOST_WORDS: Final = 14
"""... and words after which it is: what two lines hold."""

GAP: Final = 0.5
"""Seconds of silence that end a caption."""

SHORTEST: Final = 0.001
"""Seconds of the shortest cue that the format has."""


def render(report: Report) -> str:
    """Write the captions; fillers are in the class ``filler``.

    Raises
    ------
    UsageError
        The words have no times.
    """
    refuse_untimed(report, "WebVTT")
    cues = ["WEBVTT\n"]
    last = 0.0
    for phrase in _phrases(report):
        start = max(last, _start(phrase[0]))
        last = max(start + SHORTEST, *(word.end or 0.0 for word, _ in phrase))
        text = " ".join(_caption(word, filler) for word, filler in phrase)
        cues.append(f"{_time(start)} --> {_time(last)}\n{text}\n")
    return "\n".join(cues)


def _phrases(report: Report) -> Iterator[list[tuple[Word, bool]]]:
    """Cut the answer into phrases: at silences, ends of sentences, and full lines."""
    phrase: list[tuple[Word, bool]] = []
    for run in (run for stretch in stretches(report) for run in stretch.runs):
        for word in run.words:
            if phrase and _ends(phrase, _start((word, False))):
                yield phrase
                phrase = []
            phrase.append((word, _is_filler(run)))
    if phrase:
        yield phrase


def _ends(phrase: list[tuple[Word, bool]], start: float) -> bool:
    end = phrase[-1][0].end or 0.0
    return (
        start - end >= GAP
        or end - _start(phrase[0]) >= LONGEST
        or len(phrase) >= MOST_WORDS
        or phrase[-1][0].text.endswith((".", "?", "!"))
    )


def _start(word: tuple[Word, bool]) -> float:
    return word[0].start or 0.0


def _is_filler(run: Run) -> bool:
    return any(mark.kind in ("sound", "marker") for mark in run.marks)


def _caption(word: Word, filler: bool) -> str:
    text = html.escape(" ".join(word.text.split()), quote=False)
    return f"<c.filler>{text}</c>" if filler else text


def _time(seconds: float) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{rest // 1000:02d}.{rest % 1000:03d}"
