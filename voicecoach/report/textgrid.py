"""Write a report as a Praat TextGrid (long text form): words, fillers, pauses, STAR."""

from collections.abc import Iterator, Sequence
from typing import Final

from voicecoach.report.timed import Interval, length, refuse_untimed, tracks
from voicecoach.types import Report

DIGITS: Final = 6

SHORTEST: Final = 0.001
"""Seconds that an interval without length gets: Praat holds none of length 0."""


def render(report: Report) -> str:
    """Write four interval tiers that each tile the recording without overlap.

    Raises
    ------
    UsageError
        The words have no times.
    """
    refuse_untimed(report, "A TextGrid")
    end = round(length(report), DIGITS)
    tiers = tracks(report)
    lines = [
        'File type = "ooTextFile"',
        'Object class = "TextGrid"',
        "",
        "xmin = 0",
        f"xmax = {end}",
        "tiers? <exists>",
        f"size = {len(tiers)}",
        "item []:",
    ]
    for number, (name, items) in enumerate(tiers.items(), 1):
        lines += [f"    item [{number}]:", *_tier(name, tile(items, end), end)]
    return "\n".join(lines) + "\n"


def _tier(name: str, intervals: Sequence[Interval], end: float) -> Iterator[str]:
    yield '        class = "IntervalTier"'
    yield f"        name = {_quoted(name)}"
    yield "        xmin = 0"
    yield f"        xmax = {end}"
    yield f"        intervals: size = {len(intervals)}"
    for number, interval in enumerate(intervals, 1):
        yield f"        intervals [{number}]:"
        yield f"            xmin = {interval.start}"
        yield f"            xmax = {interval.end}"
        yield f"            text = {_quoted(interval.text)}"


def tile(items: Sequence[Interval], end: float) -> list[Interval]:
    """Cover 0 to ``end`` without gap or overlap, with empty text where nothing is.

    What overlaps starts where the one before ends. What finds no room before the end
    gives its text to the one before, so that no word is lost.
    """
    tiled: list[Interval] = []
    now = 0.0
    for item in items:
        start = round(max(item.start, now), DIGITS)
        last = round(min(max(item.end, start + SHORTEST), end), DIGITS)
        if last <= start:  # no room is left for it
            before = tiled.pop() if tiled else Interval(0.0, end, "")
            text = f"{before.text} {item.text}".strip()
            tiled.append(Interval(before.start, before.end, text))
            now = before.end
            continue
        if start > now:
            tiled.append(Interval(now, start, ""))
        tiled.append(Interval(start, last, item.text))
        now = last
    if now < end:
        tiled.append(Interval(now, end, ""))
    return tiled


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
