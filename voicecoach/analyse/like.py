"""The rules for "like": verb, comparison, quotation or filler.

Its neighbours tell most of it (collocations before grammar: ACL W04-2313): where
neither the verb nor a comparison can stand, it fills. The order of the rules matters:
the first that holds decides.
"""

from typing import Final

from voicecoach.analyse.rule import (
    CONJUNCTIONS,
    DETERMINERS,
    MODALS,
    OBJECTS,
    PREPOSITIONS,
    SUBJECTS,
    WH,
    Rule,
    always,
    be_before,
    clause_after,
    finite,
    number,
    stem,
)
from voicecoach.analyse.usage import Use

_SAY = frozenset(
    "say said says saying mention mentioned mentions tell told explain explained "
    "discuss discussed describe described talked".split()
)
_SEEM = frozenset("look sound feel seem taste smell act treat behave".split())
_COMPARED = frozenset(
    "something anything nothing everything things thing stuff someone somebody anyone "
    "anybody more less much exactly almost rather ones unlike not none lots".split()
)
_ADVERBS = frozenset(
    "really just always also still never actually personally especially usually only "
    "both all definitely particularly probably certainly kinda".split()
)
_TAKES_OBJECT = frozenset(
    "have get take make see know use do spend pay include buy build write read need "
    "want give put find bring hire call say lose save lead run watch add cost last "
    "wait earn has had got".split()
)
_AS_IF = OBJECTS | frozenset(
    "any every another someone somebody having being when if what a an".split()
)
_TIMES = frozenset(
    "end beginning start middle first last next same only best worst most biggest "
    "whole one second year week month day".split()
)
_LOOSE = (PREPOSITIONS - {"of"}) | frozenset(
    "if when sometimes maybe after before once because right really constantly "
    "literally actually basically every around about up down out off".split()
)
_OPENED = CONJUNCTIONS | DETERMINERS | {"maybe", "this", "that", "what", "how"}
_PARTICLES = frozenset("out up off down".split())


def _after_modal(use: Use) -> bool:
    """I would like, don't like, to like; not "would like go", "to like three"."""
    if use.before() not in MODALS and not use.before().endswith("n't"):
        return False
    return not (use.tag(1) == "VB" or number(use)) or use.after() == "to"


def _after_subject(use: Use) -> bool:
    """I (really) like; not "I like went", "we like we were"."""
    distance = 1
    while use.before(distance) in _ADVERBS or _softened(use, distance):
        distance += 2 if _softened(use, distance) else 1
    if use.before(distance) not in {"i", "you", "we", "they", "who"}:
        return False
    return not (finite(use.tag(1)) or clause_after(use) or _before_filler(use))


def _softened(use: Use, distance: int) -> bool:
    """I kind of like."""
    return use.before(distance) == "of" and use.before(distance + 1) in {"kind", "sort"}


def _before_filler(use: Use) -> bool:
    following = (use.after(), use.after(2))
    return use.um_after or following in {("you", "know"), ("i", "mean")}


def _that(use: Use) -> bool:
    """Something like that: what is pointed at ends the comparison."""
    if use.after() not in {"that", "this"} | OBJECTS:
        return False
    return not finite(use.tag(2)) or use.before() in _COMPARED


def _as_said(use: Use) -> bool:
    """Like I said, like you just mentioned."""
    said = {use.after(2), use.after(3)} & _SAY
    return stem(use.after()) in SUBJECTS and bool(said)


def _seems(use: Use) -> bool:
    """Match it looks (more, to me, kind of) like: up to four words before."""
    between: list[str] = []
    for distance in range(1, 5):
        if use.lemma(-distance) in _SEEM:
            return all(
                word in OBJECTS | _COMPARED | _ADVERBS | {"to", "kind", "sort", "of"}
                for word in between
            )
        between.append(use.before(distance))
    return False


def _what_like(use: Use) -> bool:
    """Match what it is like, what that felt like."""
    what = any(use.before(distance) in {"what", "how"} for distance in range(2, 6))
    return what and (use.closes or use.after() in {"and", "or", "but", "to", "when"})


def _breaks(use: Use) -> bool:
    """Words are broken off or said again around it: "we're like we were"."""
    following = use.after()
    if not following:
        return False
    cut_off = use.speech.mark(use.at + 1) == "-"
    return cut_off or stem(use.before()) == stem(following) or following == use.after(2)


def _verb(use: Use) -> bool:
    """Whether the parser takes it for a verb, and what follows can be liked."""
    liked = use.after() in WH | {"to", "it", "that", "the"} or use.tag(1) == "VBG"
    somebody = use.tag(-1).startswith(("N", "PRP")) and not use.opens
    return use.tag() in {"VB", "VBP"} and somebody and liked


