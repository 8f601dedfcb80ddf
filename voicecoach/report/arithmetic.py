"""How the score came about, as a person reads it: sums, and reasons in words."""

import re
from typing import Final

from voicecoach.report import labels
from voicecoach.types import Part, Report

NAMES: Final = {
    name: label.title[:1].lower() + label.title[1:]
    for name, label in labels.ALL_METRICS.items()
}
NAMED: Final = re.compile(rf"\b({'|'.join(map(re.escape, NAMES))})\b")


def total(report: Report) -> str | None:
    """Write out how the overall score came from its parts; None without a score."""
    overall = report.score.overall
    counted = [part for part in report.score.parts if part.points is not None]
    if overall is None or not counted:
        return None
    terms = " + ".join(f"{part.weight:g} × {part.points:.1f}" for part in counted)
    weights = sum(part.weight for part in counted)
    return f"({terms}) / {weights:g} = {overall:.1f}"


def reason(part: Part) -> str:
    """Say why a part got its points, with the metrics as they are called elsewhere.

    Examples
    --------
    >>> why = "speaking_rate 162.1 words/min gives 100 points."
    >>> reason(Part("pace", 100.0, (90.0, 100.0), 0.1, why, "a source"))
    'Speaking rate 162.1 words/min gives 100 points.'
    """
    said = NAMED.sub(lambda found: NAMES[found[1]], part.why)
    return said[:1].upper() + said[1:]
