"""Filler sounds: how many of them are counted, and how many of those are there."""

from collections.abc import Sequence
from typing import Final

from scripts.measuring.arithmetic import (
    Tally,
    counted,
    grouped,
    interval,
    overlapping,
    total,
)
from scripts.measuring.corpora import NAMES, REAL, Clip
from scripts.measuring.listeners import OURS, Listeners, watched
from scripts.measuring.tables import Measured, number, table
from voicecoach.analyse.rates import per_minute

SETS: Final = ("wuw", "mfa", "samples")
"""Where there are fillers to find."""

ABOUT: Final = """\
um, uh, er, ah, hmm, mm. In clips of real people nobody labelled when a filler is
said, so counts are matched clip by clip: min(true, found) of them are right, which
makes precision and recall upper bounds. In the samples a filler must overlap the true
one in time. Clips without fillers are part of every row. Intervals: 95 %, over
callers."""

ABOUT_FALSE: Final = """\
Fillers counted in clips in which nobody said one. Intervals: 95 %, Poisson."""


def measure(listeners: Listeners, clips: Sequence[Clip]) -> Measured:
    """Measure precision, recall and false alarms, beside plain Whisper."""
    step = watched("fillers", len(clips) * len(listeners.names))
    tallies: dict[str, dict[str, list[tuple[str, Tally]]]] = {}
    for who in listeners.names:
        for clip in clips:
            tally = tallied(listeners, who, clip)
            own = tallies.setdefault(who, {}).setdefault(clip.set, [])
            own.append((clip.speaker, tally))
            step()
    figures: dict[str, float | None] = {}
    for name in SETS:
        ours = total(tally for _, tally in tallies[OURS].get(name, ()))
        figures[f"fillers.{name}.f1"] = ours.f1
        figures[f"fillers.{name}.precision"] = ours.precision
        figures[f"fillers.{name}.recall"] = ours.recall
    alarms, false = _alarms(listeners, clips)
    figures["fillers.false_per_minute"] = false
    body = f"{ABOUT}\n\n{_found(tallies)}\n\n{ABOUT_FALSE}\n\n{alarms}"
    return Measured("Filler sounds", body, figures)


def tallied(listeners: Listeners, who: str, clip: Clip) -> Tally:
    """Match the fillers one listener counts in one clip with the true ones."""
    if clip.filler_times is None:
        return counted(len(clip.fillers), listeners.hear(who, clip.path).count)
    found = listeners.hear(who, clip.path, timed=True).fillers
    return overlapping(clip.filler_times, found or ())


def _found(tallies: dict[str, dict[str, list[tuple[str, Tally]]]]) -> str:
    head = ["recordings", "who counts", "clips", "fillers", "counted"]
    rows = []
    for name in SETS:
        for who, sets in tallies.items():
            own = sets.get(name, [])
            if own:
                rows.append([NAMES[name], who, *_row(own)])
    return table([*head, "precision", "recall", "F1"], rows)


def _row(own: list[tuple[str, Tally]]) -> list[object]:
    groups = grouped(own)
    whole = total(tally for _, tally in own)
    precision = interval(groups, lambda drawn: total(drawn).precision)
    recall = interval(groups, lambda drawn: total(drawn).recall)
    f1 = interval(groups, lambda drawn: total(drawn).f1)
    return [
        len(own),
        whole.true,
        whole.found,
        number(whole.precision, ends=precision),
        number(whole.recall, ends=recall),
        number(whole.f1, ends=f1),
    ]


def _alarms(listeners: Listeners, clips: Sequence[Clip]) -> tuple[str, float | None]:
    """Write the table of false alarms, and give our own rate a minute."""
    clean = [clip for clip in clips if clip.set in REAL and not clip.fillers]
    sets = [name for name in REAL if any(clip.set == name for clip in clean)]
    rows: list[list[object]] = []
    ours = None
    for who in listeners.names:
        for name in ("all", *sets) if clean else ():
            own = [clip for clip in clean if name in ("all", clip.set)]
            count = sum(listeners.hear(who, clip.path).count for clip in own)
            seconds = sum(clip.seconds for clip in own)
            rate, ends = per_minute(count, seconds)
            if who == OURS and name == "all":
                ours = rate
            rows.append(
                [
                    NAMES.get(name, "all of them"),
                    who,
                    len(own),
                    f"{seconds / 60:.1f}",
                    count,
                    number(rate, ends=ends),
                ]
            )
    head = ["recordings without fillers", "who counts", "clips", "minutes", "counted"]
    return table([*head, "a minute"], rows), ours
