"""Coding challenges: a task to be spoken, a starter, tests, and how code fares in them.

A challenge is a folder (``folder``); code is run against its tests only when asked for,
in cells of its own (``voicecoach.cell``).
"""

from voicecoach.challenges.folder import Challenge, find, listed, read_challenge
from voicecoach.challenges.starter import write_starter
from voicecoach.challenges.trial import Outcome, run

__all__ = [
    "Challenge",
    "Outcome",
    "find",
    "listed",
    "read_challenge",
    "run",
    "write_starter",
]
