"""Whether an answer is told from one to another question."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scripts.measuring import answers
from scripts.measuring.tables import Measured, number, table
from voicecoach import language, sentences
from voicecoach.analyse import analyse
from voicecoach.testing import spoken
from voicecoach.types import Answer, Question

APART: Final = Path(__file__).parent / "data" / "addressed.txt"
"""Questions with their answers, that no threshold was chosen on."""

LIKE: Final = 0.5
"""Questions with a greater cosine ask for nearly the same: an answer to one may well
answer the other, so such pairs are left out."""

STEPS: Final = (1, 7, 13, 23)
"""Each answer is also held against the questions so many places further on."""

ABOUT: Final = """\
Answers held against their own question and against others; the questions and answers
were written apart from those the thresholds were found with, and nobody said them.
Pairs of questions that ask for nearly the same are left out. What is not told is asked:
it costs and wins nothing."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and an answer to it or to another."""

    question: str
    text: str


def read(path: Path = APART) -> tuple[Pair, ...]:
    """Read questions with their answers; the form is at the top of the file."""
    blocks = path.read_text(encoding="utf-8").split("\n\n")[1:]
    pairs = (block.strip().split("\n", 1) for block in blocks if block.strip())
    return tuple(Pair(question, " ".join(text.split())) for question, text in pairs)


def measure() -> Measured:
    """Count what is told of matched and of mismatched pairs."""
    story = tuple(
        Pair(a.question, " ".join(a.words)) for a in answers.read(answers.APART)
    )
    rows: list[list[object]] = []
    figures: dict[str, float | None] = {}
    told: dict[bool, list[bool | None]] = {True: [], False: []}
    for name, pairs in (("all kinds", read()), ("stories", story)):
        for own in (True, False):
            found = list(_told(pairs, own=own))
            told[own] += found
            rows.append([name, "its own" if own else "another", *_counts(found)])
    for own in (True, False):
        rows.append(["both", "its own" if own else "another", *_counts(told[own])])
    figures["addressed.wrong"] = told[True].count(False) / len(told[True])
    figures["addressed.caught"] = told[False].count(False) / len(told[False])
    figures["addressed.passed"] = told[False].count(True) / len(told[False])
    figures["addressed.right"] = told[True].count(True) / len(told[True])
    head = ["answers", "question", "pairs", "answers it", "does not", "not told"]
    body = f"{ABOUT}\n\n{table(head, rows)}"
    return Measured("Answers the question", body, figures)


def _counts(found: list[bool | None]) -> list[object]:
    shares = [found.count(what) / len(found) for what in (True, False, None)]
    return [len(found), *map(number, shares)]


def _told(pairs: tuple[Pair, ...], *, own: bool) -> Iterator[bool | None]:
    about = sentences.vectors([pair.question for pair in pairs])
    for i, pair in enumerate(pairs):
        transcript = spoken(pair.text)
        tokens = language.parse(transcript.words)
        others = [(i + step) % len(pairs) for step in STEPS]
        for j in [i] if own else others:
            if own or float(about[i] @ about[j]) < LIKE:
                question = Question(pairs[j].question)
                answer = Answer(transcript, tokens, None, None, question, "manager")
                yield next(item.met for item in analyse(answer).rubric)
