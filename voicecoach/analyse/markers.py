"""Words used as fillers: like, you know, I mean, so, actually ...

A list of words fails here: most uses of "like", "so" and "actually" mean something.
Every use is weighed by rules; the first that holds decides and gives the reason.
"""

from collections.abc import Iterator, Sequence

from voicecoach.analyse.marker_rules import RULES
from voicecoach.analyse.usage import Speech, Use, uses
from voicecoach.thresholds import MARKER_COUNTS, REPEATED_WITHIN, REPEATED_WORDS
from voicecoach.types import Answer, Filler, Fillers


def markers(answer: Answer) -> Fillers:
    """Weigh every use of a discourse marker in an answer.

    Returns
    -------
    Fillers
        One entry a use. ``confidence`` is the probability that it is a filler, a
        design value of the rule that decided; from ``MARKER_COUNTS`` on it counts.

    Examples
    --------
    >>> from voicecoach.testing import spoken
    >>> said = spoken("Well we, you know, left")
    >>> heard = Answer(said, (), None, None, None, "manager")
    >>> [filler.text for filler in markers(heard).counted]
    ['Well', 'you know']
    """
    speech = Speech.of(answer)
    weighed = tuple(_weighed(speech, uses(speech, RULES)))
    return Fillers(
        tuple(filler for filler in weighed if _counts(filler)),
        tuple(filler for filler in weighed if not _counts(filler)),
    )


def _counts(filler: Filler) -> bool:
    return filler.confidence is not None and filler.confidence >= MARKER_COUNTS


def _weighed(speech: Speech, found: Sequence[Use]) -> Iterator[Filler]:
    habits: dict[str, Use] = {}  # the last use of each marker that only counts repeated
    for use in found:
        marker = " ".join(speech.bares[use.at : use.at + use.size])
        rule = next(rule for rule in RULES[marker] if rule.holds(use))
        sure, why = rule.sure, rule.why
        if rule.if_repeated is not None:
            if marker in habits and _near(habits[marker], use):
                sure, why = rule.if_repeated, f"{marker!r} again within a minute"
            habits[marker] = use
        yield _filler(use, sure, why)


def _near(earlier: Use, later: Use) -> bool:
    """Whether two uses lie within a minute, or as many words as a minute has."""
    words = earlier.speech.words
    first = words[earlier.speech.places[earlier.at]].start
    second = words[later.speech.places[later.at]].start
    if first is None or second is None:
        return later.at - earlier.at <= REPEATED_WORDS
    return second - first <= REPEATED_WITHIN


def _filler(use: Use, sure: float, why: str) -> Filler:
    places = use.speech.places[use.at : use.at + use.size]
    own = [use.speech.words[place] for place in places]
    return Filler(
        text=" ".join(word.text.strip(".,;:?!…—") for word in own),
        start=own[0].start,
        end=own[-1].end,
        kind="marker",
        heard="transcript",
        confidence=sure,
        word=places[0],
        why=why,
    )
