"""What this kind of question asks for, and where it was heard.

Most items are looked for by the way they sound (data/rubric.txt); those about the
story are read from the structure, and that about terms from the jargon.
"""

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from voicecoach.analyse.cues import data_lines
from voicecoach.analyse.stretches import Stretch, stretches
from voicecoach.questions import RUBRICS, BankQuestion
from voicecoach.thresholds import RUBRIC
from voicecoach.types import (
    Answer,
    Evidence,
    Jargon,
    Label,
    RubricItem,
    Structure,
    Word,
)

_SHOWN: Final = 5  # moments that an item points at, at most


def rubric(
    answer: Answer, structure: Structure, jargon: Jargon
) -> tuple[RubricItem, ...]:
    """Check the rubric of the question's track, item by item.

    Returns
    -------
    tuple of RubricItem
        Empty when the kind of question is not known. ``met`` is None where there are
        too few words to tell.
    """
    question = answer.question
    if question is None or question.track is None:
        return ()
    chosen = question.rubric if isinstance(question, BankQuestion) else ()
    names = RUBRICS[question.track]
    keys = chosen or tuple(names)
    parts = stretches(answer.words)
    if sum(part.size for part in parts) < RUBRIC.fewest_words:
        return tuple(RubricItem(names[key], None) for key in keys)
    items = []
    for key in keys:
        full = f"{question.track}.{key}"
        if full in _JUDGED:
            met, evidence = _JUDGED[full](answer, structure, jargon)
        else:
            evidence = _heard(full, answer.words, parts)
            needed = RUBRIC.own_moments if full == "impact.own_part" else 1
            met = len(evidence) >= needed
        items.append(RubricItem(names[key], met, evidence[:_SHOWN]))
    return tuple(items)


Judged: TypeAlias = tuple[bool | None, tuple[Evidence, ...]]


def _whole_story(_: Answer, structure: Structure, __: Jargon) -> Judged:
    met = not structure.missing and bool(structure.result_present)
    return met, _labelled(structure, "situation", "task", "action", "result")


def _action_largest(_: Answer, structure: Structure, __: Jargon) -> Judged:
    share = {name: part for name, part in structure.share if name != "other"}
    action = share.get("action", 0.0)
    met = action > 0 and action >= max(share.values())
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
    key: str, words: Sequence[Word], parts: Sequence[Stretch]
) -> tuple[Evidence, ...]:
    """Give the stretches in which an item is heard."""
    total = sum(part.size for part in parts)
    found = []
    done = 0
    for part in parts:
        before, done = done, done + part.size
        for where, pattern in _sounds()[key]:
            if where == "first" and before >= RUBRIC.first_words:
                continue
            if where == "last" and done < total - RUBRIC.last_words:
                continue
            match = pattern.search(part.text)
            if match is not None:
                start, end = words[part.first].start, words[part.last - 1].end
                found.append(Evidence(start, end, match.group().strip()))
                break
    return tuple(found)


@functools.cache
def _sounds() -> Mapping[str, Sequence[tuple[str, re.Pattern[str]]]]:
    """Read how the items sound."""
    found: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for line in data_lines("rubric.txt"):
        key, where, expression = line.split(maxsplit=2)
        pattern = re.compile(rf"(?<![\w'])(?:{expression.strip()})(?![\w'])")
        found.setdefault(key, []).append((where, pattern))
    return found
