"""Labelled stretches of answers: each does what a rubric asks for, or does not."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from voicecoach.analyse.stretches import stretches
from voicecoach.testing import spoken

TRAINING: Final = Path(__file__).parents[2] / "models/heads/rubric/snippets.txt"
APART: Final = Path(__file__).parent / "data" / "rubric.txt"
"""Stretches that no model was trained on."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of an answer, and whether it does what the item asks for."""

    item: str
    met: bool
    said: str

    @property
    def text(self) -> str:
        """What the model reads: words that carry meaning, as analysers cut them."""
        return " ".join(part.text for part in stretches(spoken(self.said).words))


def read(path: Path) -> tuple[Snippet, ...]:
    """Read labelled stretches; the form is at the top of each file."""
    found = []
    item = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            item = line[3:].strip()
        elif item and line[:2] in ("+ ", "- "):
            found.append(Snippet(item, line[0] == "+", line[2:].strip()))
    return tuple(found)
