"""A plan as a file: the ones that come with voicecoach, and the user's own."""

import difflib
import functools
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from voicecoach import questions, yaml_lines
from voicecoach.errors import UsageError
from voicecoach.fields import Entry
from voicecoach.plans.plan import Plan, Step
from voicecoach.question_file import (
    AUDIENCES,
    LEVELS,
    TRACKS,
    BankQuestion,
    mistaken,
)
from voicecoach.yaml_events import dump
from voicecoach.yaml_lines import Fields, Mistake

MOST_STEPS: Final = 20
"""Questions of one interview, at most: an hour of answers."""

_SUFFIXES: Final = (".yaml", ".yml")
_STEP: Final = "question: ..., or track: ... and level: ..."
_LISTED: Final = "See 'voicecoach questions list' for all of them."
_FORM: Final = "docs/questions.md shows the form."


@dataclass(frozen=True, slots=True)
class CheckedPlan:
    """What a file comes to: a plan, or None and every mistake in it."""

    plan: Plan | None
    mistakes: tuple[Mistake, ...]


@functools.cache
def built_in() -> Mapping[str, Plan]:
    """Give the plans that come with voicecoach, by the name to call them by."""
    folder = resources.files("voicecoach.plans")
    files = [file for file in folder.iterdir() if file.name.endswith(".yaml")]
    return {
        file.name.removesuffix(".yaml"): read_plan(file)
        for file in sorted(files, key=lambda file: file.name)
    }


def find(name: str) -> Plan:
    """Find a plan by its name, or read it from the file of that name.

    Raises
    ------
    UsageError
        There is no such plan; the remedy names those that are spelt like it.
    InputError
        The file cannot be read, or has mistakes.
    """
    if name in built_in():
        return built_in()[name]
    if is_file(name):
        return read_plan(Path(name))
    close = difflib.get_close_matches(name, built_in(), n=2, cutoff=0.4)
    raise UsageError(
        f"There is no plan {name!r}.",
        f"Did you mean {' or '.join(close)}?"
        if close
        else f"There are {', '.join(built_in())}; or name a file that ends in .yaml.",
    )


def is_file(name: str) -> bool:
    """Tell whether a name means a file: by its ending, its folder, or being there."""
    if name in built_in():
        return False
    try:
        there = Path(name).is_file()
    except (OSError, ValueError):  # too long, or a NUL in it
        there = False
    return there or name.endswith(_SUFFIXES) or "/" in name or "\\" in name


def read_plan(path: Path | Traversable) -> Plan:
    """Read a plan from a YAML file.

    Raises
    ------
    InputError
        The file cannot be read, or something in it is wrong; the problem names the
        line of the first mistake.
    """
    checked = check_plan(path)
    if checked.plan is None:
        raise mistaken(path, checked.mistakes)
    return checked.plan


def check_plan(path: Path | Traversable) -> CheckedPlan:
    """Check a file that has a plan in it.

    Raises
    ------
    InputError
        The file cannot be read at all.
    """
    parsed = yaml_lines.parse(yaml_lines.read(path))
    mistakes = list(parsed.mistakes)
    plan = None
    if isinstance(parsed.root, Fields):
        entry = Entry(parsed.root, "the plan", mistakes)
        if parsed.whole:
            plan = _plan(entry)
        elif entry.has("steps"):  # the rest may stand where the file is torn
            _steps(entry)
    elif parsed.whole:
        mistakes.append(Mistake(1, "no plan in it", f"Begin with 'name:'; {_FORM}"))
    mistakes.sort(key=lambda mistake: mistake.line)
    return CheckedPlan(None if mistakes else plan, tuple(mistakes))


def written(plan: Plan, notes: Mapping[int, str] | None = None) -> str:
    """Write a plan as a file; ``notes`` go before steps, by their number from 0."""
    lines = [dump({"name": plan.name, "text": plan.text, "audience": plan.audience})]
    lines.append("steps:\n")
    for number, step in enumerate(plan.steps):
        if notes and number in notes:
            lines.append(f"  # {notes[number]}\n")
        if step.question is not None:
            lines.append(f"  - question: {step.question}\n")
        else:
            lines.append(f"  - track: {step.track}\n    level: {step.level}\n")
    return "".join(lines)


def _plan(entry: Entry) -> Plan:
    """Read a plan; only one without a mistake is ever used."""
    entry.only(("name", "text", "audience", "steps"))
    return Plan(
        name=entry.text("name") or "",
        text=entry.text("text") or "",
        audience=entry.choice("audience", AUDIENCES) or "manager",
        steps=_steps(entry),
    )


def _steps(entry: Entry) -> tuple[Step, ...]:
    """Read the steps, and see that the bank has a question for each."""
    rows = list(entry.inner("steps", 1, MOST_STEPS, _STEP))
    steps = [_step(row) for row in rows]
    bank = {question.id or "": question for question in questions.bank()}
    named = {step.question for step in steps}
    above: set[str] = set()
    kinds = Counter(
        (question.track, question.level)
        for name, question in bank.items()
        if name not in named
    )
    for row, step in zip(rows, steps, strict=True):
        if step.question is not None:
            _see_the_question(row, step.question, bank, above)
            above.add(step.question)
        elif step.track and step.level:
            kinds[step.track, step.level] -= 1
            if kinds[step.track, step.level] < 0:
                problem = f"no question of {step.track}, {step.level} is left for it"
                row.wrong("track", problem, "Leave it out, or ask for another kind.")
    return tuple(steps)


def _step(row: Entry) -> Step:
    row.only(("question", "track", "level"))
    if not row.has("question"):
        return Step(None, row.choice("track", TRACKS), row.choice("level", LEVELS))
    if row.has("track") or row.has("level"):
        row.wrong("question", "a question beside a track or a level", f"Write {_STEP}.")
    return Step(row.text("question"))


def _see_the_question(
    row: Entry, name: str, bank: Mapping[str, BankQuestion], above: set[str]
) -> None:
    """Note a question that is not there, or that was asked further up."""
    if name not in bank:
        close = difflib.get_close_matches(name, bank, n=2, cutoff=0.5)
        remedy = f"Did you mean {' or '.join(close)}?" if close else _LISTED
        row.wrong("question", f"there is no question {name!r} in the bank", remedy)
    elif name in above:
        row.wrong("question", f"{name!r} is asked again", "Leave one of the two out.")
