"""How easy an answer is to listen to, pause unit by pause unit.

A pause unit is what is said between two silent pauses. Reading grades need sentences,
which in a transcript are the transcriber's; pauses are the speaker's own.
"""

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from voicecoach.analyse.rates import poisson_interval
from voicecoach.lexicon import syllables
from voicecoach.thresholds import LONG_UNIT
from voicecoach.types import Answer, Evidence, Metric, Word, plain_words


@dataclass(frozen=True, slots=True)
class PauseUnit:
    """The words between two pauses, fillers left out."""

    words: tuple[Word, ...]

    @property
    def extra_syllables(self) -> int:
        """Syllables above one per word: Fang's easy listening formula (1966)."""
        return sum(max(0, syllables(word.text) - 1) for word in self.words)

    def evidence(self, note: str) -> Evidence:
        """Point at the whole unit."""
        return Evidence(self.words[0].start, self.words[-1].end, note)


def pause_units(answer: Answer) -> tuple[PauseUnit, ...]:
    """Cut an answer at its silent pauses; none without pauses or times."""
    if answer.pauses is None or answer.spoken is None:
        return ()
    cuts = [(pause.start + pause.end) / 2 for pause in answer.pauses]
    units: list[list[Word]] = [[] for _ in range(len(cuts) + 1)]
    for _, word in plain_words(answer.transcript):
        if word.start is None or word.end is None:
            return ()
        units[bisect.bisect(cuts, (word.start + word.end) / 2)].append(word)
    return tuple(PauseUnit(tuple(words)) for words in units if words)


def words_per_pause_unit(answer: Answer) -> Metric:
    """Mean number of words between silent pauses; long units are its evidence.

    The interval takes the pauses for Poisson events among the words.
    """
    units = pause_units(answer)
    total = sum(len(unit.words) for unit in units)
    longest = max((len(unit.words) for unit in units), default=0)
    evidence = tuple(
        unit.evidence(f"{len(unit.words)} words without a pause")
        for unit in units
        if len(unit.words) >= min(longest, LONG_UNIT)
    )
    return _mean("words_per_pause_unit", "words", total, units, evidence)


def extra_syllables(answer: Answer) -> Metric:
    """Mean number of syllables above one per word, per pause unit.

    How heavy the words are between two breaths (Fang's easy listening formula, 1966,
    by pause units instead of sentences). The heaviest units are its evidence.
    """
    units = pause_units(answer)
    total = sum(unit.extra_syllables for unit in units)
    mean = total / len(units) if units else 0.0
    evidence = tuple(
        unit.evidence(
            f"{unit.extra_syllables} extra syllables in {len(unit.words)} words"
        )
        for unit in units
        if unit.extra_syllables >= max(1.0, mean)
    )
    return _mean("extra_syllables", "syllables", total, units, evidence)


def _mean(
    name: str,
    unit: str,
    total: int,
    units: Sequence[PauseUnit],
    evidence: tuple[Evidence, ...],
) -> Metric:
    if not units:
        return Metric(name, None, unit)
    low, high = poisson_interval(len(units))
    interval = (total / high, total / low)
    return Metric(name, total / len(units), unit, interval, evidence=evidence)
