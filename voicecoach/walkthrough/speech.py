"""The words of a walkthrough as lower-case tokens, each with its moment."""

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voicecoach.types import Evidence, Word

_TOKEN = re.compile(r"[a-z0-9]+(?:'[a-z]+)*|[²³]|\^|\*\*")
_POWERS = {"²": "squared", "³": "cubed"}
_END = re.compile(r"[.!?;:]['\")\]]*$")


@dataclass(frozen=True, slots=True)
class Speech:
    """Tokens with a space on either side, so that expressions run over whole words.

    ``offsets`` are where each token begins in ``text``, ``places`` the word it is of,
    ``ends`` the offsets after which a sentence ends.
    """

    words: tuple[Word, ...]
    text: str
    offsets: tuple[int, ...]
    places: tuple[int, ...]
    ends: tuple[int, ...]

    def evidence(self, start: int, end: int) -> Evidence:
        """Give the moment of a stretch of ``text``, with its words."""
        first = self.places[max(0, bisect.bisect_right(self.offsets, start) - 1)]
        last = self.places[max(0, bisect.bisect_left(self.offsets, end) - 1)]
        said = self.words[first : last + 1]
        quote = " ".join(word.text for word in said if word.kind == "word")
        return Evidence(said[0].start, said[-1].end, f"“{quote}”")

    def sentence(self, at: int) -> tuple[int, int]:
        """Give where the sentence around an offset begins and ends."""
        since = max((end for end in self.ends if end <= at), default=0)
        until = min((end for end in self.ends if end > at), default=len(self.text))
        return since, until

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Give where each sentence begins and ends."""
        since = 0
        for until in (*self.ends, len(self.text)):
            yield since, until
            since = until

    def before(self, start: int, count: int) -> str:
        """Give the last so many tokens before an offset, in the same sentence."""
        since, _ = self.sentence(start)
        return " ".join(self.text[since:start].split()[-count:])

    def after(self, end: int, count: int) -> str:
        """Give the first so many tokens after an offset, in the same sentence."""
        _, until = self.sentence(end - 1)
        return " ".join(self.text[end:until].split()[:count])

    def around(self, start: int, end: int, count: int) -> str:
        """Give the tokens beside a stretch, in the same sentence."""
        return f"{self.before(start, count)} {self.after(end, count)}"


def speech(words: Sequence[Word]) -> Speech:
    """Cut the words of a transcript into tokens; filler sounds are left out.

    Examples
    --------
    >>> said = speech([Word("O(n²),", 0.0, 1.0), Word("K-means", 1.0, 2.0)])
    >>> said.text
    ' o n squared k means '
    """
    text, offsets, places, ends = " ", [], [], []
    for index, word in enumerate(words):
        if word.kind == "filler":
            continue
        for token in _tokens(word.text):
            offsets.append(len(text))
            places.append(index)
            text += f"{token} "
        if _END.search(word.text):
            ends.append(len(text))
    return Speech(tuple(words), text, tuple(offsets), tuple(places), tuple(ends))


def _tokens(text: str) -> Iterator[str]:
    plain = text.lower().replace("’", "'")
    found = _TOKEN.findall(plain)
    for index, token in enumerate(found):
        if token in ("^", "**"):
            continue
        powered = index > 0 and found[index - 1] in ("^", "**")
        if powered and token in ("2", "3"):
            yield "squared" if token == "2" else "cubed"
        else:
            yield _POWERS.get(token, token)
