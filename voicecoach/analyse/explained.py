"""Tell whether a term was explained where it was used.

Looks for the ways people explain in speech: a definition, another name, a comparison,
a name given to what was described, and the words an acronym is short for (initials of
a span nearby, after Schwartz & Hearst, PSB 2003).
"""

import re
from collections.abc import Sequence

from voicecoach.analyse.stretches import plain
from voicecoach.thresholds import JARGON
from voicecoach.types import Word

_HEDGE = r"(?:basically |essentially |just |simply |really |kind of |sort of |like )*"
_THING = (
    r"(?:an?|when|where|how|what|why|one|something|somebody|any|like|about|to|as|"
    r"the (?:idea|process|number|share|part|way|difference|time|ratio|chance|fraction|"
    r"percentage|opposite|amount|cost|speed|thing|problem|case|act|practice|rate|"
    r"probability|moment|place|tendency|average|size|point)|\w+ing)"
)
_NOT_A_DEFINITION = (
    r"(?!an? (?:\w+ )?(?:problem|issue|nightmare|challenge|mess|pain|lot|bit|must|"
    r"concern|priority|bottleneck|good|great|huge|big|bad)\b|going|doing|getting|"
    r"working|running|looking|being|\w+ing (?:up|down|well|better|worse))"
)
_AFTER = re.compile(
    rf"(?:,? ?(?:so |and |well |i mean )?(?:which|that|it|this|they|these|those)"
    rf"(?:'s| is|'re| are) {_HEDGE}{_NOT_A_DEFINITION}{_THING}\b|"
    rf"(?:,? ?(?:so |and )?(?:which|that|it|this) )?{_HEDGE}"
    r"(?:means?(?! (?:that )?(?:we|i|our|my)\b)|stands? for|refers? to)\b|"
    rf"(?:is|are) (?:well )?(?:it is |it's )?{_HEDGE}{_NOT_A_DEFINITION}{_THING}\b|"
    r",? ?(?:or )?(?:in other words|in plain (?:english|words|language)|that is to say|"
    r"meaning|i\.?e\.?|simply put|put simply|so to speak|short for)\b|"
    r",? ?(?:so )?(?:basically|essentially) (?:an?|the|when|how|where|what|it's)\b|"
    r",? ?or (?:basically|simply|just|rather|what|how)\b|, ?or [^,]{3,40},|"
    r",? (?:an?|the) (?:\w+ )?(?:kind|type|sort|way|method|technique|measure|tool|"
    r"trick|test|form|family|process|step|piece|program|system|score|list|copy) "
    r"(?:of|to|for|that|which|where)\b)"
)
_SOON = re.compile(
    r"\b(?:think of (?:it|that|this|them) (?:as|like)|imagine|picture an?|"
    r"(?:it|that|this)'s (?:just |basically |a bit |kind of )*(?:like (?:an?|when|if|"
    r"having|the)|when|how (?:we|you|i|much|many|often|well))|"
    r"that (?:just |basically )?means|by that i mean|"
    r"what (?:that|it|this) (?:means|does)|the idea (?:there |here )?is|"
    r"(?:which|that) (?:just |basically )?means (?:that )?(?:the|you|it|a))\b"
)
_BEFORE = re.compile(
    r"(?:\b(?:what (?:we|people|they|you|engineers|experts|researchers) (?:would )?"
    r"call(?:ed)?|(?:is|was|are|it's|that's|technique|method|thing|process|something|"
    r"this|we|people|they) (?:also )?call(?:ed)?(?: it| that| this)?|known as|"
    r"so[- ]called|referred to as|short for|abbreviated|"
    r"(?:term|name|word) (?:for (?:it|that|this) )?is))(?: an?| the)?$"
)
_SMALL = frozenset("a an and at by for from in of on or the to with".split())


def explained(
    words: Sequence[Word], first: int, last: int, *, acronym: str | None = None
) -> str | None:
    """Say how a use of a term is explained, or None when it is not.

    Parameters
    ----------
    words : sequence of Word
        The answer.
    first, last : int
        The term is words ``first`` up to, not including, ``last``.
    acronym : str, optional
        Its letters, when it is an acronym: then its words may be spelled out nearby.
    """
    reach = JARGON.explained_within
    before = _line(words[max(0, first - reach) : first])
    after = _line(words[last : last + reach])
    comma = "," if words[last - 1].text.rstrip().endswith((",", "-", "—")) else ""
    if acronym is not None and _spelled_out(acronym, before, after):
        return "spelled out"
    if _BEFORE.search(before):
        return "named after it was described"
    if _AFTER.match((comma + " " if comma else "") + after):
        return "defined"
    return "compared or described" if _SOON.search(after) else None


def _line(words: Sequence[Word]) -> str:
    """Lower-case words; a comma stays, since an apposition may stand behind it."""
    parts = []
    for word in words:
        if word.kind == "filler" or not (form := plain(word.text)):
            continue
        parts.append(form + ("," if word.text.endswith(",") else ""))
    return " ".join(parts)


def _spelled_out(acronym: str, before: str, after: str) -> bool:
    letters = [letter for letter in acronym.lower() if letter.isalpha()]
    if letters and letters[-1] == "s" and acronym.endswith("s"):
        letters.pop()
    if len(letters) < 2:
        return False
    return any(_initials(letters, side.replace(",", "")) for side in (before, after))


def _initials(letters: Sequence[str], line: str) -> bool:
    """Whether the letters are the initials of words in a row, small ones skipped."""
    words = [part for word in line.split() for part in word.split("-") if part]
    for start in range(len(words)):
        left = list(letters)
        for word in words[start:]:
            if left and word[0] == left[0] and len(word) > 1:
                left.pop(0)
                if not left:
                    return True
            elif word not in _SMALL or len(left) == len(letters):
                break
    return False
