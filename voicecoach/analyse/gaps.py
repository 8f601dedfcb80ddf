"""What the times of the words alone say about flow, where there is no sound.

Pauses are measured in the sound. Where somebody gives words with times and no sound,
the gaps between the words are all there is: they are shown under names of their own,
and never called pauses.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Final

from voicecoach.analyse.pauses import mean_run, pauses_within, phonation_ratio, place
from voicecoach.thresholds import PAUSE
from voicecoach.types import Answer, Metric, Pause, Transcript, plain_words

_MEASURES: Final[tuple[tuple[str, Callable[[Answer], Metric]], ...]] = (
    ("gaps_within", pauses_within),
    ("mean_gap_run", mean_run),
    ("time_in_words", phonation_ratio),
)


def gap_metrics(answer: Answer) -> tuple[Metric, ...]:
    """Measure the gaps between words with times; nothing where there is a sound.

    Nothing either where no gap is as long as a pause: nobody speaks so, the times were
    shared out (subtitles).
    """
    if answer.acoustics is not None:
        return ()
    gaps = word_gaps(answer.transcript)
    if not gaps:
        return ()
    instead = replace(answer, pauses=gaps)
    return tuple(
        replace(
            found,
            name=name,
            evidence=tuple(
                replace(e, note=e.note.replace("silent pauses", "gaps between words"))
                for e in found.evidence
            ),
        )
        for name, measure in _MEASURES
        for found in [measure(instead)]
    )


def word_gaps(transcript: Transcript) -> tuple[Pause, ...]:
    """Find the gaps of at least 0.25 s between neighbouring words."""
    if not transcript.timed:
        return ()
    plain = [word for _, word in plain_words(transcript)]
    found = []
    for before, after in pairwise(transcript.words):
        end, start = before.end or 0.0, after.start or 0.0
        if start - end >= PAUSE - 1e-6:
            found.append(Pause(end, start, place(end, start, plain)))
    return tuple(found)
