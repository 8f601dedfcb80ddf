"""The rules for every marker but "like", and the table of all.

Their order matters: the first rule that holds decides.
"""

from collections.abc import Mapping
from typing import Final

from voicecoach.analyse.like import LIKE
from voicecoach.analyse.rule import (
    BE,
    DETERMINERS,
    SUBJECTS,
    Rule,
    always,
    be_before,
    beside_um,
    clause_after,
    question_after,
    set_off,
    stem,
)
from voicecoach.analyse.usage import Use
from voicecoach.analyse.you_know import I_MEAN, YOU_KNOW

_HOW = frozenset(
    "as very pretty real really so quite too fairly extremely particularly equally "
    "terribly reasonably perfectly how that this extraordinarily incredibly super not "
    "sufficiently relatively went goes go going do did done does doing work works "
    "worked working perform performs performed performing know knew known knows read "
    "write speak sleep feel fit fits play paid pay scale scales scaled generalize "
    "generalizes generalized turned turn turns get got along sell sold run runs ran "
    "may might could together".split()
)
_JUDGED = frozenset("known done enough as beyond before after under over".split())
_LEADS_IN = frozenset(
    "yeah oh okay ok so and but now because no yes right hmm alright".split()
)
_NOMINATIVE = SUBJECTS | {"that", "this", "what", "do", "does", "did", "how", "let's"}


def _how_well(use: Use) -> bool:
    judges = use.before() in _HOW and not use.parted_before
    again = stem(use.before()) == stem(use.after())  # that well that one
    you_know = (use.before(2), use.before()) in {("you", "know"), ("i", "mean")}
    return (judges and not again and not you_know) or use.after() in _JUDGED


def _opens_well(use: Use) -> bool:
    """Open the sentence, or after a pause what is a clause: not "it did (...) well"."""
    starts = not use.before() or clause_after(use) or use.before() not in _HOW
    return use.opens and starts and use.tag(1) != "VBN"


def _parenthesis(use: Use) -> bool:
    return use.set_off_before and (use.set_off_after or clause_after(use))


WELL: Final = (
    Rule(
        0.9,
        "a new start after a filler",
        lambda use: use.um_before and clause_after(use),
        "it was um *well* we tried",
    ),
    Rule(
        0.97,
        "opens what follows",
        _opens_well,
        "*well* we had no choice",
    ),
    Rule(0.05, "says how well", _how_well, "the model worked *well*"),
    Rule(
        0.93,
        "beside another filler",
        lambda use: beside_um(use) or use.before() in _LEADS_IN,
        "yeah *well* we tried",
    ),
    Rule(
        0.9, "set off from what surrounds it", _parenthesis, "he is, *well*, difficult"
    ),
    Rule(
        0.85,
        "a new start",
        lambda use: stem(use.after()) in _NOMINATIVE,
        "I thought *well* I can do that",
    ),
    Rule(
        0.8,
        "an interjection",
        lambda use: use.tag() == "UH",
        "ours *well* no the others",
    ),
    Rule(0.1, "says how well", always, "a *well* designed system"),
)

_SO_THAT = frozenset("that far many much long on forth to called".split())
_SO_ON = frozenset(
    "then now anyway anyways basically actually yeah there there's well oh".split()
)
_SO_BEFORE = BE | frozenset(
    "think hope say said do did guess not even if or believe suppose".split()
)


def _so_much(use: Use) -> bool:
    """So slow, so that, so many, I hope so."""
    degree = use.tag(1).startswith(("JJ", "RB")) and not use.opens
    return (
        use.after() in _SO_THAT
        or (degree and use.after() not in _SO_ON)
        or use.before() in _SO_BEFORE
    )


def _so_filled(use: Use) -> bool:
    other = use.after() in {"anyway", "anyways", "yeah", "well", "oh"}
    you_know = (use.after(), use.after(2)) == ("you", "know")
    return other or you_know or (use.opens and use.um_after)


def _so_again(use: Use) -> bool:
    return use.after() == "so" or (use.before() == "so" and not use.set_off_after)


