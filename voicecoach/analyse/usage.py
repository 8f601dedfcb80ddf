"""One use of a word in an answer, and what stands around it.

The rules for markers, hedges and repeats ask their questions here: which words stand
before and after, whether a comma, a pause or an "um" stands between, what the grammar
says.
"""

import bisect
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from voicecoach.language import ends_sentence
from voicecoach.spelling import bare_word, filler_sound
from voicecoach.thresholds import LONG_GAP, SHORT_GAP
from voicecoach.types import Answer, Pause, Token, Word

_NEAR: Final = 0.15  # a pause ends this near to the start of the word it stands before


@dataclass(frozen=True, eq=False)
class Speech:
    """The words of an answer without filler sounds, and what lies between them.

    ``places`` are the indices of these words in the transcript; ``bares`` the words
    in lower case without punctuation.
    """

    words: Sequence[Word]
    places: Sequence[int]
    bares: Sequence[str]
    tokens: Mapping[int, Sequence[Token]]
    pauses: Sequence[Pause] = ()

    @classmethod
    def of(cls, answer: Answer) -> "Speech":
        """Leave the filler sounds of an answer out."""
        said = [
            (place, text)
            for place, word in enumerate(answer.words)
            if (text := bare_word(word.text).replace("’", "'"))
            and word.kind == "word"
            and filler_sound(text) is None
        ]
        tokens: dict[int, list[Token]] = {}
        for token in answer.tokens:
            tokens.setdefault(token.word, []).append(token)
        places, bares = [place for place, _ in said], [text for _, text in said]
        return cls(answer.words, places, bares, tokens, answer.pauses or ())

    def um_between(self, left: int, right: int) -> bool:
        """Whether a filler sound stands between two neighbouring words."""
        low = -1 if left < 0 else self.places[left]
        high = len(self.words) if right >= len(self.places) else self.places[right]
        return any(
            self.words[place].kind == "filler" or filler_sound(self.words[place].text)
            for place in range(low + 1, high)
        )

    def gap(self, left: int, right: int) -> float | None:
        """Seconds of silence between two words, by their times and by the sound."""
        if left < 0 or right >= len(self.places):
            return None
        end = self.words[self.places[left]].end
        start = self.words[self.places[right]].start
        if end is None or start is None:
            return None
        at = bisect.bisect_left(self.pauses, start - _NEAR, key=lambda each: each.end)
        heard = self.pauses[at] if at < len(self.pauses) else None
        if heard and heard.end <= start + _NEAR:
            return max(start - end, heard.end - heard.start)
        return start - end

    def mark(self, at: int) -> str:
        """Give the punctuation at the end of a word: one character, or none."""
        found = re.search(r"([.,;:?!…—-])[\"'”’)]*$", self.words[self.places[at]].text)
        return found[1] if found else ""


