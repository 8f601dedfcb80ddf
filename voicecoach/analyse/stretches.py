"""Cut an answer into stretches of about a clause, the units that are labelled."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from voicecoach.types import Word

SILENCE: Final = 0.5
"""A silence between two words that ends a stretch, in seconds (science of pausing:
pauses at clause boundaries centre around .6 s, Liu, Frontiers in Psychology 778018)."""

LONGEST: Final = 28
"""Words after which any conjunction may end a stretch."""

SHORTEST: Final = 4
"""A stretch with fewer words joins the next one, unless punctuation closes it."""

_JUNK = re.compile(r"^[^\w'$£€%]+|[^\w'%+#]+$")
_CLOSED = re.compile(r"[.?!;…:][\"'”’)]*$")
_SUBJECTS: Final = frozenset(
    "i i'm i'd i've i'll we we're we'd we've we'll he he's he'd she she's she'd they "
    "they're they'd it it's that's there there's you this these everyone everybody "
    "nobody people someone somebody my our his her their the one some both each then "
    "what when after since now not in at as every nothing last first".split()
)
_JOINTS: Final = frozenset(
    "and but so because then however although though while until which when whenever "
    "where eventually finally unfortunately".split()
)
_PRONOUNS: Final = frozenset("i i'm i'd i've we we're we'd we've he she they".split())
_TAKES_A_CLAUSE: Final = frozenset(
    "that what if who whom how why as than like think thought say said says know knew "
    "guess hope believe feel felt mean means saw see tell told everything all thing "
    "things time way day before after until since once or is was are were did do does "
    "would could should can will have has had don't whether sure least me him us them "
    "where whatever every first".split()
)
_OPENER = re.compile(
    r"(?:(?:and|so|but) )?(?:in the end|at the end|as a result|by the end|in my \w+ "
    r"(?:year|job|role)|(?:the|one|another) (?:\w+ )?(?:problem|challenge|issue) "
    r"(?:was|is)|since then|after that|yeah|i guess|i think that's|hopefully|"
    r"the next (?:time|day)|"
    r"to this day)\b"
)
_ASIDES = re.compile(
    r"\b(?:you know|i mean|kind of|sort of|basically|actually|literally|honestly|"
    r"obviously|really|just)\b(?! (?:how|what|that|who|the|if|when)\b)|"
    r"(?<!look)(?<!feel)(?<!felt)(?<!would)(?<!something)(?<!don't)(?<!didn't)"
    r"(?<!\bi)(?<!\bwe)(?<!really)(?<!\bthey)(?<!people)(?<!\bto)(?<!'s)(?<!\bis)"
    r" like\b(?! to\b)"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The words from index ``first`` up to, not including, ``last``.

    ``text`` has them in lower case, without punctuation, fillers and asides.
    """

    first: int
    last: int
    text: str

    @property
    def size(self) -> int:
        """Number of words that carry meaning."""
        return len(self.text.split())


def plain(text: str) -> str:
    """Give a word in lower case without the punctuation around it; $ and % stay.

    Examples
    --------
    >>> plain("“Don’t,”"), plain("$4,000."), plain("70%,")
    ("don't", '$4,000', '70%')
    """
    return _JUNK.sub("", text.replace("’", "'")).strip("'").lower()


def stretches(words: Sequence[Word]) -> tuple[Stretch, ...]:
    """Cut an answer into stretches; every word is in one of them, in order.

    Cuts lie at closing punctuation, at silences, and before a conjunction that a
    subject follows, so that a transcript without punctuation is cut as well.
    """
    if not words:
        return ()
    forms = [plain(word.text) if word.kind == "word" else "" for word in words]
    cuts = [0, *_cuts(words, forms), len(words)]
    return tuple(
        Stretch(first, last, _meaning(forms[first:last]))
        for first, last in pairwise(_merged(words, forms, cuts))
    )


def _cuts(words: Sequence[Word], forms: Sequence[str]) -> list[int]:
    cuts: list[int] = []
    said = 0
    for at in range(1, len(words)):
        said += bool(forms[at - 1])
        if _CLOSED.search(words[at - 1].text) or _silent(words[at - 1], words[at]):
            hard = True
        else:
            hard = False
            if not _joint(words, forms, at, said):
                continue
        if hard or said >= SHORTEST:
            cuts.append(at)
            said = 0
    return cuts


def _silent(before: Word, after: Word) -> bool:
    if before.end is None or after.start is None:
        return False
    return after.start - before.end >= SILENCE


def _joint(words: Sequence[Word], forms: Sequence[str], at: int, said: int) -> bool:
    """Whether a new clause begins here, as far as the words say."""
    if _OPENER.match(" ".join(form for form in forms[at : at + 6] if form)):
        return True
    if forms[at] not in _JOINTS:
        return _new_subject(forms, at, said)
    if forms[at - 1] in _JOINTS or (forms[at] == "so" and _degree(forms, at)):
        return False
    if words[at - 1].text.rstrip().endswith(",") or said >= LONGEST:
        return True
    following = next((form for form in forms[at + 1 : at + 4] if form), "")
    return following in _SUBJECTS | _JOINTS or following.endswith("ly")


def _new_subject(forms: Sequence[str], at: int, said: int) -> bool:
    """Whether a clause begins here with its subject alone (the bill / they left)."""
    before = next((form for form in reversed(forms[:at]) if form), "")
    return (
        said > SHORTEST
        and forms[at] in _PRONOUNS
        and before not in _TAKES_A_CLAUSE | _JOINTS
        and not before.endswith(("ed", "ing", "'s"))
    )


def _degree(forms: Sequence[str], at: int) -> bool:
    """Whether this "so" belongs to what it follows ("was so happy")."""
    return forms[at - 1] in {"was", "were", "is", "are", "be", "not", "or", "do"}


def _merged(
    words: Sequence[Word], forms: Sequence[str], cuts: Sequence[int]
) -> list[int]:
    """Drop the cuts that leave too little behind them."""
    kept = [0]
    for cut in cuts[1:-1]:
        said = sum(map(bool, forms[kept[-1] : cut]))
        closed = _CLOSED.search(words[cut - 1].text) is not None
        if said >= SHORTEST or (closed and said):
            kept.append(cut)
    if len(kept) > 1 and not any(forms[kept[-1] :]):
        kept.pop()
    return [*kept, cuts[-1]]


def _meaning(forms: Sequence[str]) -> str:
    text = " ".join(form for form in forms if form)
    return " ".join(_ASIDES.sub(" ", text).split())
