"""The cue table of the story parts: what a stretch sounds like, read from data."""

import functools
import re
from dataclasses import dataclass
from importlib import resources
from typing import Final

from voicecoach.types import Label

LABELS: Final[tuple[Label, ...]] = ("situation", "task", "action", "result", "other")
"""The parts of a story in their order, and what belongs to none."""

_LETTERS: Final[dict[str, Label]] = {label[0].upper(): label for label in LABELS}
_ADVERB: Final = r"(?:\w+ly |also |then |just |really |first |all |both |even |only )*"
_WE: Final = rf"(?:i|we|my team|our team|the two of us|my \w+ and i) {_ADVERB}"


@dataclass(frozen=True, slots=True)
class Cue:
    """One line of the table: an expression that speaks for a label."""

    label: Label
    weight: float
    pattern: re.Pattern[str]


@functools.cache
def cues() -> tuple[Cue, ...]:
    """Read the cue table once."""
    macros = {"<WE>": _WE, "<DID>": did_form(), "<PAST>": past_form()}
    rows = []
    for line in data_lines("cues.txt"):
        letter, weight, expression = line.split(maxsplit=2)
        # <WE> brings its own space, because an adverb may follow it.
        expression = expression.strip().replace("<WE> ", "<WE>")
        for name, meaning in macros.items():
            expression = expression.replace(name, meaning)
        pattern = re.compile(rf"(?<![\w'])(?:{expression})(?![\w'])")
        rows.append(Cue(_LETTERS[letter], float(weight), pattern))
    return tuple(rows)


@functools.cache
def past_form() -> str:
    """Give an expression for any past form of a verb, states included."""
    return rf"(?:\w{{2,}}[^e\W]ed|{_alternatives('doing', 'past', 'being')})"


@functools.cache
def event_form() -> str:
    """Give an expression for a past form that tells of an event, not of a state."""
    states = _alternatives("being")
    events = _alternatives("doing", "past")
    return rf"(?!(?:{states})(?![\w']))(?:\w{{2,}}[^e\W]ed|{events})"


@functools.cache
def did_form() -> str:
    """Give an expression for a past form that tells of a deed."""
    return f"(?:{_alternatives('doing')})"


def _alternatives(*kinds: str) -> str:
    words = {
        word.replace("-", " ")
        for line in data_lines("verbs.txt")
        for kind, *forms in [line.split()]
        if kind in kinds
        for word in forms
    }
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


def data_lines(name: str) -> tuple[str, ...]:
    """Read the lines of a data file that are neither blank nor a comment."""
    path = resources.files("voicecoach.analyse") / "data" / name
    lines = map(str.strip, path.read_text(encoding="utf-8").splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))
