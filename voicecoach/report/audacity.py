"""Write a report as an Audacity label track: start, end and label, tab-separated."""

from typing import Final

from voicecoach.report.timed import refuse_untimed, tracks
from voicecoach.types import Report

PREFIX: Final = {
    "words": "",
    "fillers": "filler: ",
    "pauses": "pause: ",
    "structure": "STAR: ",
}


def render(report: Report) -> str:
    """Write one label a line, in order of time.

    Raises
    ------
    UsageError
        The words have no times.
    """
    refuse_untimed(report, "An Audacity label track")
    labels = sorted(
        (item.start, item.end, PREFIX[track] + item.text)
        for track, items in tracks(report).items()
        for item in items
    )
    return "".join(f"{start:.6f}\t{end:.6f}\t{text}\n" for start, end, text in labels)
