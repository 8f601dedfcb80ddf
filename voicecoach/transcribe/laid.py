"""Give the words of a text without times the times at which they were said.

The recording is decoded once to know which words fall into which piece of it; the given
words are laid beside those (the longest common runs, as ``difflib`` finds them), and
each piece's share of them is aligned with its sound. The words stay as they were given.
"""

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

from voicecoach.spelling import bare_word
from voicecoach.transcribe.engine import Engine
from voicecoach.transcribe.pieces import Piece, cut
from voicecoach.types import Acoustics, Sound, Transcript, Word

LAG: Final = 0.04
"""Seconds by which Whisper's attention runs ahead of the sound: boundaries were early
by this median on speech with known word times."""


def lay(
    sound: Sound, acoustics: Acoustics, engine: Engine, transcript: Transcript
) -> Transcript:
    """Find the times of given words in the sound.

    Returns
    -------
    Transcript
        The same words with times in order; as it was given where there is no speech or
        no word.
    """
    pieces = cut(acoustics, sound.duration)
    if not pieces or not transcript.words:
        return transcript
    heard = [
        text
        for batch in engine.encode(piece.samples(sound) for piece in pieces)
        for text in batch.write("en")
    ]
    tokens = [word.text for word in transcript.words]
    ends = shares(tokens, [text.split() for text in heard])
    starts = [0, *ends[:-1]]
    parts = [tokens[a:b] for a, b in zip(starts, ends, strict=True)]
    timed: list[tuple[float, float]] = []
    at = 0
    for batch in engine.encode(piece.samples(sound) for piece in pieces):
        count = len(batch.languages())
        texts = [" ".join(part) for part in parts[at : at + count]]
        for offset, words in enumerate(batch.align(texts, "en")):
            piece, part = pieces[at + offset], parts[at + offset]
            timed.extend(_placed(piece, part, words))
        at += count
    times = _in_order(timed)
    words = tuple(
        replace(word, start=start, end=end)
        for word, (start, end) in zip(transcript.words, times, strict=True)
    )
    return replace(transcript, words=words)


def shares(tokens: Sequence[str], pieces: Sequence[Sequence[str]]) -> list[int]:
    """Part tokens among pieces by the words that were heard in each.

    Returns
    -------
    list of int
        For each piece the index behind its last token, never falling.

    Examples
    --------
    >>> shares("we led the big team".split(), [["we", "let"], ["the", "team"]])
    [2, 5]
    """
    heard = [bare_word(word) for piece in pieces for word in piece]
    given = [bare_word(token) for token in tokens]
    matcher = SequenceMatcher(None, heard, given, autojunk=False)
    # Where each heard word lies in the given text; between matches, in proportion.
    known = [(-1, -1)]
    for block in matcher.get_matching_blocks():
        known += [(block.a + i, block.b + i) for i in range(block.size)]
    known.append((len(heard), len(given)))
    ends, behind = [], 0
    for piece in pieces:
        behind += len(piece)
        ends.append(_given_index(behind, known))
    ends[-1] = len(tokens)
    return ends


def _given_index(at: int, known: Sequence[tuple[int, int]]) -> int:
    """Say before which given token the heard word ``at`` stands."""
    (a, b), (c, d) = next(
        (left, right)
        for left, right in pairwise(known)
        if left[0] < at <= right[0] or right is known[-1]
    )
    if at == c:
        return d
    return b + 1 + round((d - b - 1) * (at - a - 1) / max(1, c - a - 1))


def _placed(
    piece: Piece, tokens: Sequence[str], words: Sequence[Word]
) -> list[tuple[float, float]]:
    """Map the times of a piece's words to the recording; shared out if not all came."""
    if len(words) == len(tokens):
        spans = [((w.start or 0.0) + LAG, (w.end or 0.0) + LAG) for w in words]
    else:
        spans = share_out(tokens, 0.0, piece.duration)
    return [(piece.at(start), piece.at(end)) for start, end in spans]


def share_out(
    tokens: Sequence[str], start: float, end: float
) -> list[tuple[float, float]]:
    """Share a stretch of time among tokens by their letters.

    Examples
    --------
    >>> share_out(["a", "bcd"], 0.0, 6.0)
    [(0.0, 2.0), (2.0, 6.0)]
    """
    letters = sum(len(token) + 1 for token in tokens)
    spans, now = [], start
    for token in tokens:
        then = now + (end - start) * (len(token) + 1) / letters
        spans.append((now, then))
        now = then
    return spans


def _in_order(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Let no word start before the one in front of it has ended."""
    found, clock = [], 0.0
    for start, end in spans:
        begins = round(max(start, clock), 3)
        ends = round(max(end, begins), 3)
        found.append((begins, ends))
        clock = ends
    return found