SO: Final = (
    Rule(0.9, "said twice", _so_again, "we stopped there *so* so we waited"),
    Rule(0.05, "measures or points back", _so_much, "it was *so* slow"),
    Rule(
        0.8,
        "leads a question",
        lambda use: use.opens and question_after(use),
        "*So* what did we do",
    ),
    Rule(0.85, "beside another filler", _so_filled, "*so* anyway we shipped it"),
    Rule(
        0.65,
        "trails off after a pause",
        lambda use: use.last and not use.first and use.long_pause_before,
        "and then we shipped it (...) *so*",
    ),
    Rule(
        0.4,
        "may trail off",
        lambda use: use.last and not use.first,
        "and then we shipped it *so*",
    ),
    Rule(
        0.6,
        "stands between pauses",
        lambda use: use.long_pause_before and use.set_off_after,
        "we stopped (...) *so* (...) we looked again",
    ),
    Rule(0.2, "joins what follows", always, "the test failed *so* we fixed it"),
)


def _contrasts(use: Use) -> bool:
    return be_before(use) or use.before() in {"but", "and", "what", "than", "not"}


def _edge(use: Use) -> bool:
    return use.opens or use.closes or set_off(use) or beside_um(use)


def _adverb(word: str) -> tuple[Rule, ...]:
    """Give the rules for an adverb that only its repetition makes a habit."""
    return (
        Rule(
            0.1, "contrasts with what was said", _contrasts, f"but *{word}* it failed"
        ),
        Rule(0.35, "said once", _edge, f"*{word}* it failed", if_repeated=0.65),
        Rule(0.1, "strengthens the verb", always, f"we *{word}* measured it"),
    )


def _agreed(use: Use) -> bool:
    """..., right, ... and ... right? and on: not "that's right", "all right"."""
    asks = use.speech.mark(use.at) == "?" or (use.comma_before and use.comma_after)
    tag = not be_before(use) and use.before() not in {"all", "the"}
    return asks and tag and not use.first and not use.last


RIGHT: Final = (
    Rule(
        0.6,
        "asks for agreement and talks on",
        _agreed,
        "we had a queue, *right*, and it was full",
    ),
    Rule(0.05, "means something", always, "that is *right*"),
)


def _is_okay(use: Use) -> bool:
    return be_before(use) or use.first or use.after() in {"with", "for", "to"}


OKAY: Final = (
    Rule(0.1, "means something", _is_okay, "that was *okay* with us"),
    Rule(
        0.7,
        "opens what follows",
        lambda use: use.opens or use.after() in {"so", "well", "now"},
        "and then *okay* so we started",
    ),
    Rule(0.3, "may be an answer", always, "she said *okay* and left"),
)

_WHICH_KIND = DETERMINERS | frozenset(
    "this that what some any which one another same different other all new certain "
    "right best various many two three whatever first specific only particular".split()
)
_SOFTENED = ("VB", "JJ", "RB", "MD", "IN", "DT", "PRP")


def _softens(use: Use) -> bool:
    """We kind of rushed it: no kind is named after a pronoun, before a verb."""
    subject = use.before() in SUBJECTS or be_before(use)
    return subject or use.tag(1).startswith(_SOFTENED)


KIND_OF: Final = (
    Rule(
        0.05,
        "names a kind",
        lambda use: use.before() in _WHICH_KIND,
        "this *kind of* model",
    ),
    Rule(0.7, "trails off", lambda use: use.closes, "it was slow *kind of*"),
    Rule(
        0.1,
        "names a kind",
        lambda use: use.tag(-1).startswith("JJ"),
        "a very useful *kind of* test",
    ),
    Rule(0.8, "softens what follows", _softens, "we *kind of* rushed it"),
    Rule(0.3, "names a kind", always, "*kind of* data"),
)

RULES: Final[Mapping[str, tuple[Rule, ...]]] = {
    "like": LIKE,
    "you know": YOU_KNOW,
    "i mean": I_MEAN,
    "well": WELL,
    "so": SO,
    "actually": _adverb("actually"),
    "basically": _adverb("basically"),
    "literally": _adverb("literally"),
    "honestly": _adverb("honestly"),
    "right": RIGHT,
    "okay": OKAY,
    "ok": OKAY,
    "kind of": KIND_OF,
    "sort of": KIND_OF,
}
"""The markers that are weighed, and the rules that weigh them."""
