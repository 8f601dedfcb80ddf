"""Labelled questions, and how often their track is told rightly."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scripts.measuring.tables import Measured, number, table
from voicecoach.kinds import track_of
from voicecoach.tracks import guess_track

TRAINING: Final = Path(__file__).parents[2] / "models/heads/kind/questions.txt"
APART: Final = Path(__file__).parent / "data" / "questions.txt"
"""Questions that no model was trained on."""

ABOUT: Final = """\
Interview questions as people would type or paste them, written by a hand that saw
neither the signs nor the questions the model was trained on. Right is the track where
there is one, and none where there is none or it could be either; a track that is not
known costs the rubric, a wrong one judges by the wrong rubric. Beside the trained model
stands the list of signs alone."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, its kind, and its track (None where it has none)."""

    kind: str
    track: str | None
    text: str


def read(path: Path) -> tuple[Asked, ...]:
    """Read labelled questions; the form is at the top of each file."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, track, text = line.split("\t", 2)
            found.append(Asked(kind, None if track == "-" else track, text))
    return tuple(found)


def measure() -> Measured:
    """Compare the tracks that are told with the writer's."""
    questions = read(APART)
    ours, wrong = _counted(questions, track_of)
    signs, wrong_signs = _counted(questions, guess_track)
    count = len(questions)
    missing, missing_signs = count - ours - wrong, count - signs - wrong_signs
    rows: list[list[object]] = [
        ["voicecoach", count, number(ours / count), wrong, missing],
        ["signs alone", count, number(signs / count), wrong_signs, missing_signs],
    ]
    head = ["who", "questions", "right", "wrong track", "track not told"]
    figures = {"asked.right": ours / count, "asked.wrong": wrong / count}
    return Measured("Kinds of question", f"{ABOUT}\n\n{table(head, rows)}", figures)


def _counted(
    questions: Sequence[Asked], tell: Callable[[str], str | None]
) -> tuple[int, int]:
    told = [(question.track, tell(question.text)) for question in questions]
    right = sum(true == found for true, found in told)
    return right, sum(found not in (None, true) for true, found in told)
