"""How a failure becomes one line that names the thing and the remedy."""

import unicodedata
from pathlib import Path

from voicecoach.errors import VoicecoachError

# Control characters and half surrogates; line and paragraph separators, which end a
# line for some readers; and the marks that reverse the reading direction, with which
# a file name can pretend to be another. Joiners stay: emoji and many scripts need them.
_ESCAPED_CATEGORIES = {"Cc", "Cs", "Zl", "Zp"}
_DIRECTION_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e") | {
    chr(code) for code in range(0x2066, 0x206A)
}


def escape(text: str) -> str:
    r"""Make text safe for one line of a terminal; ordinary text stays as it is.

    Examples
    --------
    >>> escape("a\nb\x1b[31m.wav")
    'a\\nb\\x1b[31m.wav'
    """
    return "".join(
        character.encode("unicode_escape").decode("ascii")
        if unicodedata.category(character) in _ESCAPED_CATEGORIES
        or character in _DIRECTION_MARKS
        else character
        for character in text
    )


def failure(error: VoicecoachError, *given: str) -> str:
    """Write a failure as one line that has one of the ``given`` names in it.

    A lower module knows a path as pathlib writes it (``a.wav`` for ``./a.wav``); the
    user looks for what was typed.
    """
    problem = error.problem
    if given and not any(name in problem for name in given):
        for name in given:
            known_as = str(Path(name))
            if known_as in problem:
                problem = problem.replace(known_as, name, 1)
                break
        else:
            problem = f"{given[0]}: {problem}"
    return escape(f"{problem} {error.remedy}")


def usage(message: str, command: str) -> str:
    """Write what the option parser complains about as one line with its remedy."""
    # The parser breaks its lists into lines; pydantic puts its own word in front.
    plain = message.replace("\n\t", " ").replace("Value error, ", "")
    told = escape(plain).rstrip(".")
    return f"{told}. See: {command} --help"
