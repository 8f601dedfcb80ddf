"""Put the filler sounds of a prompted pass among the words of a clean pass.

The clean pass has the words, from which Whisper deletes the fillers; the prompted pass
has the fillers, but may lose words. Every word of the clean pass stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from voicecoach.spelling import bare_word
from voicecoach.types import Word


def merge(clean: Sequence[Word], prompted: Sequence[Word]) -> tuple[Word, ...]:
    """Insert the fillers of the prompted pass that stand between agreed words.

    A filler is taken where the word before it or after it (or the end of the piece)
    is the same in both passes. The agreed words beside it take their times from the
    pass that left room for the filler.

    Examples
    --------
    >>> clean = [Word("I", 0.0, 0.6), Word("led", 0.6, 1.0)]
    >>> prompted = [
    ...     Word("I", 0.0, 0.2),
    ...     Word("um,", 0.3, 0.6, kind="filler"),
    ...     Word("led", 0.7, 1.0),
    ... ]
    >>> [(word.text, word.start) for word in merge(clean, prompted)]
    [('I', 0.0), ('um,', 0.3), ('led', 0.7)]
    """
    places = _places(clean, prompted)
    merged: list[Word] = []
    for i in range(len(clean) + 1):
        merged.extend(filler.word for filler in places if filler.before == i)
        if i < len(clean):
            twin = next((f.twins[i] for f in places if i in f.twins), None)
            word = clean[i]
            merged.append(
                word if twin is None else replace(word, start=twin.start, end=twin.end)
            )
    return _in_order(merged)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A filler, the index of the clean word it stands before, and the agreed words."""

    word: Word
    before: int
    twins: dict[int, Word]


def _places(clean: Sequence[Word], prompted: Sequence[Word]) -> list[_Placed]:
    agreed = _agreed(clean, prompted)
    already = {i for i, word in enumerate(clean) if word.kind == "filler"}
    found = []
    for j, word in enumerate(prompted):
        if word.kind != "filler" or agreed.get(j) in already:
            continue
        left, right = _neighbour(prompted, j, -1), _neighbour(prompted, j, 1)
        before = _place(agreed, left, right, len(clean))
        if before is None:
            continue
        twins = {
            agreed[k]: prompted[k]
            for k in (left, right)
            if k is not None and k in agreed
        }
        found.append(_Placed(word, before, twins))
    return found


def _agreed(clean: Sequence[Word], prompted: Sequence[Word]) -> dict[int, int]:
    """Pair the indices of the prompted words with those of the same clean words."""
    matcher = SequenceMatcher(
        None,
        [bare_word(word.text) for word in prompted],
        [bare_word(word.text) for word in clean],
        autojunk=False,
    )
    return {
        block.a + k: block.b + k
        for block in matcher.get_matching_blocks()
        for k in range(block.size)
    }


def _neighbour(words: Sequence[Word], j: int, step: int) -> int | None:
    """Find the next word that is no filler, in one direction."""
    j += step
    while 0 <= j < len(words):
        if words[j].kind == "word":
            return j
        j += step
    return None


def _place(
    agreed: dict[int, int], left: int | None, right: int | None, end: int
) -> int | None:
    """Index of the clean word to stand before, or None where the passes disagree."""
    if left is not None and left in agreed:
        return agreed[left] + 1
    if right is not None and right in agreed:
        return agreed[right]
    if left is None and right is None and end == 0:
        return 0
    return None


def _in_order(words: Sequence[Word]) -> tuple[Word, ...]:
    """Let no word start before the one in front of it, or end before it starts."""
    ordered: list[Word] = []
    for word in words:
        if ordered and word.start is not None and word.end is not None:
            earliest = ordered[-1].start or 0.0
            start = max(word.start, earliest)
            previous = ordered[-1]
            if previous.end is not None and previous.end > start:
                ordered[-1] = replace(previous, end=start)
            word = replace(word, start=start, end=max(word.end, start))
        ordered.append(word)
    return tuple(ordered)
