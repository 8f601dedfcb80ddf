"""A plan for one job: the questions that fit what its text says, and why."""

import functools
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from voicecoach import questions, whole_file
from voicecoach.lexicon import zipf
from voicecoach.plans.file import written
from voicecoach.plans.job_text import seniority_of
from voicecoach.plans.plan import Plan, Step
from voicecoach.plans.words import TRACK, Spoken, Stems, spoken_of, stems
from voicecoach.question_file import LEVELS, BankQuestion, Level
from voicecoach.thresholds import JOB
from voicecoach.types import Audience, Track

SHOWN: Final = 4
"""Words of the job text that are given as the reason for a question, at most."""

ORDER: Final[tuple[Track, ...]] = ("impact", "python", "explain", "ambiguity", "team")
"""The tracks in the order of an interview: what you did, what you know, with whom."""

BALANCE: Final[tuple[Track, ...]] = ("impact", "team", "ambiguity", "explain", "python")
"""The tracks in the order in which they fill a plan: those of any job come first."""

Weights: TypeAlias = Mapping[Stems, float]
"""How much of a question is in each of its terms."""


@dataclass(frozen=True, slots=True)
class Reasoned:
    """A plan and why it is as it is.

    Attributes
    ----------
    because : tuple
        For each step the words of the job text that spoke for it; none where it is
        there for balance.
    level_because : tuple of str
        The words that tell the level; none where nothing does.
    """

    plan: Plan
    because: tuple[tuple[str, ...], ...]
    level: Level
    level_because: tuple[str, ...]

    @property
    def balanced(self) -> bool:
        """Whether the text has no hint, so that every kind is asked in turn."""
        return not any(self.because)


def save(path: Path, made: Reasoned) -> None:
    """Write a plan as a file of its own, with the reasons as notes.

    Raises
    ------
    OutputError
        It could not be written.
    """
    notes = {
        number: f"because of {', '.join(words)}" if words else "for balance"
        for number, words in enumerate(made.because)
    }
    remedy = "Choose a file that you may write with --out."
    whole_file.write(path, written(made.plan, notes), remedy)


@dataclass(frozen=True, slots=True)
class _Choice:
    """A step, its track, and the words of the job text that spoke for it."""

    step: Step
    track: Track
    because: tuple[str, ...]
    audience: Audience | None = None


def plan_for(text: str, name: str, count: int = 6) -> Reasoned:
    """Choose questions for a job by what its text says.

    The same text and bank give the same plan. Where the text speaks for no more
    questions, the rest is drawn from the tracks that have the fewest.

    Parameters
    ----------
    text : str
        As ``read_job`` gives it.
    name : str
        What the plan is called.
    count : int, 1 to 20
        How many questions.
    """
    seniority = seniority_of(text)
    spoken = spoken_of(text, _telling(questions.bank()))
    chosen = _spoken_for(spoken, seniority.level, count)
    fillers = [track for track in BALANCE if not chosen or _may_ask(track, spoken)]
    while len(chosen) < count:
        asked = Counter(choice.track for choice in chosen)
        track = min(fillers, key=lambda track: asked[track])
        chosen.append(_Choice(Step(None, track, seniority.level), track, ()))
    chosen.sort(key=lambda choice: ORDER.index(choice.track))
    listeners = Counter(choice.audience for choice in chosen if choice.audience)
    audience = listeners.most_common(1)[0][0] if listeners else "manager"
    steps = tuple(choice.step for choice in chosen)
    plan = Plan(name, "Made from the text of a job.", audience, steps)
    because = tuple(choice.because for choice in chosen)
    return Reasoned(plan, because, seniority.level, seniority.words)


def _spoken_for(
    spoken: Mapping[Stems, Spoken], level: Level, count: int
) -> list[_Choice]:
    """Choose the questions that the text speaks for, the best one first.

    Each choice makes the next of its track, and of the same terms, count for less.
    """
    weights = {q.id or "": _weights(q) for q in questions.bank()}
    evidence = _evidence(spoken, weights)
    bank = {
        question.id or "": question
        for question in questions.bank()
        if _may_ask(_track(question), spoken)
    }
    used: Counter[Stems] = Counter()
    chosen: list[_Choice] = []
    while len(chosen) < count and bank:
        asked = Counter(choice.track for choice in chosen)
        values = {
            name: sum(
                worth * JOB.again ** used[term]
                for term, worth in evidence[name].items()
            )
            * _nearness(question.level, level)
            / (1 + asked[_track(question)])
            for name, question in bank.items()
        }
        best = min(values, key=lambda name: (-values[name], name))
        if values[best] < JOB.least:
            break
        chosen.append(_choice(bank.pop(best), evidence[best], spoken, level))
        used.update(evidence[best].keys())
    return chosen


def _may_ask(track: Track, spoken: Mapping[Stems, Spoken]) -> bool:
    """Whether a track may be asked: code only of whom the text wants to program."""
    return track != "python" or _whole(track) in spoken


def _choice(
    question: BankQuestion,
    evidence: Weights,
    spoken: Mapping[Stems, Spoken],
    level: Level,
) -> _Choice:
    """Take a question, or any of its track where only the track is spoken of."""
    track = _track(question)
    strongest = sorted(evidence, key=lambda term: (-evidence[term], term))
    said = dict.fromkeys(word for term in strongest for word in spoken[term].words)
    because = tuple(said)[:SHOWN]
    if set(evidence) == {_whole(track)}:
        return _Choice(Step(None, track, level), track, because)
    return _Choice(Step(question.id), track, because, question.audience)


def _evidence(
    spoken: Mapping[Stems, Spoken], weights: Mapping[str, Weights]
) -> dict[str, Weights]:
    """Weigh, for each question, the terms that it shares with the text."""
    having = Counter(term for terms in weights.values() for term in terms)
    worth = {
        term: math.log(1 + len(weights) / max(having[term], JOB.fewest))
        * (1 + math.log(said.times))
        for term, said in spoken.items()
    }
    return {
        name: {term: terms[term] * worth[term] for term in worth if term in terms}
        for name, terms in weights.items()
    }


@functools.lru_cache(maxsize=1024)
def _weights(question: BankQuestion) -> Weights:
    """Weigh the terms of a question: its tags, its words, its track."""
    weights: dict[Stems, float] = {}
    for text, weight in (
        *((point, JOB.key_point) for point in question.key_points),
        (question.text, JOB.asked),
    ):
        weights |= {(word,): weight for word in stems(text)}
    weights |= {stems(tag): JOB.tag for tag in question.tags}
    return {**weights, _whole(_track(question)): JOB.track}


def _telling(bank: tuple[BankQuestion, ...]) -> set[Stems]:
    """Find the terms of the bank that tell something when a text has them as well."""
    words = {
        word.lower()
        for question in bank
        for text in (question.text, *question.key_points, *question.tags)
        for word in text.replace("-", " ").split()
    }
    common = {
        stem for word in words if zipf(word) >= JOB.common for stem in stems(word)
    }
    return {
        term
        for question in bank
        for term in _weights(question)
        if len(term) > 1 or (not term[0].startswith(TRACK) and term[0] not in common)
    }


def _nearness(one: Level, other: Level) -> float:
    levels = list(LEVELS)
    return (1.0, JOB.near, JOB.far)[abs(levels.index(one) - levels.index(other))]


def _whole(track: Track) -> Stems:
    return (TRACK + track,)


def _track(question: BankQuestion) -> Track:
    return question.track or "impact"  # never None in the bank
