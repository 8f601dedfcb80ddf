"""Where foreign code runs: processes of their own, walled off, limited and watched.

    voicecoach ── starts and watches ──┬── keeper ── the tests (judge)
                                       │                  │ plain values only (wire)
                                       └── keeper ── the candidate's code (serve)

The candidate's code never shares a process with the tests, and neither with us. What
can be shut off depends on the system; what could not be is told with every result.
"""

from voicecoach.cell.confine import Limits
from voicecoach.cell.watch import Fate, Job, Terms, Verdict, examine

__all__ = ["Fate", "Job", "Limits", "Terms", "Verdict", "examine"]
