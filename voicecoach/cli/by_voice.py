"""Hands free: the advice is said, and a word is listened to."""

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from voicecoach.cli.rounds import GUARD, LOOK, Handed, Rounds

if TYPE_CHECKING:
    from voicecoach.cli.after import Wish
    from voicecoach.takes import Block

LISTENED: Final = 6.0
"""Seconds in which a word may be said."""

QUIET: Final = 1.0
"""Seconds of silence after which it was said."""

ASK: Final = "Again, next or stop?"

WORDS: Final[dict[str, str]] = {
    "again": "again",
    "repeat": "again",
    "retry": "again",
    "next": "next",
    "continue": "next",
    "stop": "stop",
    "quit": "stop",
    "finish": "stop",
    "end": "stop",
}
KEYS: Final = {"a": "again", "n": "next", "q": "stop"}


def wish(rounds: Rounds, handed: Handed, onward: "Wish", *, more: bool) -> "Wish":
    """Say the main piece of advice, ask what is wanted, and listen for a word.

    Where nothing is understood it goes on; where nobody answered the question either,
    it stops.
    """
    advice = handed.report.advice
    if advice:
        rounds.voice.say(advice[0].text, rounds.keys)
    rounds.voice.say(ASK, rounds.keys)
    time.sleep(GUARD)
    heard = _ordered(rounds)
    if heard == "again":
        return "again"
    nobody = heard is None and not handed.report.transcript.words
    if heard == "stop" or nobody or not more:
        return "stop"
    return onward


def _ordered(rounds: Rounds) -> str | None:
    """Listen for a word, or a key; nothing of it stays."""
    from voicecoach.endpoint import Endpoint
    from voicecoach.takes import Take

    rate = rounds.microphone.rate
    endpoint = Endpoint(rate)

    def hear(block: "Block", _rate: int) -> None:
        endpoint.heard(block)

    with tempfile.TemporaryDirectory(prefix="voicecoach-") as folder:
        take = Take.begin(Path(folder), "word", rate, about={})
        with take:
            with rounds.microphone.listen(take, hear) as now:
                while now.seconds < LISTENED and not now.wait(0):
                    if key := KEYS.get(rounds.keys.poll(LOOK) or ""):
                        return key
                    if endpoint.speech and endpoint.silence > QUIET:
                        break
            return understood(rounds.room.words(take.path))


def understood(text: str) -> str | None:
    """Find the last word that is an order.

    Examples
    --------
    >>> understood("No, stop. Again please!"), understood("Well.")
    ('again', None)
    """
    words = ["".join(filter(str.isalpha, word)).lower() for word in text.split()]
    found = [WORDS[word] for word in words if word in WORDS]
    return found[-1] if found else None
