"""Is an outcome stated, and does a number belong to it?"""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from voicecoach.analyse.cues import event_form
from voicecoach.analyse.stretches import Stretch
from voicecoach.types import Label

_WISH = re.compile(
    r"\b(?:would|will|'ll|i'll|hope|hopefully|should|might|want to|wants to|going to|"
    r"trying to|plan to|if (?:i|we|you|they)|expect(?:s|ed)? to|goal (?:is|was)|"
    r"supposed to|so that)\b"
)
_LESSON = re.compile(
    r"\b(?:i|we|what|that|it|really)(?: \w+)? (?:learned|learnt|took away|taught|"
    r"realized that it's|take away)\b|\b(?:lesson|takeaway)\b"
)
_OUTCOME = re.compile(
    r"\b(?:in the end|as a result|ended up|turned out (?:great|well|fine|to be)|"
    r"worked out|paid off|"
    r"led to|resulted in|we won|i won|sold out|made it through|able to|got an? [abc]|"
    r"on time|under budget|still (?:use|uses|using|used|friends)|no complaints|"
    r"never happened again|happy with|impressed|thanked|promoted|back on track|"
    r"(?:went|came|dropped|fell|rose|grew|cut|was|is|were|are) (?:\w+ ){0,3}"
    r"(?:up|down|from|by) (?:\w+ ){0,4}(?:to|percent|per cent|half|\d[\d.,]*%?)|"
    r"increased|decreased|improved|reduced|saved|doubled|tripled|halved)\b"
)
_STILL = re.compile(
    r"\b(?:now|today|still|since then|this year|from then on|nowadays)\b"
)
_STATE = re.compile(r"\b(?:was|were|had|got|did|is|are|works|takes|uses)\b")

