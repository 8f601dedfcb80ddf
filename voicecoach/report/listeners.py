"""How key points and other listeners are spoken of in a report."""

from collections.abc import Mapping
from typing import Final

from voicecoach.types import AlsoFor

COVERED: Final[Mapping[bool | None, str]] = {
    True: "touched",
    False: "not heard",
    None: "cannot be told",
}
"""What is said of a key point."""

MOST_TERMS: Final = 8
"""Terms that are named of those that changed."""


def for_listener(also: AlsoFor) -> str:
    """Say in one line how the same words fare with another listener.

    Examples
    --------
    >>> for_listener(AlsoFor("engineer", 80, None, 90, None, 1.0, (), ("ANOVA",)))
    'engineer: 80 of 100, clarity 90; no longer jargon: ANOVA'
    """
    overall = "no score" if also.overall is None else f"{also.overall:.0f} of 100"
    clarity = "not judged" if also.clarity is None else f"{also.clarity:.0f}"
    line = f"{also.audience}: {overall}, clarity {clarity}"
    for what, terms in (
        ("jargon now", also.more_terms),
        ("no longer jargon", also.fewer_terms),
    ):
        if terms:
            line += f"; {what}: {', '.join(terms[:MOST_TERMS])}"
    return line
