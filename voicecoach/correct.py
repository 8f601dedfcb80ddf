"""Correct the words of a transcript; the others keep their times."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from voicecoach.errors import UsageError
from voicecoach.spelling import filler_sound
from voicecoach.types import Transcript, Word


@dataclass(frozen=True, slots=True)
class Edit:
    """Put ``text`` in the place of the words ``first`` to ``last``, the last left out.

    An empty text takes them out; where ``first`` is ``last`` the text is put in.
    """

    first: int
    last: int
    text: str


def apply(transcript: Transcript, edits: Iterable[Edit]) -> Transcript:
    """Make corrections; indices are those of the transcript as it is given.

    The new words share the time of those whose place they take by their letters; where
    they take none, the gap between their neighbours. Their confidence is None.

    Raises
    ------
    UsageError
        An edit lies outside the words, or two of them overlap.

    Examples
    --------
    >>> from voicecoach.testing import spoken
    >>> said = apply(spoken("we led the teem home"), [Edit(3, 4, "whole team")])
    >>> said.text, said.words[3].start, said.words[5].start
    ('we led the whole team home', 1.2, 1.6)
    """
    words = transcript.words
    ordered = sorted(edits, key=lambda edit: (edit.first, edit.last))
    _check(ordered, len(words))
    new: list[Word] = []
    at = 0
    for edit in ordered:
        new += words[at : edit.first]
        new += _instead(words, edit)
        at = edit.last
    new += words[at:]
    return replace(transcript, words=tuple(new))


def edits(old: Transcript, text: str) -> tuple[Edit, ...]:
    """Find the corrections that make a transcript's words those of a text.

    Examples
    --------
    >>> from voicecoach.testing import spoken
    >>> edits(spoken("we led the teem"), "We led the team")
    (Edit(first=0, last=1, text='We'), Edit(first=3, last=4, text='team'))
    """
    before, after = [word.text for word in old.words], text.split()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return tuple(
        Edit(a, b, " ".join(after[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    )


def _check(ordered: Sequence[Edit], count: int) -> None:
    for edit in ordered:
        if not 0 <= edit.first <= edit.last <= count:
            raise UsageError(
                f"The words {edit.first} to {edit.last} are none of the {count}.",
                "Count from 0, and give the index behind the last word.",
            )
    for one, other in pairwise(ordered):
        if other.first < one.last:
            raise UsageError(
                f"Two corrections overlap at word {other.first}.", "Make one of them."
            )


def _instead(words: Sequence[Word], edit: Edit) -> list[Word]:
    tokens = edit.text.split()
    if not tokens:
        return []
    start, end = _span(words, edit)
    if start is None or end is None:
        times: list[tuple[float | None, float | None]] = [(None, None)] * len(tokens)
    else:
        times = list(_shared(tokens, start, end))
    return [
        Word(token, first, last, None, "filler" if filler_sound(token) else "word")
        for token, (first, last) in zip(tokens, times, strict=True)
    ]


def _span(words: Sequence[Word], edit: Edit) -> tuple[float | None, float | None]:
    """Give the time whose words are replaced, or the gap that is filled."""
    if edit.first < edit.last:
        return words[edit.first].start, words[edit.last - 1].end
    before = words[edit.first - 1].end if edit.first else None
    after = words[edit.last].start if edit.last < len(words) else None
    if before is None:
        before = after
    return before, before if after is None else after


def _shared(
    tokens: Sequence[str], start: float, end: float
) -> list[tuple[float | None, float | None]]:
    letters = sum(len(token) + 1 for token in tokens)
    edges = [start]
    for token in tokens:
        edges.append(edges[-1] + (end - start) * (len(token) + 1) / letters)
    rounded = [round(edge, 3) for edge in edges[:-1]] + [end]
    return list(pairwise(rounded))
