"""What this kind of question asks for, and where it was heard.

Most items are told by a trained model (``passages``); those about the story are read
from the structure, and that about terms from the jargon.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from voicecoach import sentences
from voicecoach.analyse import addressed
from voicecoach.analyse.passages import Passage, moment, odds, passages
from voicecoach.analyse.stretches import stretches
from voicecoach.question_file import BankQuestion
from voicecoach.rubrics import ANSWERS, ASKS, RUBRICS
from voicecoach.thresholds import RUBRIC
from voicecoach.types import (
    Answer,
    Evidence,
    Jargon,
    KeyPoint,
    Label,
    Question,
    RubricItem,
    Structure,
)

_SHOWN: Final = 5  # moments that an item points at, at most

_FIRST: Final = frozenset({"python.approach", "explain.definition"})
_LAST: Final = frozenset({"explain.summary", "team.relationship"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for and heard: the items of the rubric, and the key points."""

    rubric: tuple[RubricItem, ...]
    key_points: tuple[KeyPoint, ...]


def asked(answer: Answer, structure: Structure, jargon: Jargon) -> Asked:
    """Check an answer against its question: is it about it, item by item.

    Returns
    -------
    Asked
        Without a question, nothing. Where the kind of question is not known, the only
        item is whether the answer is about it. ``met`` is None where there are too few
        words to tell.
    """
    question = answer.question
    if question is None:
        return Asked((), ())
    parts = stretches(answer.words)
    if sum(part.size for part in parts) < RUBRIC.fewest_words:
        names = [ANSWERS, *(name for _, name in _items(question))]
        return Asked(tuple(RubricItem(name, None) for name in names), ())
    found = passages(parts)
    about = sentences.vectors([passage.text for passage in found])
    points = addressed.key_points(question, answer.words, found, about)
    first = addressed.addressed(question, answer.words, found, about, points)
    if structure.story == "episode":
        first = addressed.doubted(question, first)
    likely = odds([passage.text for passage in found], about)
    items = []
    for full, name in _items(question):
        if full in _JUDGED:
            met, evidence = _JUDGED[full](answer, structure, jargon)
        else:
            heard = _heard(full, found, likely[full])
            evidence = tuple(moment(answer.words, passage) for passage in heard)
            met = None if full in RUBRIC.asked else bool(evidence)
        ask = ASKS[full] if full in RUBRIC.asked else ""
        items.append(RubricItem(name, met, evidence[:_SHOWN], ask))
    return Asked((first, *items), points)


def _items(question: Question) -> tuple[tuple[str, str], ...]:
    """Give the key, with its track, and the name of each item of a question's track."""
    if question.track is None:
        return ()
    names = RUBRICS[question.track]
    chosen = question.rubric if isinstance(question, BankQuestion) else ()
    return tuple((f"{question.track}.{key}", names[key]) for key in chosen or names)


Judged: TypeAlias = tuple[bool | None, tuple[Evidence, ...]]


def _whole_story(_: Answer, structure: Structure, __: Jargon) -> Judged:
    met = not structure.missing and bool(structure.result_present)
    return met, _labelled(structure, "situation", "task", "action", "result")


def _action_largest(_: Answer, structure: Structure, __: Jargon) -> Judged:
    share = dict(structure.share)
    action = share.get("action", 0.0)
    # The result is not held against it: nobody tells too much of how it ended.
    setup = max(share.get("situation", 0.0), share.get("task", 0.0))
    met = action > 0 and action >= setup
    return met, _labelled(structure, "action")


def _number(_: Answer, structure: Structure, __: Jargon) -> Judged:
    return structure.result_quantified, _labelled(structure, "result")


def _episode(_: Answer, structure: Structure, __: Jargon) -> Judged:
    met = structure.story == "episode" and bool(structure.result_present)
    return met, _labelled(structure, "situation", "result")


def _terms(_: Answer, __: Structure, jargon: Jargon) -> Judged:
    # What speaks against it is shown: there is no moment of a word avoided.
    evidence = tuple(
        Evidence(term.start, term.start, f"{term.text}: {term.why}")
        for term in jargon.terms
        if not term.explained or not jargon.unexplained
    )
    return jargon.unexplained == 0, evidence


_JUDGED: Final[Mapping[str, Callable[[Answer, Structure, Jargon], Judged]]] = {
    "explain.terms": _terms,
    "impact.star": _whole_story,
    "impact.action": _action_largest,
    "impact.number": _number,
    "team.episode": _episode,
}


def _labelled(structure: Structure, *labels: Label) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(part.start, part.end, part.label)
        for part in structure.segments
        if part.label in labels
    )


def _heard(
    key: str, found: Sequence[Passage], likely: Iterable[float]
) -> tuple[Passage, ...]:
    """Give the passages in which an item is heard, none of them overlapping."""
    sure = [
        (float(value), passage)
        for value, passage in zip(likely, found, strict=True)
        if value >= RUBRIC.sure and _in_place(key, passage)
    ]
    kept: list[Passage] = []
    for _, passage in sorted(sure, key=lambda pair: -pair[0]):
        if all(passage.first >= k.last or k.first >= passage.last for k in kept):
            kept.append(passage)
    return tuple(sorted(kept, key=lambda passage: passage.first))


def _in_place(key: str, passage: Passage) -> bool:
    if key in _FIRST:
        return passage.before < RUBRIC.first_words
    if key in _LAST:
        return passage.after < RUBRIC.last_words
    return True
