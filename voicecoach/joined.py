"""A mock interview as one: its answers one after the other, and what repeats."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from voicecoach import __version__
from voicecoach.exchange import Exchange, Interview, Turn
from voicecoach.overall import overall
from voicecoach.peaks import outline
from voicecoach.recorded import Recorded
from voicecoach.session import Reviewed
from voicecoach.shift import shifted
from voicecoach.types import SAMPLE_RATE, Recording, Sound, Span, Timing


def join(answers: Sequence[Reviewed], name: str) -> Recorded:
    """Put reviewed answers, which all have sound, behind each other.

    Parameters
    ----------
    answers : sequence of Reviewed, not empty
        In the order in which they were spoken.
    name : str
        What the joined recording is called.
    """
    sounds = [answer.sound for answer in answers if answer.sound is not None]
    samples = np.concatenate([sound.samples for sound in sounds])
    duration = len(samples) / SAMPLE_RATE
    digest = hashlib.sha256(samples.tobytes()).hexdigest()
    recording = Recording(name, round(duration, 3), SAMPLE_RATE, digest)
    sound = Sound(samples, recording)
    exchanges, turns, start = [], [], 0.0
    for answer, own in zip(answers, sounds, strict=True):
        end = start + own.duration
        report = replace(shifted(answer.report, start), peaks=())
        peaks = answer.report.peaks
        exchanges.append(Exchange(None, Span(start, end), report, peaks))
        turns.append(Turn(start, end, "candidate", answer.report.transcript.text))
        start = end
    reports = [answer.report for answer in answers]
    interview = Interview(
        version=__version__,
        recording=recording,
        turns=tuple(turns),
        exchanges=tuple(exchanges),
        overall=overall(reports),
        refusals=(),
        warnings=tuple(dict.fromkeys(w for report in reports for w in report.warnings)),
        timing=Timing(duration, round(sum(r.timing.wall for r in reports), 3)),
        peaks=outline(sound),
    )
    return Recorded(interview, sound)
