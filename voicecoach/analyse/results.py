"""Tell whether an outcome is stated, and whether a number belongs to it."""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voicecoach.analyse.cues import event_form
from voicecoach.analyse.quantities import quantities
from voicecoach.analyse.stretches import Stretch
from voicecoach.types import Label

_WISH = re.compile(
    r"\b(?:would|will|'ll|i'll|hope|hopefully|should|might|want to|wants to|going to|"
    r"trying to|plan to|if (?:i|we|you|they)|expect(?:s|ed)? to|goal (?:is|was)|"
    r"supposed to|so that)\b"
)
_LESSON = re.compile(
    r"\b(?:i|we|what|that|it|really)(?: \w+)? (?:learned|learnt|took away|taught|"
    r"realized that it's|take away)\b|\b(?:lesson|takeaway)\b"
)
_OUTCOME = re.compile(
    r"\b(?:in the end|as a result|ended up|turned out (?:great|well|fine|to be)|"
    r"worked out|paid off|"
    r"led to|resulted in|we won|i won|sold out|made it through|able to|got an? [abc]|"
    r"on time|under budget|still (?:use|uses|using|used|friends)|no complaints|"
    r"never happened again|happy with|impressed|thanked|promoted|back on track|"
    r"(?:went|came|dropped|fell|rose|grew|cut|was|is|were|are) (?:\w+ ){0,3}"
    r"(?:up|down|from|by) (?:\w+ ){0,4}(?:to|percent|per cent|half|\d[\d.,]*%?)|"
    r"increased|decreased|improved|reduced|saved|doubled|tripled|halved)\b"
)
_STILL = re.compile(
    r"\b(?:now|today|still|since then|this year|from then on|nowadays)\b"
)
_STATE = re.compile(r"\b(?:was|were|had|got|did|is|are|works|takes|uses)\b")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that belongs to the result; ``part`` is the index of its stretch."""

    text: str
    part: int


@functools.cache
def _event() -> re.Pattern[str]:
    return re.compile(rf"\b{event_form()}\b")


def outcome_stated(parts: Sequence[Stretch], labels: Sequence[Label]) -> bool:
    """Whether a concrete outcome of the episode is said, good or bad.

    A wish, a plan or a lesson alone is none.
    """
    return any(True for _ in outcomes(parts, labels))


def outcomes(parts: Sequence[Stretch], labels: Sequence[Label]) -> Iterator[int]:
    """Give the indices of the stretches that state an outcome."""
    for at, (part, name) in enumerate(zip(parts, labels, strict=True)):
        if _WISH.search(part.text) or _LESSON.search(part.text):
            continue
        told = _event().search(part.text) or _STATE.search(part.text)
        late = at > len(parts) / 2
        if name == "result" and (told or _STILL.search(part.text)):
            yield at
        if name == "action" and late and _OUTCOME.search(part.text):
            yield at


def result_quantities(
    parts: Sequence[Stretch], labels: Sequence[Label]
) -> tuple[Quantity, ...]:
    """Find the numbers that belong to the result.

    Percentages, money, ratios, changes, times and counts in a stretch that states an
    outcome; not ages, dates, versions or the size of the team.
    """
    found = []
    for at in outcomes(parts, labels):
        if labels[at] != "result":
            continue  # what was done may hold numbers too, but they are not its effect
        for text in quantities(parts[at].text):
            found.append(Quantity(text, at))
    return tuple(found)
