"""What the commands that show questions share."""

from voicecoach.cli.streams import Streams

INCOMPLETE = 1
"""Exit code where own questions with a mistake are left out, and the others shown."""


def complete(streams: Streams) -> int:
    """Tell what is missing because own questions have a mistake; give the exit code."""
    from voicecoach import questions

    if fault := questions.own_fault():
        streams.fail(fault)
        return INCOMPLETE
    return 0


def with_article(noun: str) -> str:
    """Put the article before a noun.

    Examples
    --------
    >>> with_article("engineer")
    'an engineer'
    """
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
