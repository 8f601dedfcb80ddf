"""The command line: parse, call, print. No decisions are made here.

One file per command; importing this package imports nothing else, so that Ctrl-C ends
quietly from the first moment on and ``--help`` is there at once.
"""

from collections.abc import Sequence

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command, ``argv`` (without the program's name); give its exit code."""
    try:
        from voicecoach.cli.app import run

        return run(argv)
    except KeyboardInterrupt:
        return INTERRUPTED