def _compared(use: Use) -> bool:
    """Something like, more like, kind of like."""
    if _softened(use, 1):
        return True
    ends = use.closes or use.after() in {"and", "or", "but"}
    return use.before() in _COMPARED and not (number(use) or ends)


def _just(use: Use) -> bool:
    """Just like a library; not "just like constantly", "just um like"."""
    if use.before() != "just" or use.um_before or number(use):
        return False
    return not use.tag(1).startswith(("RB", "VB", "JJ"))


def _beside_filler(use: Use) -> bool:
    earlier = (use.before(2), use.before())
    return (
        use.um_before
        or _before_filler(use)
        or earlier in {("you", "know"), ("i", "mean")}
        or use.before() in {"yeah", "well", "so"}
        or use.after() == "like"
    )


def _trails_off(use: Use) -> bool:
    return (use.closes and not use.opens) or use.after() in {"and", "but", "or"}


def _between(use: Use) -> bool:
    """Between words that no comparison can stand between: "a like", "because like"."""
    if use.before() in DETERMINERS | PREPOSITIONS:
        return True
    return use.before() in CONJUNCTIONS


def _splits(use: Use) -> bool:
    """Between a subject and its verb: "I like went"."""
    return stem(use.before()) in SUBJECTS and finite(use.tag(1))


def _is_loose(use: Use) -> bool:
    """Was like really, is like in: adverbs, prepositions and participles follow."""
    if not be_before(use) or use.after() in _AS_IF:
        return False
    grammar = use.tag(1) in {"RB", "RBR", "JJ", "JJR", "JJS", "VBN", "VBD", "IN", "TO"}
    return grammar or use.after() in _LOOSE


def _is_time(use: Use) -> bool:
    """Like the end of June, like the first thing."""
    return use.after() == "the" and use.after(2) in _TIMES


def _quotes(use: Use) -> bool:
    """I was like oh no: what was said or thought follows."""
    exclaimed = {"oh", "okay", "ok", "wow", "no", "yes", "well", "hey", "let's"}
    return be_before(use) and stem(use.after()) in SUBJECTS | WH | exclaimed


def _opens(use: Use) -> bool:
    return use.opens and (clause_after(use) or use.after() in _OPENED)


def _object(use: Use) -> bool:
    """We got like people from sales: a verb, and then what it needs."""
    noun = use.tag(1).startswith(("NN", "JJ", "PRP$", "CD", "VBG"))
    if not noun and use.after() not in DETERMINERS | OBJECTS | {"some", "any", "such"}:
        return False
    particle = use.before() in _PARTICLES and use.after() not in _AS_IF
    return particle or use.lemma(-1) in _TAKES_OBJECT


LIKE: Final = (
    Rule(0.04, "the verb to like", _after_modal, "I would *like* to work here"),
    Rule(0.04, "the verb to like", _after_subject, "I really *like* this"),
    Rule(0.05, "a comparison", _that, "we did things *like* that"),
    Rule(0.05, "refers to what was said", _as_said, "*like* I said it failed"),
    Rule(0.05, "seems or feels like", _seems, "it looked more *like* a bug"),
    Rule(0.05, "asks what it is like", _what_like, "that is what it was *like*"),
    Rule(0.85, "at a break", _breaks, "the *like* the queue was full"),
    Rule(0.1, "the verb to like", _verb, "most people *like* to talk"),
    Rule(
        0.92,
        "set off on both sides",
        lambda use: use.set_off_before and use.set_off_after,
        "it was, *like*, broken",
    ),
    Rule(0.1, "a comparison", _compared, "we needed something *like* a queue"),
    Rule(0.92, "before a number", number, "it took *like* three weeks"),
    Rule(0.2, "a comparison", _just, "it is just *like* a library"),
    Rule(
        0.9, "beside another filler", _beside_filler, "you know *like* the tests failed"
    ),
    Rule(0.8, "trails off", _trails_off, "the service went down and it was *like*"),
    Rule(0.9, "parts what belongs together", _between, "we had a *like* huge problem"),
    Rule(0.9, "parts a subject from its verb", _splits, "so I *like* went home"),
    Rule(0.85, "no comparison follows", _is_loose, "it was *like* really slow"),
    Rule(0.7, "before a time", _is_time, "it was *like* the end of June"),
    Rule(0.3, "introduces words or thoughts", _quotes, "and I was *like* oh no"),
    Rule(0.25, "a comparison", be_before, "a hash map is *like* a library"),
    Rule(0.85, "opens a clause", _opens, "*like* we had no tests"),
    Rule(
        0.8,
        "before a loose part of the sentence",
        lambda use: use.after() in _LOOSE,
        "we changed it *like* in the spring",
    ),
    Rule(
        0.8, "parts a verb from its object", _object, "we got *like* people from sales"
    ),
    Rule(0.25, "a comparison or an example", always, "companies *like* ours"),
)
