"""Find the filler sounds on which several passes agree, and where they stand.

The clean pass has the words, from which Whisper deletes the fillers. Prompted passes
have fillers, but each invents some and may lose words. So every word of the clean pass
stands, and the prompted passes vote on fillers between its words. What a second model
wrote in any of its passes confirms one of these once, and never brings one in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final

from voicecoach.spelling import bare_word, filler_sound

TOLERANCE: Final = 1
"""Words by which two passes may differ on where the same filler stands."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A filler sound that some pass wrote.

    ``before`` is the index of the clean word it stands in front of (as many as there
    are words: at the end), ``votes`` how many passes wrote it.
    """

    text: str
    before: int
    votes: int


@dataclass(frozen=True, slots=True)
class Merged:
    """The words of the clean pass and the candidates between them.

    ``votes`` has one number for each filler sound of the text, in order.
    """

    text: str
    votes: tuple[int, ...]


def merge(
    clean: str, prompted: Sequence[str], confirming: Sequence[str] = ()
) -> Merged:
    """Put the candidates of the prompted passes between the words of the clean pass.

    Examples
    --------
    >>> merge("I led it.", ["I, um, led it.", "I uh led it."])
    Merged(text='I um, led it.', votes=(2,))
    """
    words = [token for token in clean.split() if filler_sound(token) is None]
    places = candidates(
        clean.split(),
        [text.split() for text in prompted],
        [text.split() for text in confirming],
    )
    merged: list[str] = []
    for i in range(len(words) + 1):
        merged.extend(c.text for c in places if c.before == i)
        merged.extend(words[i : i + 1])
    return Merged(" ".join(merged), tuple(c.votes for c in places))


def candidates(
    clean: Sequence[str],
    prompted: Sequence[Sequence[str]],
    confirming: Sequence[Sequence[str]] = (),
) -> tuple[Candidate, ...]:
    """Count for each filler how many passes wrote it, in the order of the text."""
    words = [bare_word(token) for token in clean if filler_sound(token) is None]
    found: list[Candidate] = []
    for tokens in (clean, *prompted):
        taken: set[int] = set()
        for text, before in _placed(tokens, words):
            same = _nearest(found, before, taken)
            if same is None:
                taken.add(len(found))
                found.append(Candidate(text, before, 1))
            else:
                taken.add(same)
                found[same] = _with_vote(found[same])
    confirmed = {
        i for tokens in confirming for i in _written_again(found, tokens, words)
    }
    found = [_with_vote(c) if i in confirmed else c for i, c in enumerate(found)]
    return tuple(sorted(found, key=lambda candidate: candidate.before))


def _with_vote(candidate: Candidate) -> Candidate:
    return replace(candidate, votes=candidate.votes + 1)


def _written_again(
    found: Sequence[Candidate], tokens: Sequence[str], words: Sequence[str]
) -> set[int]:
    """Find the candidates that a further pass wrote as well."""
    taken: set[int] = set()
    for _, before in _placed(tokens, words):
        same = _nearest(found, before, taken)
        if same is not None:
            taken.add(same)
    return taken


def _nearest(found: Sequence[Candidate], before: int, taken: set[int]) -> int | None:
    """Find the candidate that is the same filler, written by an earlier pass."""
    near = [
        (abs(candidate.before - before), i)
        for i, candidate in enumerate(found)
        if i not in taken and abs(candidate.before - before) <= TOLERANCE
    ]
    return min(near)[1] if near else None


def _placed(tokens: Sequence[str], words: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield the fillers of a pass, each with the index of the clean word after it."""
    plain = [bare_word(token) for token in tokens if filler_sound(token) is None]
    agreed = _agreed(plain, words)
    seen = 0
    for token in tokens:
        if filler_sound(token) is None:
            seen += 1
            continue
        before = _place(agreed, seen, len(plain), len(words))
        if before is not None:
            yield token, before


def _agreed(plain: Sequence[str], words: Sequence[str]) -> dict[int, int]:
    """Pair the indices of a pass's words with those of the same clean words."""
    matcher = SequenceMatcher(None, plain, words, autojunk=False)
    return {
        block.a + k: block.b + k
        for block in matcher.get_matching_blocks()
        for k in range(block.size)
    }


def _place(agreed: dict[int, int], seen: int, plain: int, words: int) -> int | None:
    """Say where among the clean words a filler stands that follows so many words.

    By the nearest word that both passes have, on either side; None where they have
    none in common to go by.
    """
    for distance in range(max(seen, plain - seen) + 1):
        if seen - 1 - distance in agreed:
            return min(words, agreed[seen - 1 - distance] + 1 + distance)
        if seen + distance in agreed:
            return max(0, agreed[seen + distance] - distance)
    return 0 if not plain and not words else None
