"""The rules for "you know" and "I mean".

Both fill unless something that is known or meant stands beside them. The order of the
rules matters: the first that holds decides.
"""

from typing import Final

from voicecoach.analyse.rule import (
    DETERMINERS,
    OBJECTS,
    SUBJECTS,
    WH,
    Rule,
    always,
    clause_after,
    finite,
    question_after,
    stem,
)
from voicecoach.analyse.usage import Use

_ASKS = frozenset("do does did don't didn't would could can should how'd".split())
_OF_KNOWING = frozenset(
    "if as let lets letting what whatever how once than before whether far when".split()
)
_WHOM = frozenset(
    "everything all things anything something who people person someone anyone".split()
)
_KNOWN = frozenset("enough better anything nothing everything something each".split())


def _knows(use: Use) -> bool:
    """Do you know, as you know, if you know the code: says that somebody knows."""
    if use.before() in _ASKS:
        # "We didn't you know we had no time" asks nothing.
        return stem(use.before(2)) not in SUBJECTS
    if use.parted_before or use.um_after or clause_after(use):
        return False
    if use.before() in _WHOM:
        return use.closes or finite(use.tag(1)) or use.after() in {"about", "well"}
    next_thing = (use.before(2), use.before()) in {
        ("next", "thing"),
        ("first", "thing"),
    }
    return next_thing or use.before() in _OF_KNOWING


def _known(use: Use) -> bool:
    """You know how it works, you know him: what is known follows."""
    word, following = use.after(), use.after(2)
    if word in WH and following == "to":
        return True
    if use.parted_after or use.um_after:
        return False
    if word in WH - {"who", "which"}:
        # Said again or asked, it is a new start: "you know what did we do".
        return following != word and not question_after(use, 2)
    if word == "that":
        return not finite(use.tag(2)) and stem(following) in SUBJECTS | DETERMINERS
    if word == "it":
        return not use.tag(2).startswith(("VB", "MD", "RB", "PRP"))
    return word in OBJECTS | _KNOWN or (word == "about" and use.opens)


YOU_KNOW: Final = (
    Rule(0.05, "somebody knows something", _knows, "do *you know* the answer"),
    Rule(0.1, "what is known follows", _known, "*you know* how to do it"),
    Rule(0.95, "nothing that is known follows", always, "it was *you know* very late"),
)


def _meant(use: Use) -> bool:
    """Match what I mean, by that I mean, the one I mean."""
    if use.before() in {"what", "which", "whatever", "do", "did", "can", "things"}:
        return not use.parted_before
    return (use.before(2), use.before()) in {
        ("by", "that"),
        ("the", "one"),
        ("by", "it"),
    }


def _means(use: Use) -> bool:
    """I mean it, I mean to, when I say fast I mean ..."""
    if use.after() == "it":
        return not use.tag(2).startswith(("VB", "MD", "RB", "PRP"))
    when_i_say = any(
        [use.before(far + 2), use.before(far + 1), use.before(far)]
        == ["when", "i", "say"]
        for far in range(1, 8)
    )
    return use.after() in {"by", "to", "business"} or when_i_say


def _joins(use: Use) -> bool:
    return use.before() in {"and", "but", "so"} and not use.parted_after


I_MEAN: Final = (
    Rule(0.05, "says what is meant", _meant, "that is what *I mean*"),
    Rule(0.1, "means something", _means, "when I say fast *I mean* under a second"),
    # Annotators of telephone talk often took it for a connective here.
    Rule(0.45, "joins what follows", _joins, "and *I mean* the whole team"),
    Rule(0.93, "nothing that is meant follows", always, "*I mean* we had no time"),
)
