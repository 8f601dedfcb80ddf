"""Write an interview as one line of strict JSON, ``voicecoach.session/1``."""

import json
from typing import Any, Final

from voicecoach.exchange import Exchange, Interview
from voicecoach.report.json import document, plain

SCHEMA: Final = "voicecoach.session/1"


def to_json(interview: Interview) -> str:
    """Serialise an interview.

    Raises
    ------
    ValueError
        A number in it is not finite.
    """
    found = session_document(interview)
    return json.dumps(found, allow_nan=False, separators=(",", ":"))


def session_document(interview: Interview) -> dict[str, Any]:
    """Build the document; each answer is a ``voicecoach.report/1`` with its place."""
    whole = interview.overall
    return {
        "schema": SCHEMA,
        "version": interview.version,
        "recording": plain(interview.recording),
        "turns": plain(interview.turns),
        "answers": [_answer(exchange) for exchange in interview.exchanges],
        "overall": {**plain(whole), "parts": dict(plain(whole.parts))},
        "refusals": list(interview.refusals),
        "warnings": list(interview.warnings),
        "timing": plain(interview.timing),
        "peaks": plain(interview.peaks),
    }


def _answer(exchange: Exchange) -> dict[str, Any]:
    return {
        **document(exchange.report),
        "asked": plain(exchange.asked),
        "answered": plain(exchange.answered),
    }
