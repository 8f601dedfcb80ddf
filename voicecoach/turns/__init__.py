"""A recorded interview in turns: two voices told apart, and which of them asks.

``tell_apart`` finds the turns in the sound; ``read_turns`` takes them from a file that
was corrected by hand; ``with_words`` gives turns the words said in them; ``pair`` makes
questions and answers of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from voicecoach.exchange import Role, Turn
from voicecoach.thresholds import TURNS
from voicecoach.turns.encoder import Embed, VoiceEncoder
from voicecoach.turns.file import read_turns
from voicecoach.turns.following import spoken, turns_of
from voicecoach.turns.pairing import Pair, pair
from voicecoach.turns.roles import Voiced, choose_roles, texts_of
from voicecoach.turns.voices import refusal, split
from voicecoach.turns.windows import embedded
from voicecoach.types import Acoustics, Sound, Span, Transcript

__all__ = [
    "Embed",
    "Pair",
    "Told",
    "VoiceEncoder",
    "pair",
    "read_turns",
    "swapped",
    "tell_apart",
    "with_words",
]


@dataclass(frozen=True, slots=True)
class Told:
    """The turns of an interview, or why there are none; and what is not sure."""

    turns: tuple[Turn, ...] | None
    refusal: str | None = None
    warnings: tuple[str, ...] = ()


def tell_apart(
    sound: Sound, acoustics: Acoustics, transcript: Transcript, embed: Embed
) -> Told:
    """Find who speaks when, and who of the two asks.

    Parameters
    ----------
    transcript : Transcript
        The words of the whole recording, with times.
    embed : Embed
        The voice encoder, or what stands in for it.
    """
    windows = embedded(sound, acoustics, embed)
    found = split(windows) if len(windows.spans) > 1 else None
    refused = refusal(windows, found)
    if refused or found is None:
        return Told(None, refused)
    voiced = turns_of(windows.spans, found.voices, transcript.words)
    voiced = spoken(voiced, transcript)
    if len({turn.voice for turn in voiced}) < 2:
        return Told(
            None,
            "Two voices could not be told apart: words were heard from one alone.",
        )
    return _named(voiced, transcript)


def _named(voiced: Sequence[Voiced], transcript: Transcript) -> Told:
    texts = texts_of(voiced, transcript)
    chosen = choose_roles(voiced, texts)
    turns = tuple(
        Turn(turn.span.start, turn.span.end, chosen.roles[turn.voice], text)
        for turn, text in zip(voiced, texts, strict=True)
    )
    if chosen.sure >= TURNS.unsure:
        return Told(turns)
    return Told(
        turns,
        warnings=(
            "Which of the two asks is not sure: if the roles are the wrong way round, "
            "run it again with --swap-roles.",
        ),
    )


def with_words(turns: Sequence[Turn], transcript: Transcript) -> tuple[Turn, ...]:
    """Give each turn the words said in it; their times and roles stay."""
    voiced = [Voiced(_span(turn), 0) for turn in turns]
    texts = texts_of(voiced, transcript)
    return tuple(
        replace(turn, text=text) for turn, text in zip(turns, texts, strict=True)
    )


def swapped(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """Exchange the two roles."""
    other: dict[Role, Role] = {"interviewer": "candidate", "candidate": "interviewer"}
    return tuple(replace(turn, role=other[turn.role]) for turn in turns)


def _span(turn: Turn) -> Span:
    return Span(turn.start, turn.end)
