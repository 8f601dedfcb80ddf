"""What was claimed about the code, held against what is in it.

Only plain statements count: what was ruled out ("not a heap"), imagined ("you could
use a heap") or compared with ("instead of a heap") is no claim.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from voicecoach.thresholds import WALKTHROUGH
from voicecoach.types import Claim
from voicecoach.walkthrough.contents import Contents
from voicecoach.walkthrough.speech import Speech
from voicecoach.walkthrough.terms import TERMS, Term

Held: TypeAlias = tuple[bool | None, str, int | None]
"""Whether a claim holds, why, and the line that shows it."""

USE: Final = (
    r"(?:use|uses|used|using|keep|keeps|kept|keeping|maintain|maintains|maintaining"
    r"|store|stores|stored|push|pushes|pushing|put|puts|putting|build|builds|built"
    r"|create|creates|created|make|makes|made|pop|pops|popping|choose|chose|chosen"
    r"|pick|picked|went with|go with|implemented (?:it|this) (?:with|as|using))"
)
"""What somebody does with a structure that is there."""

UNREAL: Final = re.compile(
    r"\b(?:not|never|no|without|instead|rather|unlike|avoid\w*|could|can|may|might"
    r"|would|wouldn't|should|if|imagine|alternative\w*|alternatively|otherwise|naive\w*"
    r"|brute|compared|than|versus|consider\w*|thought|were|\w+n't|\w+'d)\b"
)
"""What takes a claim back before it is made."""

_SUBJECT = re.compile(r".*\b(?:i|we|it|code|function|class|this|that)(?= |$)")


def structure_claims(speech: Speech, contents: Contents) -> Iterator[Claim]:
    """Check every "I use a heap" and its kind."""
    for name, term in TERMS.items():
        between = rf"(?:(?!{UNREAL.pattern})\S+ ){{0,{WALKTHROUGH.between}}}?"
        claim = re.compile(rf"(?<= ){USE} {between}(?:{term.spoken})(?= )")
        for sentence in speech.sentences():
            for match in claim.finditer(speech.text, *sentence):
                if real(speech, match.start()):
                    held = _held(name, term, contents)
                    yield claimed(speech, match.span(), held)


def claimed(speech: Speech, span: tuple[int, int], held: Held) -> Claim:
    """Make a claim of what was said there."""
    moment = speech.evidence(*span)
    return Claim(moment.note.strip("“”.,;:!?"), *held, (moment,))


def real(speech: Speech, start: int) -> bool:
    """Whether a claim is made as something that is so."""
    before = speech.before(start, WALKTHROUGH.before)
    # What was ruled out before the subject is not what the subject does: "instead
    # of sorting, I use ..."; but "if I use ..." is.
    own = _SUBJECT.match(before)
    if own and not re.search(r"\b(?:if|when|could|would|can) \w+$", own.group()):
        before = before[own.end() :]
    return not UNREAL.search(before)


def _held(name: str, term: Term, contents: Contents) -> Held:
    for part in contents.structures:
        if part.name in term.kinds:
            return True, f"{part.name} is used", part.lines[0]
    if any(term.stem in identifier for identifier in contents.names):
        return None, f"something in the code is called so; no {name} was seen", None
    return False, f"there is no {name} in the code", None


Check = Callable[[Contents], Held]


def _recursion(contents: Contents) -> Held:
    for function in contents.functions:
        shown = function.shown
        if shown.recursive:
            return True, f"{shown.name} calls itself", shown.line
    return False, "no function in the code calls itself", None


def _sorting(contents: Contents) -> Held:
    for part in contents.hidden_loops:
        if part.name in ("sorted", "list.sort", "np.sort", "np.argsort"):
            return True, f"{part.name} is used", part.lines[0]
    other = ("sort", "heap", "bisect", "insort", "nsmallest", "nlargest", "rank")
    if any(stem in name for stem in other for name in contents.names):
        return None, "it may be hidden in what the code calls", None
    return False, "nothing in the code sorts", None


def _bisection(contents: Contents) -> Held:
    if "bisect" in contents.modules:
        return True, "bisect is imported", None
    halves = any(not turn.counted for f in contents.functions for turn in f.turns)
    if halves or any(f.shown.recursive for f in contents.functions):
        return None, "a loop may do it; that is not told from its shape", None
    return False, "neither bisect nor a loop that could do it is in the code", None


def _comprehension(contents: Contents) -> Held:
    for function in contents.functions:
        if function.shown.comprehensions:
            name = function.shown.name
            return True, f"{name} has one", function.shown.line
    if any(part.name == "generator expression" for part in contents.structures):
        return None, "only outside of functions, if at all", None
    return False, "there is no comprehension in the code", None


def _vectors(contents: Contents) -> Held:
    held = contents.has("NumPy array", "data frame")
    why = "NumPy is used" if held else "nothing in the code works on whole arrays"
    return held, why, None


OPERATIONS: Final[Mapping[str, Check]] = {
    r"recursion|recursive|recursively|recurses?|calls itself": _recursion,
    r"(?:i|we|it|then|first|and|code|function|by) (?:then |first |just )?"
    r"(?:sort|sorts|sorted|sorting) (?:the|them|it|by|all|my|this|every)": _sorting,
    r"binary search|bisection|bisect": _bisection,
    r"(?:list|dict|dictionary|set) comprehensions?": _comprehension,
    r"vectori[sz]ed|vectori[sz]e|vectori[sz]ation": _vectors,
}
"""Other things that code does, by the way they are said."""


def operation_claims(speech: Speech, contents: Contents) -> Iterator[Claim]:
    """Check what is said about how the code works, once a sentence."""
    for spoken, check in OPERATIONS.items():
        until = 0
        for match in re.finditer(rf"(?<= )(?:{spoken})(?= )", speech.text):
            if match.start() >= until and real(speech, match.start()):
                until = speech.sentence(match.start())[1]
                yield claimed(speech, match.span(), check(contents))
