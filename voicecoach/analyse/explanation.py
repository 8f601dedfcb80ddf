"""Whether a term was explained where it was used: a trained judge of its context.

It weighs what stands around the term: how people explain in speech (a definition, a
comparison, a name given to what was described, an acronym spelled out), how they go on
when they do not ("which is really important", the next term, what they did next), and
what the words on either side are about (``tagging.about``). What it was trained on:
models/heads/jargon/CARD.md.
"""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from voicecoach.analyse.explained import explained
from voicecoach.analyse.tagging import NAME, Span
from voicecoach.lexicon import zipf
from voicecoach.types import Word
from voicecoach.weights import head

SPELLED_OUT: Final = "spelled out"
HOWS: Final = (
    SPELLED_OUT,
    "defined",
    "named after it was described",
    "compared or described",
)
NEAR: Final = 14
"""Words on either side in which cues are looked for."""

_AFTER: Final = (
    r"^(?:which|that|this|it) (?:is|was|means|says|stands|keeps|lets|gives|looks|models"
    r"|tells|it's)",
    r"^(?:it's|that's|that is|which is|which are|is|are|means|meaning)\b",
    r"^(?:so|basically|essentially|like|as in|i mean|you know)\b",
    r"\b(?:basically|in other words|that is|i mean|meaning|stands for|short for"
    r"|means)\b",
    r"\b(?:like|imagine|think of|picture|as if|same idea|kind of)\b",
    r"\byou\b",
    r"^(?:a|an|the|one|where|when|how|what|who|whether|just)\b",
    r"^(?:and|but|with|in|on|for|to|at|from|then|was|were|had|did|because|which was"
    r"|plus|or)\b",
    r"\b(?:really|very|super|important|great|honestly|standard|huge|whole thing"
    r"|nightmare)\b",
)
_BEFORE: Final = (
    r"\b(?:call|called|calls|named|known as|name|term)(?: it| that| this| is| as)*"
    r"(?: an?| the)?$",
    r"\b(?:that's|that is|this is|it's|its|so called|is)(?: what| where| called| an?"
    r"| the| my)*$",
    r"\b(?:used|use|tried|added|add|ran|did|put|moved|wrote|had|with|and|plus|using)"
    r"(?: an?| the| some| our| in)?$",
    r"\byou\b",
    r"\b(?:like|imagine|think of|picture|in other words|basically)\b",
)
_I: Final = frozenset(("i", "we", "my", "our", "me", "us"))
_AFTERS: Final = tuple(map(re.compile, _AFTER))
_BEFORES: Final = tuple(map(re.compile, _BEFORE))
_WINDOWS: Final = ((0, 3), (3, 8), (8, 16))
"""Words after the term, and likewise before it, whose vectors are averaged."""

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """The trained numbers: log odds = features @ ``judge`` + ``judge_bias``."""

    judge: Array
    judge_bias: Array


def how(parts: Sequence[str], span: Span) -> str | None:
    """Name the pattern by which a use is explained, or None where there is none."""
    said = parts[span.first : span.last]
    joined = "".join(said)
    letters = joined if len(said) == 1 or all(len(part) == 1 for part in said) else None
    words = [Word(part, None, None) for part in parts]
    return explained(words, span.first, span.last, acronym=letters)


def odds(
    model: Judge, parts: Sequence[str], about: Array, terms: Sequence[Span]
) -> Array:
    """Give the log odds that each use of a term is explained."""
    if not terms:
        return np.zeros(0, np.float32)
    rows = np.stack([features(parts, about, terms, span) for span in terms])
    return np.asarray(rows @ model.judge + model.judge_bias, np.float32)


def features(
    parts: Sequence[str], about: Array, terms: Sequence[Span], span: Span
) -> Array:
    """Describe one use among the uses of all terms."""
    count = len(parts)
    until = min((t.first for t in terms if t.first >= span.last), default=count)
    since = max((t.last for t in terms if t.last <= span.first), default=0)
    after = parts[span.last : min(until, span.last + NEAR)]
    before = parts[max(0, span.first - NEAR) : span.first]
    found = how(parts, span)
    common = [zipf(part) for part in after]
    itself = _mean(about, span.first, span.last)
    return np.array(
        [
            *_cued(_AFTERS, after),
            *_cued(_BEFORES, before),
            *(found == each for each in HOWS),
            min(until - span.last, 20) / 10,
            min(span.first - since, 20) / 10,
            until - span.last <= 2,
            until - span.last <= 5,
            np.mean(common) - 5.5 if common else 0,
            min(common, default=4.0) / 4 - 1,
            sum(part in _I for part in after) / 3,
            sum(part.endswith("ed") for part in after) / 3,
            span.first / count,
            count - span.last < 8,
            span.last - span.first,
            len("".join(parts[span.first : span.last])) <= 5,
            _alike(itself, _mean(about, span.last, span.last + 12)),
            _alike(itself, _mean(about, span.first - 12, span.first)),
            *itself,
            *(
                x
                for a, b in _WINDOWS
                for x in _mean(about, span.last + a, span.last + b)
            ),
            *(
                x
                for a, b in _WINDOWS
                for x in _mean(about, span.first - b, span.first - a)
            ),
        ],
        np.float32,
    )


PLAIN: Final = len(_AFTER) + len(_BEFORE) + len(HOWS) + 14
"""How many features come before the vectors."""


def _cued(cues: Sequence[re.Pattern[str]], parts: Sequence[str]) -> list[bool]:
    line = " ".join(parts)
    return [cue.search(line) is not None for cue in cues]


def _mean(about: Array, first: int, last: int) -> Array:
    rows = about[max(0, first) : max(0, last)]
    return np.asarray(rows.mean(axis=0) if len(rows) else np.zeros(about.shape[1]))


def _alike(one: Array, other: Array) -> float:
    length = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / length if length else 0.0


@functools.cache
def trained() -> Judge:
    """Load the judge once."""
    arrays = head(NAME)
    return Judge(*(np.asarray(arrays[name], np.float32) for name in Judge.__slots__))