@dataclass(frozen=True, eq=False)
class Use:
    """One use of an expression: ``size`` words of the speech from ``at`` on."""

    speech: Speech
    at: int
    size: int

    def before(self, distance: int = 1) -> str:
        """Give a word before, in lower case; none beyond the start of the sentence."""
        place = self.at - distance
        if place < 0 or any(self._stops(between) for between in range(place, self.at)):
            return ""
        return self.speech.bares[place]

    def after(self, distance: int = 1) -> str:
        """Give a word after, in lower case; none beyond the end of the sentence."""
        place = self.at + self.size + distance - 1
        if place >= len(self.speech.bares) or any(
            self._stops(between) for between in range(self.at + self.size - 1, place)
        ):
            return ""
        return self.speech.bares[place]

    def _stops(self, place: int) -> bool:
        return ends_sentence(self.speech.words[self.speech.places[place]].text)

    def tag(self, distance: int = 0) -> str:
        """Give the tag (Penn Treebank) of a word before (-1) or after (+1), or its own.

        The last token's before, the first one's after: "don't" reads RB from behind
        and VBP from the front. Empty without grammar.
        """
        word = self.before(-distance) if distance < 0 else self.after(distance)
        if distance and not word:
            return ""
        place = self.at + distance + (self.size - 1 if distance > 0 else 0)
        tokens = [
            token
            for token in self.speech.tokens.get(self.speech.places[place], ())
            if token.pos != "PUNCT"
        ]
        if not tokens:
            return ""
        return tokens[-1 if distance < 0 else 0].tag

    def lemma(self, distance: int) -> str:
        """Give the lemma of a word before (-1) or after (+1), if need be the word."""
        word = self.before(-distance) if distance < 0 else self.after(distance)
        if not word:
            return ""
        place = self.at + distance + (self.size - 1 if distance > 0 else 0)
        tokens = self.speech.tokens.get(self.speech.places[place], ())
        plain = [token.lemma.lower() for token in tokens if token.pos != "PUNCT"]
        return plain[0] if plain else word

    @cached_property
    def first(self) -> bool:
        """Whether nothing was said before in this answer."""
        return self.at == 0

    @cached_property
    def last(self) -> bool:
        """Whether nothing is said after in this answer."""
        return self.at + self.size >= len(self.speech.bares)

    @cached_property
    def opens(self) -> bool:
        """Whether it opens the answer or a sentence, as far as can be told."""
        return not self.before() or self.long_pause_before

    @cached_property
    def closes(self) -> bool:
        """Whether the answer or the sentence ends with it."""
        return not self.after()

    @cached_property
    def um_before(self) -> bool:
        """Whether a filler sound stands right before."""
        return self.speech.um_between(self.at - 1, self.at)

    @cached_property
    def um_after(self) -> bool:
        """Whether a filler sound stands right after."""
        last = self.at + self.size - 1
        return self.speech.um_between(last, last + 1)

    @cached_property
    def set_off_before(self) -> bool:
        """Whether a comma or a pause stands before."""
        comma = self.at > 0 and self.speech.mark(self.at - 1) in {",", ";", ":", "—"}
        return comma or self._paused(self.at - 1, SHORT_GAP)

    @cached_property
    def set_off_after(self) -> bool:
        """Whether a comma or a pause stands after."""
        last = self.at + self.size - 1
        comma = self.speech.mark(last) in {",", ";", ":", "…", "—"}
        return comma or self._paused(last, SHORT_GAP)

    @cached_property
    def comma_before(self) -> bool:
        """Whether a comma stands before."""
        return self.at > 0 and self.speech.mark(self.at - 1) == ","

    @cached_property
    def comma_after(self) -> bool:
        """Whether a comma stands after."""
        return self.speech.mark(self.at + self.size - 1) == ","

    @cached_property
    def long_pause_before(self) -> bool:
        """Whether it comes after a long pause."""
        return self._paused(self.at - 1, LONG_GAP)

    @cached_property
    def parted_before(self) -> bool:
        """Whether a comma or a long pause stands before."""
        return self.comma_before or self.long_pause_before

    @cached_property
    def parted_after(self) -> bool:
        """Whether a comma or a long pause stands after."""
        return self.comma_after or self._paused(self.at + self.size - 1, LONG_GAP)

    def _paused(self, left: int, least: float) -> bool:
        gap = self.speech.gap(left, left + 1)
        return gap is not None and gap >= least


def uses(speech: Speech, phrases: Iterable[str]) -> list[Use]:
    """Find every use of some expressions, longest first, none inside another."""
    by_length = sorted((phrase.split() for phrase in phrases), key=len, reverse=True)
    found: list[Use] = []
    at = 0
    while at < len(speech.bares):
        size = next(
            (
                len(phrase)
                for phrase in by_length
                if list(speech.bares[at : at + len(phrase)]) == phrase
            ),
            0,
        )
        if size:
            found.append(Use(speech, at, size))
        at += max(1, size)
    return found
