"""After a report: listen to a moment, try again, go on; with keys or by voice."""

import threading
import webbrowser
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final, Literal

from voicecoach.cli import comparing
from voicecoach.cli.keys import ENTER
from voicecoach.cli.rounds import Handed, Rounds
from voicecoach.errors import DeviceError

if TYPE_CHECKING:
    from voicecoach.types import Advice, Question, Samples

Wish = Literal["again", "follow-up", "next", "stop"]

BEFORE: Final = 0.5
"""Seconds that are played before a moment, and after it."""

MOST_ADVICE: Final = 3

TICK: Final = 0.03
"""Seconds between two looks at whether a moment has been played."""


def wish(
    rounds: Rounds, handed: Handed, further: "Question | None", *, more: bool
) -> Wish:
    """Find out what is wanted next.

    Parameters
    ----------
    further : Question or None
        A follow-up that could be asked.
    more : bool
        Whether another question may be asked at all.
    """
    if rounds.over:
        return "stop"
    onward: Wish = "follow-up" if further is not None else "next"
    if rounds.chosen.hands_free:
        from voicecoach.cli import by_voice

        return by_voice.wish(rounds, handed, onward, more=more)
    if rounds.chosen.no_keys:
        return onward if more else "stop"
    return _by_key(rounds, handed, further, more=more)


def compared(rounds: Rounds, before: Handed, now: Handed) -> None:
    """Show two takes of one question beside each other."""
    if rounds.chosen.json or not rounds.streams.out_is_terminal:
        return
    from voicecoach.compare import compare

    found = compare(before.report, now.report)
    comparing.show(rounds.streams, found, ("before", "now"))


def _by_key(
    rounds: Rounds, handed: Handed, further: "Question | None", *, more: bool
) -> Wish:
    wishes: dict[str, Wish] = {"a": "again", "q": "stop"}
    if more:
        wishes["n"] = "next"
    if further is not None:
        wishes["f"] = "follow-up"
    wishes[ENTER] = "follow-up" if further is not None else "next" if more else "stop"
    choices = "".join(wishes)
    choices += "p" * bool(_playable(handed)) + "h" * (handed.page is not None)
    while True:
        rounds.say("\n" + _menu(choices, further))
        key = rounds.wait_for(choices)
        if key == "p":
            _play(rounds, handed)
        elif key == "h" and handed.page is not None:
            webbrowser.open(handed.page.absolute().as_uri())
        else:
            return wishes[key]


def _menu(choices: str, further: "Question | None") -> str:
    from voicecoach.report.terminal import plain

    names = {
        "f": "f follow-up",
        "a": "a again",
        "n": "n next",
        "p": "p play a moment",
        "h": "h page",
        "q": "q quit",
    }
    usual = "follow-up" if further else "next" if "n" in choices else "quit"
    listed = "  ".join(text for key, text in names.items() if key in choices)
    asked = f"Follow-up: {plain(further.text)}\n" if further else ""
    return f"{asked}{listed}  (Enter: {usual})"


def _playable(handed: Handed) -> "tuple[Advice, ...]":
    """Give the advice that has a moment in the sound."""
    if handed.sound is None:
        return ()
    given = handed.report.advice[:MOST_ADVICE]
    return given if any(_moment(advice) for advice in given) else ()


def _moment(advice: "Advice") -> tuple[float, float] | None:
    for item in advice.evidence:
        if item.start is not None and item.end is not None:
            return item.start, item.end
    return None


def _play(rounds: Rounds, handed: Handed) -> None:
    """Play the moment of a piece of advice that is chosen."""
    advice = _playable(handed)
    rounds.say(f"Which advice? 1 to {len(advice)}, Enter for none")
    key = rounds.wait_for("123"[: len(advice)] + ENTER)
    if key == ENTER or handed.sound is None:
        return
    moment = _moment(advice[int(key) - 1])
    if moment is None:
        rounds.say("It speaks of the whole answer: there is no moment to play.")
        return
    start, end = max(0.0, moment[0] - BEFORE), moment[1] + BEFORE
    rounds.say(f"{start:.1f} s to {end:.1f} s; any key ends it")
    try:
        _played(rounds, handed.sound.cut(start, end))
    except DeviceError as error:
        rounds.streams.fail(error)


def _played(rounds: Rounds, samples: "Samples") -> None:
    """Play to the end or until a key is pressed; raises DeviceError."""
    from voicecoach.play import play
    from voicecoach.types import SAMPLE_RATE

    device, stop = rounds.chosen.manner.device, threading.Event()
    with ThreadPoolExecutor(1, "moment") as pool:
        playing = pool.submit(play, samples, SAMPLE_RATE, device=device, stop=stop)
        try:
            while not playing.done():
                if rounds.keys.poll(TICK):
                    stop.set()
        finally:
            stop.set()
        playing.result()
