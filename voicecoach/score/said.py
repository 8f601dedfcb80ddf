"""The answer without its fillers: what the parts are judged by.

A filler takes time and is no content. If it counted as either, one more could win
points: it would slow a fast speaker down, fill a pause, dilute the jargon.
"""

from dataclasses import dataclass

from voicecoach.lexicon import syllables
from voicecoach.spelling import bare_word
from voicecoach.types import Analysis, Transcript, marker_places


@dataclass(frozen=True, slots=True)
class Said:
    """What is left of an answer without filler sounds and markers.

    Attributes
    ----------
    words, different, plain : int
        The words that are left, how many different ones, and how many there are with
        the markers.
    seconds : float or None
        From the first word to the last without the time of the fillers; None without
        times.
    lost : float
        Seconds that the fillers take.
    syllables : int
        Syllables of the markers.
    """

    words: int
    different: int
    plain: int
    seconds: float | None
    lost: float
    syllables: int

    @property
    def kept(self) -> float:
        """Share of the words that are left; filler sounds are no words."""
        return self.words / self.plain if self.plain else 1.0

    @property
    def longer(self) -> float:
        """How many times longer the answer is with its fillers."""
        return 1 + self.lost / self.seconds if self.seconds else 1.0


def said(transcript: Transcript, analysis: Analysis) -> Said:
    """Leave the fillers out of an answer."""
    markers = marker_places(transcript, analysis.fillers)
    words = transcript.words
    out = {i for i, word in enumerate(words) if word.kind == "filler"} | markers
    left = [bare_word(word.text) for i, word in enumerate(words) if i not in out]
    lost, seconds = 0.0, None
    if words and transcript.timed:
        lost = sum((words[i].end or 0.0) - (words[i].start or 0.0) for i in out)
        whole = (words[-1].end or 0.0) - (words[0].start or 0.0)
        seconds = max(0.0, whole - lost)
    return Said(
        words=len(left),
        different=len(set(left)),
        plain=sum(word.kind == "word" for word in words),
        seconds=seconds,
        lost=lost,
        syllables=sum(syllables(words[i].text) for i in markers),
    )
