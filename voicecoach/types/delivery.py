"""How it was said: fillers and pauses."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from voicecoach.types.words import Transcript

FillerKind: TypeAlias = Literal["sound", "marker"]
Heard: TypeAlias = Literal["transcript", "audio", "both"]
Place: TypeAlias = Literal["within", "between"]


@dataclass(frozen=True, slots=True)
class Filler:
    """A filler sound or a marker used as filler.

    ``word`` is the index of its first token in the transcript, None when it was heard
    in the sound alone. ``why`` says why it does or does not count.
    """

    text: str
    start: float | None
    end: float | None
    kind: FillerKind
    heard: Heard
    confidence: float | None
    word: int | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Fillers:
    """The fillers that count, and the candidates that were weighed and do not."""

    counted: tuple[Filler, ...]
    not_counted: tuple[Filler, ...]


@dataclass(frozen=True, slots=True)
class Pause:
    """A silence of at least 0.25 s between the first and the last word."""

    start: float
    end: float
    place: Place


def marker_places(transcript: Transcript, fillers: Fillers) -> frozenset[int]:
    """Give the indices of the words of all markers that count as fillers.

    A filler sound between two words of a marker is no part of it.
    """
    found: set[int] = set()
    for filler in fillers.counted:
        if filler.kind == "marker" and filler.word is not None:
            left = len(filler.text.split())
            for at in range(filler.word, len(transcript.words)):
                if not left:
                    break
                if transcript.words[at].kind == "word":
                    found.add(at)
                    left -= 1
    return frozenset(found)