_DIGITS: Final = r"(?:[$£€]? ?\d[\d,]*(?:\.\d+)?(?:k|m|bn)?)"
_WORD: Final = (
    r"(?:half a (?=million|billion)|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|"
    r"forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|"
    r"billions?|dozens?)"
)
_NUMBER: Final = (
    rf"(?:(?:{_DIGITS}|a (?=hundred|thousand|million|billion|dozen)|{_WORD})"
    rf"(?:[ -](?:and (?={_WORD})|point )?{_WORD})*(?: and a half)?)"
)
_TIME: Final = (
    r"(?:milliseconds?|ms|seconds?|minutes?|hours?|days?|weeks?|months?|quarters?|"
    r"years?)"
)
_PLAIN = re.compile(rf"(?<![\w.]){_NUMBER}(?![\w%])")
_QUANTITY = re.compile(
    rf"(?<![\w.])(?:"
    rf"(?P<percent>{_NUMBER} ?(?:%|percent(?:age points?)?|per cent|points?\b|"
    r"basis points)"
    rf")|(?P<money>[$£€] ?{_DIGITS}(?: {_WORD})*|{_NUMBER} "
    r"(?:dollars?|euros?|pounds?|bucks|cents)\b"
    rf")|(?P<ratio>(?:{_NUMBER}|a couple of|several) (?:times|x|fold)\b|"
    rf"\d+x\b|{_NUMBER} (?:out of|in every|in) {_NUMBER}\b|"
    rf"factor of (?:about )?{_NUMBER}|"
    r"(?:doubled|tripled|halved|quadrupled|twice as|half (?:the (?:time|cost|price|size|"
    r"effort|memory|work)|as))\b|"
    r"(?:by|cut|cut it|cut that) (?:in |about |almost |a |an )*(?:half|third|quarter)\b"
    rf")|(?P<change>(?:from (?:\w+ )?{_NUMBER}(?: \w+){{0,4}} to (?:\w+ ){{0,2}}{_NUMBER}|"
    rf"{_NUMBER} (?:\w+ )?instead of (?:\w+ )?{_NUMBER})(?: (?:ms|%|percent|{_TIME}))?"
    rf")|(?P<time>{_NUMBER} {_TIME}\b"
    rf")|(?P<count>{_NUMBER} (?!of us|of them|of my|of the|of our|years? old)"
    r"(?:(?:more|new|extra|different|paying|active|happy) )?[a-z]{3,}s\b)"
    r")"
)
_RESULT_VERB = re.compile(
    r"\b(?:cut|saved?|saves|reduced|improved|increased|decreased|dropped|fell|rose|"
    r"grew|jumped|raised|sold|gained|made|brought|lowered|down|up|went|came|takes?|"
    r"took|instead of|faster|earlier|early|less|more|better|only|now|signed|won|got|"
    r"reached|hit|served?|ended up|under|within|above|over|below|finished|retained|"
    r"beat|doubled|tripled|halved|have|handles?|scored)\b"
)
_LASTING = re.compile(
    r"\b(?:cut|saved?|saves|reduced|dropped|fell|went|came|takes?|down|instead of|"
    r"faster|earlier|early|less|signed|under|every (?:day|week|month))\b"
)
# Numbers that say who, when or which rather than how much came of it.
_NOT_AN_OUTCOME = re.compile(
    rf"(?:(?:team|group|staff|crew|company|class) of (?:about |around )?{_NUMBER}|"
    rf"{_NUMBER}(?: of us| (?:years?|months?) old|(?:-| )year(?:-| )old)|"
    rf"\b(?:i|he|she|was|am|i'm|age|aged) (?:was )?{_NUMBER}$|"
    r"\b(?:in|since|of|until|by|january|february|march|april|may|june|july|august|"
    r"september|october|november|december) (?:early |late )?(?:19|20)\d\d\b|"
    r"\b(?:version|python|gpt|java|release|chapter|level|grade|room|phase|step|day|"
    rf"week|question|number|part) {_NUMBER}|v\d[\d.]*|"
    rf"{_NUMBER} (?:years?|months?|weeks?|days?|hours?|minutes?) (?:ago|later|before|"
    rf"after|into)|(?:after|for|during|over|past|last|next|another|every|first) (?:about "
    rf"|around |the )?(?:\w+ )?{_NUMBER} {_TIME}|"
    rf"\b(?:one|two) (?:of|more|thing|things|day|time|another|person|people|guys?|"
    rf"ways?|sides?|others)\b|{_NUMBER} (?:thumbs|things|ways|reasons|parts|steps|sides|options|"
    r"engineers?|developers?|interns?|colleagues|"
    r"team ?mates|friends|people on|people in|scientists|analysts))"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that belongs to the result; ``part`` is the index of its stretch."""

    text: str
    part: int


@functools.cache
def _event() -> re.Pattern[str]:
    return re.compile(rf"\b{event_form()}\b")


def outcome_stated(parts: Sequence[Stretch], labels: Sequence[Label]) -> bool:
    """Whether a concrete outcome of the episode is said, good or bad.

    A wish, a plan or a lesson alone is none.
    """
    return any(True for _ in outcomes(parts, labels))


def outcomes(parts: Sequence[Stretch], labels: Sequence[Label]) -> Iterator[int]:
    """Give the indices of the stretches that state an outcome."""
    for at, (part, name) in enumerate(zip(parts, labels, strict=True)):
        if _WISH.search(part.text) or _LESSON.search(part.text):
            continue
        told = _event().search(part.text) or _STATE.search(part.text)
        if (name == "result" and (told or _STILL.search(part.text))) or (name == "action" and at > len(parts) / 2 and _OUTCOME.search(part.text)):
            yield at


def result_quantities(
    parts: Sequence[Stretch], labels: Sequence[Label]
) -> tuple[Quantity, ...]:
    """Find the numbers that belong to the result.

    Percentages, money, ratios, changes, times and counts in a stretch that states an
    outcome; not ages, dates, versions or the size of the team.
    """
    found = []
    for at in outcomes(parts, labels):
        if labels[at] != "result":
            continue  # what was done may hold numbers too, but they are not its effect
        for text in quantities(parts[at].text):
            found.append(Quantity(text, at))
    return tuple(found)


def quantities(text: str) -> tuple[str, ...]:
    """Find the measured quantities in a clause of lower-case words.

    Examples
    --------
    >>> quantities("we cut the cost from forty thousand to about twelve thousand")
    ('from forty thousand to about twelve thousand',)
    >>> quantities("we were a team of five in 2021")
    ()
    """
    hidden = [match.span() for match in _NOT_AN_OUTCOME.finditer(text)]
    found = []
    for match in _QUANTITY.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in hidden):
            continue
        verb = {"time": _LASTING, "count": _RESULT_VERB}.get(match.lastgroup or "")
        if verb is None or verb.search(text):
            found.append(match.group())
    return tuple(found)
