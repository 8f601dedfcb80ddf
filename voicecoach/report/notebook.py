"""Show a report in a notebook: a plain fragment of HTML without script or style.

Notebooks drop scripts, and pages that show them bring their own styles.
"""

from voicecoach.report.template import fill
from voicecoach.types import Report


def fragment(report: Report) -> str:
    """Write the score, the advice and the measurements as HTML; all text is escaped."""
    return fill("notebook.html", report=report)
