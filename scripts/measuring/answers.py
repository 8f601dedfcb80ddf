"""Labelled answers: a label for every word, and what kind of story each is."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from voicecoach.analyse.stretches import Stretch, stretches
from voicecoach.testing import spoken
from voicecoach.types import Answer, Label, Question, Story

TRAINING: Final = Path(__file__).parents[2] / "models" / "heads" / "star"
APART: Final = Path(__file__).parent / "data" / "answers.txt"
"""Answers that no model was trained on."""

_LABELS: Final[dict[str, Label]] = {
    "S": "situation",
    "T": "task",
    "A": "action",
    "R": "result",
    "O": "other",
}
_STORIES: Final[dict[str, Story | None]] = {
    "episode": "episode",
    "habit": "habit",
    "opinion": "opinion",
    "-": None,
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """One answer: its words with a label each, and what it is as a whole."""

    name: str
    question: str
    words: tuple[str, ...]
    labels: tuple[Label, ...]
    story: Story | None
    present: bool
    quantified: bool

    @property
    def answer(self) -> Answer:
        """What an analyser is given: the words at an even pace, without sound."""
        transcript = spoken(" ".join(self.words))
        question = Question(self.question)
        return Answer(transcript, (), None, None, question, "manager")

    def cut(self) -> tuple[tuple[Stretch, ...], tuple[Label, ...]]:
        """Cut it as voicecoach does; a stretch has the label of most of its words."""
        parts = stretches(self.answer.words)
        return parts, tuple(_most(self.labels[p.first : p.last]) for p in parts)


def read(path: Path) -> tuple[Labelled, ...]:
    """Read labelled answers; the form is at the top of each file."""
    text = path.read_text(encoding="utf-8")
    return tuple(_labelled(block) for block in text.split("\n== ")[1:])


def _labelled(block: str) -> Labelled:
    name, header, *lines = block.strip().splitlines()
    facts, question = header.split(" | ", 1)
    story, present, quantified = facts.split()
    words: list[str] = []
    labels: list[Label] = []
    for line in filter(None, map(str.strip, lines)):
        letter, text = line.split(": ", 1)
        said = text.split()
        words += said
        labels += [_LABELS[letter]] * len(said)
    return Labelled(
        name,
        question,
        tuple(words),
        tuple(labels),
        _STORIES[story],
        present == "yes",
        quantified == "yes",
    )


def _most(labels: tuple[Label, ...]) -> Label:
    return max(_LABELS.values(), key=labels.count)
