"""Claims about time and memory, held against what the loops hint at."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal, TypeAlias

from voicecoach.types import Claim
from voicecoach.walkthrough.claims import Held, claimed, real
from voicecoach.walkthrough.contents import Contents, Facts
from voicecoach.walkthrough.costs import any_of, shared, sorting, squared
from voicecoach.walkthrough.mentions import named
from voicecoach.walkthrough.speech import Speech

Order: TypeAlias = Literal[
    "constant", "logarithmic", "linear", "n log n", "quadratic", "other"
]
Places: TypeAlias = Mapping[str, Sequence[tuple[int, int]]]

_O: Final = r"(?:big )?o (?:of )?|order (?:of )?|theta (?:of )?"
_BEHIND: Final = r"(?: time| times| space| memory| cost| complexity)?"

SPOKEN: Final[Mapping[str, Order]] = {
    rf"(?:{_O})n (?:squared|square|times n)|quadratic{_BEHIND}|n squared": "quadratic",
    rf"(?:{_O})n (?:times )?log n|n log n|linearithmic{_BEHIND}": "n log n",
    rf"(?:{_O})(?:n (?:times |plus )?(?:log )?[a-z]\b|n cubed|two to the)"
    r"|exponential": "other",
    rf"(?:{_O})log (?:of )?n|logarithmic{_BEHIND}|log n time": "logarithmic",
    rf"(?:{_O})n|linear (?:time|complexity|cost|runtime|in|space|memory)"
    rf"|(?:is|runs?|it's|that's|grows|scales) linear(?:ly)?"
    rf"(?! (?:regression|model|algebra|layer|search|kernel|svm|program))": "linear",
    rf"(?:{_O})(?:1|one)|constant (?:extra |additional )?(?:time|space|memory|cost)"
    rf"|in constant": "constant",
}
"""Orders of growth as they are said; of two that begin together, the longer counts."""

_MEMORY = re.compile(r"\b(?:memory|space|storage|spatial)\b")
_TIME = re.compile(r"\b(?:time|runtime|steps?|operations?|lookups?)\b")


_STEP = re.compile(
    r"\b(?:each|every|per|single|steps?|lookups?|access\w*|updat\w+|iterations?"
    r"|insert\w*|append\w*|pops?|push\w*|amorti[sz]ed|average|check\w*|membership"
    r"|inner|swap\w*|comparison)\b"
)
_WHOLE = re.compile(
    r"\b(?:whole|overall|total|altogether|everything|algorithm|solution|code|program"
    r"|approach|complexity|runtime|running)\b"
)


def complexity_claims(speech: Speech, contents: Contents) -> Iterator[Claim]:
    """Check what is said about cost; a claim is about the function named before it."""
    places = named(speech, contents)
    for start, end, order in _found(speech):
        if not real(speech, start):
            continue
        if _is_memory(speech, start, end):
            inside = _in_sentence(speech, places, start)
            extra = re.search("extra|additional", speech.text[start:end]) is not None
            held = _memory(order, _facts(contents, inside), extra=extra)
        elif _about_a_step(speech, start, end):
            held = None, "it is about a single step, which the loops do not tell", None
        else:
            subject = _subject(speech, places, start)
            held = _time(order, _facts(contents, subject))
        yield claimed(speech, (start, end), held)


def _about_a_step(speech: Speech, start: int, end: int) -> bool:
    beside = f"{speech.before(start, 8)} . {speech.after(end, 4)}"
    return _STEP.search(beside) is not None


def _found(speech: Speech) -> list[tuple[int, int, Order]]:
    found: list[tuple[int, int, Order]] = []
    for spoken, order in SPOKEN.items():
        for match in re.finditer(rf"(?<= )(?:{spoken})(?= )", speech.text):
            found.append((match.start(), match.end(), order))
    kept: list[tuple[int, int, Order]] = []
    for start, end, order in sorted(found, key=lambda item: (item[0], -item[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, order))
    return kept


def _in_sentence(speech: Speech, places: Places, start: int) -> frozenset[str]:
    """Find the functions that are named in the sentence of a claim, before it."""
    since, _ = speech.sentence(start)
    return frozenset(
        name
        for name, spans in places.items()
        if any(since <= at < start for at, _ in spans)
    )


def _subject(speech: Speech, places: Places, start: int) -> frozenset[str]:
    """Find the functions that a claim about time is about; none for the whole code.

    Those named in its sentence; else the one named last before it, unless the sentence
    speaks of the whole.
    """
    inside = _in_sentence(speech, places, start)
    since, _ = speech.sentence(start)
    if inside or _WHOLE.search(speech.text[since:start]):
        return inside
    named_before = [
        (at, name) for name, spans in places.items() for at, _ in spans if at < start
    ]
    return frozenset((max(named_before)[1],)) if named_before else frozenset()


def _facts(contents: Contents, names: frozenset[str]) -> tuple[Facts, ...]:
    chosen = tuple(f for f in contents.functions if f.shown.name in names)
    return chosen or contents.functions


def _is_memory(speech: Speech, start: int, end: int) -> bool:
    said = speech.text[start:end]
    after = f"{said} {speech.after(end, 3)}"
    for near in (after, speech.before(start, 5)):
        memory, time = _MEMORY.search(near), _TIME.search(near)
        if memory and (not time or near is after or memory.start() > time.start()):
            return not (time and near is after and time.start() < memory.start())
        if time:
            return False
    return False


def _time(order: Order, subjects: Sequence[Facts]) -> Held:
    """Compare a claim about time with the loops."""
    if order in ("constant", "logarithmic", "linear", "n log n"):
        for function in subjects:
            if (turn := squared(function.turns)) is not None:
                name = shared(turn)
                why = (
                    f"{function.shown.name} goes over {name} inside a loop over "
                    f"{name}: from the nesting, up to {name} squared"
                )
                return False, why, turn.line
    if order in ("constant", "logarithmic", "linear"):
        for function in subjects:
            if (turn := sorting(function.turns)) is not None:
                why = (
                    f"{function.shown.name} sorts {any_of(turn.over)}, which is n log n"
                )
                return False, why, turn.line
    if order in ("constant", "logarithmic") and len(subjects) == 1:
        for turn in subjects[0].turns:
            if turn.counted and turn.over:
                why = f"{subjects[0].shown.name} goes over all of {any_of(turn.over)}"
                return False, why, turn.line
    return _agrees(order, subjects)


def _agrees(order: Order, subjects: Sequence[Facts]) -> Held:
    """Say whether the loops speak for a claim that nothing speaks against."""
    deepest = max((function.depth for function in subjects), default=0)
    recursive = any(function.shown.recursive for function in subjects)
    uncounted = any(not turn.counted for f in subjects for turn in f.turns)
    if subjects and not recursive and not uncounted:
        if order == "constant" and deepest == 0:
            return True, "no loop is in sight", None
        if order == "linear" and deepest == 1:
            return True, "the loops are one deep", None
        if order == "n log n" and any(sorting(f.turns) for f in subjects):
            return True, "the input is sorted, and no loop nests over it", None
        if order == "quadratic" and any(squared(f.turns) for f in subjects):
            return True, "a loop over something is inside a loop over the same", None
    return None, "the nesting of its loops does not show it", None


def _memory(order: Order, subjects: Sequence[Facts], *, extra: bool) -> Held:
    """Compare a claim about memory with what grows."""
    grown = [(f, growth) for f in subjects for growth in f.growths]
    # Extra memory is what is needed besides the result.
    against = [item for item in grown if not (extra and item[1].result)]
    if order in ("constant", "logarithmic") and against:
        function, growth = against[0]
        over = any_of(growth.over)
        why = f"{growth.name} in {function.shown.name} grows with {over}"
        return False, why, growth.line
    if order == "constant" and not grown:
        return True, "nothing that grows is in sight", None
    if order == "linear" and grown:
        growth = grown[0][1]
        return True, f"{growth.name} grows with {any_of(growth.over)}", growth.line
    return None, "what grows in it does not show it", None
