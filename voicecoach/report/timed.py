"""The tracks of a report on one axis of time, for the formats that are nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass

from voicecoach.errors import UsageError
from voicecoach.types import Report


@dataclass(frozen=True, slots=True)
class Interval:
    """A labelled stretch of time."""

    start: float
    end: float
    text: str


def refuse_untimed(report: Report, form: str) -> None:
    """Raise where there is no time to write down.

    Raises
    ------
    UsageError
        The words have no times, or there is neither a word nor a recording.
    """
    if not report.transcript.timed or length(report) <= 0:
        raise UsageError(
            f"{form} needs times, and this transcript has none.",
            "Give the recording or a transcript with times, or choose html, json, md "
            "or csv.",
        )


def length(report: Report) -> float:
    """Seconds that the tracks cover: the recording, or up to the last moment."""
    recorded = report.recording.duration if report.recording else 0.0
    ends = [item.end for items in tracks(report).values() for item in items]
    return max([recorded, *ends])


def tracks(report: Report) -> dict[str, list[Interval]]:
    """Give the words, fillers, pauses and STAR parts, each in order of time."""
    analysis = report.analysis
    return {
        "words": _timed((w.start, w.end, w.text) for w in report.transcript.words),
        "fillers": _timed((f.start, f.end, f.text) for f in analysis.fillers.counted),
        "pauses": _timed((p.start, p.end, p.place) for p in analysis.pauses or ()),
        "structure": _timed(
            (s.start, s.end, s.label) for s in analysis.structure.segments
        ),
    }


def _timed(items: Iterable[tuple[float | None, float | None, str]]) -> list[Interval]:
    found = [
        Interval(float(start), float(end), " ".join(text.split()))
        for start, end, text in items
        if start is not None and end is not None
    ]
    return sorted(found, key=lambda item: (item.start, item.end))
