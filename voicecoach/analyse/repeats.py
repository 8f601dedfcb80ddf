"""Words said twice, sentences begun twice, words broken off.

What a speaker repeats on purpose passes: "very very", "no no no", "again and again",
and so does what grammar doubles: "that that", "had had".
"""

from collections.abc import Iterator
from typing import Final

from voicecoach.analyse.rates import rate
from voicecoach.analyse.rule import DETERMINERS, NUMBERS, SUBJECTS, WH, finite, stem
from voicecoach.analyse.usage import Speech, Use
from voicecoach.types import Answer, Evidence, Metric

_LONGEST: Final = 4  # words of a phrase that is said twice

_ON_PURPOSE: Final = frozenset(
    "very really so much many more way far long too super no yes yeah yep nope okay ok "
    "right sure well hey wait ha bye please never ever big little old deep that had is "
    "again over on and on go come out up down".split()
)
_HINGES: Final = frozenset("and by to after or".split())
_HOLDS_CLAUSE: Final = frozenset(
    "think thought know knew hope hoped guess guessed believe believed say said says "
    "feel felt wish wished mean meant realize realized see saw find found figure "
    "figured suppose suppose thinks bet promise promised remember assumed assume "
    "notice noticed understand understood learn learned decide decided wonder wondered "
    "imagine show showed told tell agree agreed admit admitted swear love like suspect "
    "suspected sure certain glad afraid happy sorry confident aware explain explained "
    "prove proved discovered heard hear sense expect expected".split()
)
_STARTS_SENTENCE: Final = frozenset(
    ["", "and", "but", "so", "then", "or", "well", "yeah"]
)
_ARTICLES: Final = frozenset("the a an my our your their his its".split())
_OPEN_ENDS: Final = frozenset(["DT", "IN", "TO", "PRP$", "MD", "WDT"])


def repeats(answer: Answer) -> Metric:
    """Count repeats, restarts and cut-off words a minute, and point at each.

    Examples
    --------
    >>> from voicecoach.testing import spoken
    >>> said = spoken("I I led the team and we went we decided very very quickly")
    >>> heard = Answer(said, (), None, None, None, "manager")
    >>> [found.note for found in repeats(heard).evidence]
    ['repeat: I I', 'restart: we went we']
    """
    speech = Speech.of(answer)
    return rate("repeats", answer, tuple(_found(speech)))


def _found(speech: Speech) -> Iterator[Evidence]:
    at = 0
    while at < len(speech.bares):
        for kind, length in (
            ("cut off", _cut_off(speech, at)),
            ("repeat", _repeat(speech, at)),
            ("restart", _restart(speech, at)),
        ):
            if length:
                yield _evidence(speech, at, length, kind)
                # The last word may begin the next one: "I I we went we decided".
                at += max(1, length - 1)
                break
        else:
            at += 1


def _evidence(speech: Speech, at: int, length: int, kind: str) -> Evidence:
    own = [speech.words[place] for place in speech.places[at : at + length]]
    text = " ".join(word.text.strip(".,;:?!…") for word in own)
    return Evidence(own[0].start, own[-1].end, f"{kind}: {text}")


def _cut_off(speech: Speech, at: int) -> int:
    """Words from a broken-off one to its second try: "pro- project"."""
    if speech.mark(at) != "-":
        return 0
    following = at + 1
    while following < len(speech.bares) and speech.mark(following) == "-":
        following += 1
    if following == len(speech.bares):
        return following - at
    if speech.bares[following] in _HINGES:  # pre- and post-processing
        return 0
    again = speech.bares[following].startswith(speech.bares[following - 1])
    return following - at + again


def _repeat(speech: Speech, at: int) -> int:
    """Words of a phrase and all its repetitions: "I I", "it was it was it was"."""
    for size in range(_LONGEST, 0, -1):
        phrase = list(speech.bares[at : at + size])
        end = at + size
        while (
            list(speech.bares[end : end + size]) == phrase
            and not Use(speech, at, end - at).closes
        ):
            end += size
        if end > at + size and not _meant(speech, at, size):
            return end - at
    return 0


def _meant(speech: Speech, at: int, size: int) -> bool:
    """Whether a phrase is doubled on purpose, by grammar or by counting."""
    phrase = speech.bares[at : at + size]
    if tuple(phrase) in {("you", "know"), ("i", "mean")}:
        return True  # counted as markers
    if size == 2:
        hinged = phrase[1] in _HINGES or (
            phrase[0] == "and" and phrase[1] in _ON_PURPOSE
        )
        relative = Use(speech, at, 1).before() in WH | {
            "that",
            "all",
            "everything",
            "if",
        }
        # "Over and over and over", "what I did I did alone".
        if hinged or (relative and phrase[0] in SUBJECTS):
            return True
    return all(_doubles(speech, at + offset) for offset in range(size))


def _doubles(speech: Speech, at: int) -> bool:
    word = speech.bares[at]
    tags = {token.tag for token in speech.tokens.get(speech.places[at], ())}
    counts = word in NUMBERS or word[:1].isdigit() or "CD" in tags
    intensifies = bool(tags & {"JJ", "JJR", "UH"}) and word not in DETERMINERS
    return word in _ON_PURPOSE or counts or intensifies


def _restart(speech: Speech, at: int) -> int:
    """Words from a given-up beginning to where it begins anew."""
    words = [*speech.bares[at : at + 5], "", "", "", "", ""]
    use = Use(speech, at, 1)
    if use.closes or words[:2] in (["you", "know"], ["i", "mean"]):
        return 0
    pronoun, again = stem(words[0]), [stem(word) for word in words[1:5]]
    if pronoun in SUBJECTS:
        if again[0] == pronoun and words[1] != words[0]:
            return 2  # I I'm, we're we were
        if again[1] == pronoun and _given_up(speech, at):
            return 3  # we went we decided
        if again[2] == pronoun and words[4] == words[1] and _open(use):
            return 4  # we had a we had two
    if words[0] in _ARTICLES and words[1] in _ARTICLES and words[0] != words[1]:
        return 2  # a the
    if words[0] == words[2] and words[1] in _ARTICLES and words[3] in _ARTICLES:
        return 4  # in the in my
    return 0


def _given_up(speech: Speech, at: int) -> bool:
    """Whether a clause of two words is not one: "we went we decided"."""
    use, second = Use(speech, at, 1), Use(speech, at + 2, 1)
    verb, begun = use.after(), "'" in use.speech.bares[at]
    if verb in _HOLDS_CLAUSE or verb in WH or use.before() not in _STARTS_SENTENCE:
        return False
    if second.before() == "" or second.after() in ("", verb):
        return False
    verbs = finite(use.tag(1)) and finite(second.tag(1))
    unparsed = not use.tag(1) and second.after() not in SUBJECTS
    contracted = begun and "'" in speech.bares[at + 2]
    return verbs or unparsed or contracted


def _open(use: Use) -> bool:
    """Whether the second word after cannot end a clause: "we had a"."""
    return use.tag(2) in _OPEN_ENDS or use.after(2) in _ARTICLES
