"""Numbers that measure something: per cent, money, ratios, changes, times, counts."""

import re
from typing import Final

_DIGITS: Final = r"(?:[$£€]? ?\d[\d,]*(?:\.\d+)?(?:k|m|bn)?)"
_WORD: Final = (
    r"(?:half a (?=million|billion)|zero|one|two|three|four|five|six|seven|eight|nine|"
    r"ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    r"nineteen|twenty|thirty|"
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
_QUANTITY = re.compile(
    rf"(?<![\w.])(?:"
    rf"(?P<percent>{_NUMBER} ?(?:%|percent(?:age points?)?|per cent|points?\b|"
    r"basis points)"
    rf")|(?P<money>[$£€] ?{_DIGITS}(?: {_WORD})*|{_NUMBER} "
    r"(?:dollars?|euros?|pounds?|bucks|cents)\b"
    rf")|(?P<ratio>(?:{_NUMBER}|a couple of|several) (?:times|x|fold)\b|"
    rf"\d+x\b|{_NUMBER} (?:out of|in every|in) {_NUMBER}\b|"
    rf"factor of (?:about )?{_NUMBER}|"
    r"(?:doubled|tripled|halved|quadrupled|twice as|"
    r"half (?:the (?:time|cost|price|size|effort|memory|work)|as))\b|"
    r"(?:by|cut|cut it|cut that) (?:in |about |almost |a |an )*(?:half|third|quarter)\b"
    rf")|(?P<change>(?:from (?:\w+ )?{_NUMBER}(?: \w+){{0,4}} to "
    rf"(?:\w+ ){{0,2}}{_NUMBER}|"
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
    rf"after|into)|(?:after|for|during|over|past|last|next|another|every|first) "
    rf"(?:about |around |the )?(?:\w+ )?{_NUMBER} {_TIME}|"
    rf"\b(?:one|two) (?:of|more|thing|things|day|time|another|person|people|guys?|"
    rf"ways?|sides?|others)\b|{_NUMBER} "
    r"(?:thumbs|things|ways|reasons|parts|steps|sides|options|"
    r"engineers?|developers?|interns?|colleagues|"
    r"team ?mates|friends|people on|people in|scientists|analysts))"
)


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
