"""When a sound or a word counts as a filler."""

from dataclasses import dataclass
from typing import Final

MARKER_COUNTS: Final = 0.5
"""A marker counts as a filler from this probability on: more likely than not."""

REPEATED_WITHIN: Final = 60.0
REPEATED_WORDS: Final = 150
"""A harmless adverb (actually, basically) is a habit when it comes again within so many
seconds, or so many words where there are no times; design values."""


@dataclass(frozen=True, slots=True)
class FillerLimits:
    """When a filler sound counts.

    Design values, chosen on telephone speech with counted fillers.

    Attributes
    ----------
    by_votes : tuple of float
        Confidence in a filler that one, two, three or all passes of the recogniser
        wrote; its probability by the sound takes the place of a lower one.
    sure : float
        Least confidence of a filler that counts: two votes, or a likely sound.
        Between .1 and .5 this makes little difference.
    least_sound : float
        The fraction of its time that must be speech in the sound.
    shortest, longest : float
        Seconds of a held sound under no word that makes an unsure filler sure.
    voiced, pitch_movement : float
        The fraction of it that is voiced at least, and the range of its pitch at
        most, in semitones.
    near : float
        Seconds by which the recogniser may misplace the filler.
    held : float
        Confidence in a filler that one pass wrote where such a sound is.
    alone_shortest, alone_longest, alone_movement, apart : float
        A held sound counts without any pass if it lasts from the first to the second,
        in seconds, moves by so few semitones, and has so many seconds of silence on
        both sides. Fillers last 300 to 450 ms at boundaries, less inside
        (O'Shaughnessy).
    alone : float
        Confidence in such a one.
    """

    by_votes: tuple[float, ...] = (0.3, 0.9, 0.95, 0.98)
    sure: float = 0.35
    least_sound: float = 0.3
    shortest: float = 0.2
    longest: float = 1.3
    voiced: float = 0.8
    pitch_movement: float = 1.5
    near: float = 0.25
    held: float = 0.85
    alone_shortest: float = 0.2
    alone_longest: float = 0.7
    alone_movement: float = 1.5
    apart: float = 0.15
    alone: float = 0.6


FILLERS: Final = FillerLimits()
