"""Which kind of question a text is."""

import functools
import re
from collections import Counter
from importlib import resources
from typing import Final, get_args

from voicecoach.types import Track

SURE: Final = 2
"""Weight of signs that a track needs; below it the kind of question is not known."""


def guess_track(text: str) -> Track | None:
    """Tell which kind of question a text is, or None when that is not sure.

    Examples
    --------
    >>> guess_track("Tell me about a time you disagreed with a team mate.")
    'team'
    >>> guess_track("What time is it?") is None
    True
    """
    line = " ".join(words(text))
    scores: Counter[Track] = Counter()
    for track, weight, pattern in _signs():
        if pattern.search(line):
            scores[track] += weight
    ranked = scores.most_common(2)
    if not ranked or ranked[0][1] < SURE:
        return None
    if len(ranked) > 1 and ranked[0][1] == ranked[1][1]:
        return None
    return ranked[0][0]


def words(text: str) -> list[str]:
    """Give the words of a question in lower case, without punctuation."""
    return re.findall(r"[a-z0-9']+", text.lower().replace("’", "'"))


@functools.cache
def _signs() -> tuple[tuple[Track, int, re.Pattern[str]], ...]:
    text = (resources.files("voicecoach") / "tracks.txt").read_text(encoding="utf-8")
    tracks = {name: name for name in get_args(Track)}
    signs = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, weight, pattern = line.split(maxsplit=2)
            signs.append((tracks[name], int(weight), re.compile(rf"\b(?:{pattern})")))
    return tuple(signs)
