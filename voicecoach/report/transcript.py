"""The answer as text with its marks: which words are fillers, hedges, repeats, jargon.

The page, the captions and the notebook draw from this; nothing here knows a format.
"""

import string
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Final

from voicecoach.types import Evidence, Filler, Label, Report, Segment, Word

MARKED_METRICS: Final = {
    "repeats": "repeat",
    "hedges": "hedge",
    "jargon_density": "jargon",
}
"""The metrics whose evidence is words, and the mark that those words get."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A remark on a stretch of words; ``kind`` is sound, marker, repeat, hedge, jargon.

    The times are those of the moment, None in a transcript without times.
    """

    kind: str
    start: float | None
    end: float | None
    note: str


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that wear the same marks."""

    words: tuple[Word, ...]
    marks: tuple[Mark, ...]
    unwritten: bool = False
    """Heard in the sound alone: the word stands in no transcript."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the answer with one STAR label; None where none was given."""

    label: Label | None
    start: float | None
    end: float | None
    runs: tuple[Run, ...]


def stretches(report: Report) -> tuple[Stretch, ...]:
    """Cut the answer into its STAR stretches, with the marks on their words."""
    words = report.transcript.words
    marks = _marks(report)
    unwritten = _unwritten(report)
    found = []
    for segment, first, last in _segments(report.analysis.structure.segments, words):
        end = len(words) + 1 if last == len(words) else last
        heard = [(at, filler) for at, filler in unwritten if first <= at < end]
        runs = tuple(_runs(words, marks, (first, last), heard))
        if runs:
            found.append(
                Stretch(
                    segment.label if segment else None,
                    words[first].start if first < last else None,
                    words[last - 1].end if first < last else None,
                    runs,
                )
            )
    return tuple(found)


def _segments(
    segments: Sequence[Segment], words: Sequence[Word]
) -> Iterator[tuple[Segment | None, int, int]]:
    """Yield each segment with the words [first, last) that it covers."""
    lengths = [len(segment.text.split()) for segment in segments]
    tokens = [len(word.text.split()) for word in words]
    without = [
        0 if word.kind == "filler" else n for word, n in zip(words, tokens, strict=True)
    ]
    if sum(lengths) != sum(tokens):
        tokens = without  # the segments may be told without the filler sounds
    first = 0
    for number, (segment, length) in enumerate(zip(segments, lengths, strict=True), 1):
        last, taken = first, 0
        while last < len(words) and (taken < length or tokens[last] == 0):
            taken += tokens[last]
            last += 1
        if number == len(segments):
            last = len(words)
        yield segment, first, last
        first = last
    if not segments:
        yield None, 0, len(words)


def counts(told: Sequence[Stretch]) -> Counter[str]:
    """Count the marks of each kind that the text wears."""
    # One mark may lie on several runs; it is one object on all of them.
    worn = {id(m): m for stretch in told for run in stretch.runs for m in run.marks}
    return Counter(mark.kind for mark in worn.values())


def _marks(report: Report) -> list[list[Mark]]:
    """List the marks of each word."""
    words = report.transcript.words
    found: list[list[Mark]] = [[] for _ in words]
    for mark, indices in chain(_filler_marks(report), _metric_marks(report)):
        for index in indices:
            if index < len(words):
                found[index].append(mark)
    return found


def _filler_marks(report: Report) -> Iterator[tuple[Mark, Iterable[int]]]:
    for filler in report.analysis.fillers.counted:
        if filler.word is not None:
            mark = Mark(filler.kind, filler.start, filler.end, filler.why)
            last = filler.word + max(1, len(filler.text.split()))
            yield mark, range(filler.word, last)


def _metric_marks(report: Report) -> Iterator[tuple[Mark, Iterable[int]]]:
    words = report.transcript.words
    for metric in report.analysis.metrics:
        kind = MARKED_METRICS.get(metric.name)
        for evidence in metric.evidence if kind else ():
            if evidence.start is not None:
                mark = Mark(kind or "", evidence.start, evidence.end, evidence.note)
                yield mark, _covered(evidence, words)
    if not report.transcript.timed:
        for term in report.analysis.jargon.terms:
            for uses in _said(term.text, words):
                yield Mark("jargon", None, None, term.why), uses


def _said(phrase: str, words: Sequence[Word]) -> Iterator[range]:
    """Find a phrase among words without times."""
    tokens = _bare(phrase)
    bare = [_bare(word.text) for word in words]
    for first in range(len(words) - len(tokens) + 1):
        found = range(first, first + len(tokens))
        if tokens and tokens == [token for i in found for token in bare[i]]:
            yield found


def _bare(text: str) -> list[str]:
    return [token.strip(string.punctuation).casefold() for token in text.split()]


def _covered(evidence: Evidence, words: Sequence[Word]) -> Iterator[int]:
    """Yield the words whose middle lies in a moment."""
    if evidence.start is None or evidence.end is None:
        return
    for index, word in enumerate(words):
        if word.start is None or word.end is None:
            continue
        if evidence.start <= (word.start + word.end) / 2 <= evidence.end:
            yield index


def _unwritten(report: Report) -> list[tuple[int, Filler]]:
    """List the fillers heard in the sound alone, and before which word each stands."""
    words = report.transcript.words
    found = []
    for filler in report.analysis.fillers.counted:
        if filler.word is None and filler.start is not None:
            middle = (filler.start + (filler.end or filler.start)) / 2
            after = (
                index
                for index, word in enumerate(words)
                if word.start is not None
                and word.end is not None
                and (word.start + word.end) / 2 > middle
            )
            found.append((next(after, len(words)), filler))
    return sorted(found, key=lambda pair: (pair[0], pair[1].start or 0.0))


def _runs(
    words: Sequence[Word],
    marks: Sequence[Sequence[Mark]],
    extent: tuple[int, int],
    heard: Sequence[tuple[int, Filler]],
) -> Iterator[Run]:
    """Group the words of a stretch by their marks, unwritten fillers in between."""
    first, last = extent
    cuts = sorted({first, last, *(at for at, _ in heard)})
    for begin, end in zip(cuts, [*cuts[1:], last], strict=True):
        yield from (_heard_run(filler) for at, filler in heard if at == begin)
        for _, indices in groupby(range(begin, end), lambda i: list(map(id, marks[i]))):
            inside = list(indices)
            yield Run(tuple(words[i] for i in inside), tuple(marks[inside[0]]))


def _heard_run(filler: Filler) -> Run:
    word = Word(filler.text, filler.start, filler.end, filler.confidence, "filler")
    mark = Mark(filler.kind, filler.start, filler.end, filler.why)
    return Run((word,), (mark,), unwritten=True)
