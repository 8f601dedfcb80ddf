"""A spoken walkthrough of code, held against what the code really contains.

The code is read and never run: what is in it comes from its syntax alone.
"""

from collections.abc import Sequence
from itertools import chain

from voicecoach.types import Claim, Walkthrough, Word
from voicecoach.walkthrough.claims import operation_claims, structure_claims
from voicecoach.walkthrough.complexity import complexity_claims
from voicecoach.walkthrough.contents import Contents, contents_of, read_code
from voicecoach.walkthrough.mentions import mentions
from voicecoach.walkthrough.speech import speech

__all__ = ["Contents", "check_walkthrough", "contents_of", "read_code"]


def check_walkthrough(words: Sequence[Word], code: Contents) -> Walkthrough:
    """Compare what was said about code with what is in it.

    Parameters
    ----------
    words : sequence of Word
        The transcript, with times or without.
    code : Contents
        What the file contains.

    Returns
    -------
    Walkthrough
        What was mentioned and what was not, and each claim that could be found, with
        its moment; ``holds`` is False only where the code plainly speaks against it.
    """
    said = speech(words)
    found = mentions(said, code)
    return Walkthrough(
        name=code.name,
        sha256=code.sha256,
        length=code.length,
        functions=tuple(function.shown for function in code.functions),
        classes=code.classes,
        structures=code.structures,
        hidden_loops=code.hidden_loops,
        mentioned=tuple(item for item in found if item.evidence),
        not_mentioned=tuple(item for item in found if not item.evidence),
        claims=_in_order(
            chain(
                structure_claims(said, code),
                operation_claims(said, code),
                complexity_claims(said, code),
            )
        ),
    )


def _in_order(claims: "chain[Claim]") -> tuple[Claim, ...]:
    """Order claims by their moment, contradictions first where there are no times."""
    return tuple(
        sorted(claims, key=lambda c: (c.evidence[0].start or 0.0, c.holds is not False))
    )
