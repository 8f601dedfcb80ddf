"""When two voices are told apart, and which of them asks."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class TurnRules:
    """When two voices are told apart, and which of them asks.

    The limits of the voices were chosen on callers of telephone and read speech; the
    figure "held apart" of scripts/measure --only turns says what a limit chosen on half
    of them is worth on the other half. Design values otherwise.

    Attributes
    ----------
    one_voice : float
        Cosine between two voices from which they may be one: 19 of 20 pairs of callers
        lie below, and no caller whose own speech was parted in two.
    third_voice : float
        Cosine within a voice below which it is two: four sessions of three callers in
        ten fall below, and almost none of two, which would be refused for nothing.
    least : float
        Seconds of speech that each voice needs: less is an odd sound of the same voice.
    speech : float
        Seconds of speech from which a recording can be an interview at all.
    asks, you, talks_less, begins : float
        Log odds of being the interviewer: all turns are questions, says only you and
        never I, is not heard at all, has the first word.
    question_words : int
        A turn with a question counts in full up to so many words: longer ones answer.
    unsure : float
        Below this probability the report says that the roles may be exchanged.
    aside : int
        So many words thrown in ("right", "yes, sure") are no turn of their own.
    """

    one_voice: float = 0.83
    third_voice: float = 0.72
    least: float = 2.0
    speech: float = 10.0
    asks: float = 4.0
    you: float = 2.0
    talks_less: float = 2.0
    begins: float = 1.0
    question_words: int = 60
    unsure: float = 0.9
    aside: int = 3


TURNS: Final = TurnRules()
