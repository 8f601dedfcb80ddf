"""Run a candidate's code against the tests of a challenge, start by start.

A test that hangs or ends the process costs itself, not those after it: the code is
started anew for the rest, as long as the time lasts.
"""

import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from voicecoach.cell import Fate, Job, Limits, Terms, Verdict, examine
from voicecoach.challenges.folder import Challenge
from voicecoach.source import read_source
from voicecoach.thresholds import CODE, CodeLimits

SHORTEST: Final = 1.0
"""Seconds that must be left for another start."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How code fared in the tests of a challenge.

    Attributes
    ----------
    verdicts : tuple of Verdict
        One a test, in the order of the tests; empty when the code did not load.
    problem : str or None
        Why the code could not be loaded or tested.
    output : str
        What the code printed, cut.
    still_open : tuple of str
        What this system did not let us shut off or limit.
    """

    challenge: str
    solution: str
    verdicts: tuple[Verdict, ...]
    problem: str | None
    output: str
    output_cut: bool
    still_open: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether every test passed."""
        return self.problem is None and all(test.passed for test in self.verdicts)


def run(challenge: Challenge, path: Path, code: CodeLimits = CODE) -> Outcome:
    """Run the tests of a challenge against a file.

    Raises
    ------
    InputError
        The file is not there, too large, or not Python.
    """
    job = Job(read_source(path), challenge.tests, challenge.entry)
    limits = Limits(
        code.processor, code.memory, code.file, code.folder, code.processes, code.files
    )
    last = time.monotonic() + code.total
    fates: list[Fate] = []
    verdicts: list[Verdict] = []
    while (left := last - time.monotonic()) > SHORTEST:
        job = replace(job, done=tuple(verdict.name for verdict in verdicts))
        terms = Terms(code.each, left, code.shown, code.output)
        fates.append(fate := examine(job, limits, terms))
        verdicts += fate.verdicts
        if not fate.verdicts or len(verdicts) == len(fate.tests or ()):
            break
    return _outcome(challenge, path, fates, verdicts)


def _outcome(
    challenge: Challenge, path: Path, fates: list[Fate], verdicts: list[Verdict]
) -> Outcome:
    names = next((fate.tests for fate in fates if fate.tests is not None), None)
    known = {verdict.name: verdict for verdict in verdicts}
    last = fates[-1].problem or "the time was over"
    missed = f"not run: {last}"
    return Outcome(
        challenge=challenge.id,
        solution=path.name,
        verdicts=tuple(
            known.get(name, Verdict(name, False, missed, None)) for name in names or ()
        ),
        problem=last if names is None else None,
        output=fates[0].output,
        output_cut=fates[0].output_cut,
        still_open=fates[0].still_open,
    )
