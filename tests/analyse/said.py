"""Answers for the tests of what was said, without sound and without a parse."""

from pathlib import Path
from typing import NamedTuple

from voicecoach.testing import spoken
from voicecoach.types import Answer, Label, Question, Transcript, Word

LABELS: dict[str, Label] = {
    "S": "situation",
    "T": "task",
    "A": "action",
    "R": "result",
    "O": "other",
}


class Case(NamedTuple):
    """One labelled answer: a label for every word."""

    name: str
    question: str
    words: list[str]
    labels: list[Label]
    story: str | None
    result: bool
    number: bool


def said(text, *, track=None, question=None, audience="manager", tokens=()):
    """Say a text at an even pace."""
    asked = None
    if track or question:
        asked = Question(question or "Go on.", track=track, audience=audience)
    return Answer(spoken(text), tuple(tokens), None, None, asked, audience)


def written(text, audience="manager"):
    """Write a text down without times."""
    words = tuple(Word(word, None, None) for word in text.split())
    transcript = Transcript(words, "given", None)
    return Answer(transcript, (), None, None, None, audience)


def cases(name) -> list[Case]:
    """Read labelled answers; the form is at the top of each file."""
    path = Path(__file__).parent / "data" / f"{name}.txt"
    found = []
    for block in path.read_text(encoding="utf-8").split("\n== ")[1:]:
        title, header, *lines = block.strip().splitlines()
        facts, question = header.split(" | ")
        story, result, number = facts.split()
        words, labels = [], []
        for line in lines:
            letter, text = line.split(": ", 1)
            words += text.split()
            labels += [LABELS[letter]] * len(text.split())
        kind = None if story == "-" else story
        case = Case(
            title, question, words, labels, kind, result == "yes", number == "yes"
        )
        found.append(case)
    return found
