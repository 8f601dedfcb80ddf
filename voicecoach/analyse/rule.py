"""A rule that weighs one use of a word, and the word classes that rules speak of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from voicecoach.analyse.usage import Use


@dataclass(frozen=True, slots=True)
class Rule:
    """When a use is a filler and when it means something.

    Attributes
    ----------
    sure : float
        The probability that such a use is a filler; a design value.
    why : str
        The reason, for the reader of the report.
    holds : callable
        Whether this rule decides about a use.
    example : str
        A line in which it decides about the word between asterisks.
    if_repeated : float, optional
        The probability when the same marker stood in such a place shortly before.
    """

    sure: float
    why: str
    holds: Callable[[Use], bool]
    example: str
    if_repeated: float | None = None


def always(_: Use) -> bool:
    """Decide about whatever no rule before has decided."""
    return True


SUBJECTS: Final = frozenset("i you he she it we they there".split())
OBJECTS: Final = frozenset("me him her us them it myself yourself".split())
BE: Final = frozenset("be is are was were been being am 's 're 'm ain't isn't".split())
DETERMINERS: Final = frozenset(
    "a an the my your his its our their every each no these those".split()
)
PREPOSITIONS: Final = frozenset(
    "of in on at for from with by about into through during over under between without "
    "against toward towards until since within".split()
)
CONJUNCTIONS: Final = frozenset(
    "and but or because 'cause cause so if when while that then where which who "
    "whereas although though unless than before after".split()
)
MODALS: Final = frozenset(
    "would could should might may must will can to do does did don't doesn't didn't "
    "wouldn't won't can't couldn't shouldn't not never i'd you'd he'd she'd we'd "
    "they'd i'll you'll we'll they'll".split()
)
_INVERTED = frozenset(
    "do does did am is are was were have has will would can could should don't isn't "
    "aren't".split()
)
WH: Final = frozenset("how what why where who whom whose which whether".split())
NUMBERS: Final = frozenset(
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty "
    "thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand "
    "thousands million millions billion half twice dozens zero".split()
)


def stem(word: str) -> str:
    """Give a word without what was drawn together with it.

    Examples
    --------
    >>> stem("it's"), stem("don't"), stem("they")
    ('it', "don't", 'they')
    """
    return word if word.endswith("n't") else word.partition("'")[0]


def finite(tag: str) -> bool:
    """Whether a tag is that of a finite verb or a modal."""
    return tag in {"VBD", "VBP", "VBZ", "MD"}


def clause_after(use: Use, distance: int = 1) -> bool:
    """Whether a subject pronoun and its verb follow: "we were", "it's", "they can"."""
    word = use.after(distance)
    if stem(word) not in SUBJECTS:
        return False
    return (
        "'" in word
        or finite(use.tag(distance + 1))
        or (
            # An adverb may stand between: "we just went", "I really think".
            use.tag(distance + 1).startswith("RB") and finite(use.tag(distance + 2))
        )
    )


def be_before(use: Use, distance: int = 1) -> bool:
    """Whether a form of "be" stands before, alone or drawn together ("it's")."""
    word = use.before(distance)
    return word in BE or word.endswith(("'s", "'re", "'m"))


def question_after(use: Use, distance: int = 1) -> bool:
    """Whether a question follows: "do you", "what kind", "are there"."""
    word, following = use.after(distance), stem(use.after(distance + 1))
    if word in _INVERTED:
        subject = following in SUBJECTS | DETERMINERS
        return subject or use.tag(distance + 1).startswith("NNP")
    return stem(word) in WH - {"whether", "which"}


def number(use: Use) -> bool:
    """Whether a number or a rough count follows: "three", "20%", "a couple"."""
    first, second = use.after(), use.after(2)
    counted = first == "a" and second in NUMBERS | {"couple", "few", "dozen", "bunch"}
    return counted or first[:1].isdigit() or first in NUMBERS or use.tag(1) == "CD"


def beside_um(use: Use) -> bool:
    """Whether a filler sound stands right before or after."""
    return use.um_before or use.um_after


def set_off(use: Use) -> bool:
    """Whether a comma or a pause stands before or after."""
    return use.set_off_before or use.set_off_after
