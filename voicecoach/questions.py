"""The bank of questions, and the kind of question that a text is."""

import difflib
import functools
from dataclasses import replace
from importlib import resources

from voicecoach.errors import UsageError
from voicecoach.question_file import RUBRICS, BankQuestion, FollowUp, read_bank
from voicecoach.tracks import guess_track, words
from voicecoach.types import Audience, Question

__all__ = [
    "RUBRICS",
    "BankQuestion",
    "FollowUp",
    "bank",
    "find",
    "from_text",
    "guess_track",
    "read_bank",
]


def bank() -> tuple[BankQuestion, ...]:
    """Give the questions that come with voicecoach."""
    return _built_in()


@functools.cache
def _built_in() -> tuple[BankQuestion, ...]:
    return read_bank(resources.files("voicecoach") / "questions.toml")


def find(question_id: str) -> BankQuestion:
    """Find a question of the bank by its id.

    Raises
    ------
    UsageError
        If there is none; the remedy names those that are spelt like it.
    """
    by_id = {question.id or "": question for question in bank()}
    if question_id in by_id:
        return by_id[question_id]
    close = difflib.get_close_matches(question_id, by_id, n=3, cutoff=0.5)
    raise UsageError(
        f"There is no question {question_id!r} in the bank.",
        f"Did you mean {' or '.join(close)}?"
        if close
        else "See 'voicecoach questions list' for all of them.",
    )


def from_text(text: str, audience: Audience = "manager") -> Question:
    """Make a question of a text: one of the bank when it is worded like it.

    The listener is the one that was asked for; the time is that of the bank.
    """
    asked = words(text)
    for known in bank():
        if words(known.text) == asked:
            return replace(known, text=text, audience=audience)
    return Question(text, None, guess_track(text), audience)
