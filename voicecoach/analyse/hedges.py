"""Words that take back what is being said: maybe, I guess, a little bit.

Shields ("I think") and approximators ("a little") in the terms of Prince, Frader &
Bosk, On hedging in physician-physician discourse (1982), each with when it counts.
"Kind of" and "sort of" are weighed among the markers and do not count again here.
"""

from collections.abc import Callable, Mapping
from typing import Final

from voicecoach.analyse.rates import rate
from voicecoach.analyse.rule import DETERMINERS, always, finite, number
from voicecoach.analyse.usage import Speech, Use, uses
from voicecoach.types import Answer, Evidence, Metric


def hedges(answer: Answer) -> Metric:
    """Count hedges a minute, and point at each.

    Examples
    --------
    >>> from voicecoach.testing import spoken
    >>> said = spoken("I guess we were maybe a little bit late or something like that")
    >>> heard = Answer(said, (), None, None, None, "manager")
    >>> [found.note for found in hedges(heard).evidence]
    ['I guess', 'maybe', 'a little bit', 'or something like that']
    """
    speech = Speech.of(answer)
    found = (
        _evidence(use) for use in uses(speech, HEDGES) if HEDGES[_expression(use)](use)
    )
    return rate("hedges", answer, tuple(found))


def _expression(use: Use) -> str:
    return " ".join(use.speech.bares[use.at : use.at + use.size])


def _evidence(use: Use) -> Evidence:
    places = use.speech.places[use.at : use.at + use.size]
    own = [use.speech.words[place] for place in places]
    note = " ".join(word.text.strip(".,;:?!…") for word in own)
    return Evidence(own[0].start, own[-1].end, note)


def _unasked(use: Use) -> bool:
    """I think it works; not "what I think", "I think about", "the way I think"."""
    asked = use.before() in {"what", "how", "way", "when", "that", "do", "why", "where"}
    content = use.after() in {
        "about",
        "of",
        "in",
        "through",
        "like",
        "on",
        "back",
        "ahead",
    }
    return not asked and not content


def _guess(use: Use) -> bool:
    """I guess so; not "I guess the answer from the context"."""
    return use.before() not in {"what", "when", "how", "can"}


def _soft_would(use: Use) -> bool:
    return use.after() in {
        "that",
        "it",
        "it's",
        "we",
        "the",
        "maybe",
        "this",
        "yes",
        "so",
    }


def _not_quantity(use: Use) -> bool:
    """Match a bit slow; not "a bit of", "a bit vector"."""
    return use.after() != "of" and not use.tag(1).startswith("NN")


def _rough(use: Use) -> bool:
    """About twenty is a number, not a doubt: only what is no number is softened."""
    return not number(use)


def _could(use: Use) -> bool:
    """Match it might work; not "with all its might"."""
    return use.before() not in DETERMINERS and use.after() not in {"and", "of"}


def _seems(use: Use) -> bool:
    """Match it seems to work; not "it seems" alone."""
    return use.after() in {"to", "like", "that"} or finite(use.tag(2))


HEDGES: Final[Mapping[str, Callable[[Use], bool]]] = {
    # how sure the speaker is
    "maybe": always,
    "perhaps": always,
    "probably": always,
    "possibly": always,
    "presumably": always,
    "supposedly": always,
    "hopefully": always,
    "i guess": _guess,
    "i suppose": _guess,
    "i think": _unasked,
    "i believe": lambda use: _unasked(use) and use.after() not in {"in", "him", "her"},
    "i feel like": always,
    "i would say": _soft_would,
    "i'd say": always,
    "i assume": always,
    "i imagine": always,
    "i hope": lambda use: use.after() not in {"to", "for"},
    "i don't know": lambda use: (
        use.after()
        not in {
            "how",
            "what",
            "why",
            "where",
            "who",
            "whether",
            "if",
            "the",
            "that",
            "about",
        }
    ),
    "i'm not sure": lambda use: use.closes,
    "i'm not really sure": always,
    "i'm not entirely sure": always,
    "if i remember correctly": always,
    "if i'm not mistaken": always,
    "as far as i know": always,
    "as far as i remember": always,
    "might": _could,
    "might have": _could,
    "it seems": _seems,
    "it seemed": _seems,
    # how much of it holds
    "a little": _not_quantity,
    "a little bit": _not_quantity,
    "a bit": _not_quantity,
    "somewhat": always,
    "kinda": always,
    "sorta": always,
    "more or less": always,
    "pretty much": always,
    "roughly": _rough,
    "to some extent": always,
    "in a way": lambda use: use.after() not in {"that", "which", "of", "to"},
    "in some sense": always,
    "so to speak": always,
    # what is left open
    "or something": always,
    "or something like that": always,
    "or whatever": always,
    "or so": always,
    "or anything like that": always,
    "and stuff": always,
    "and stuff like that": always,
    "and things like that": always,
    "and so on and so forth": always,
    "or anything": always,
}
"""What counts as a hedge, and in which surroundings."""
