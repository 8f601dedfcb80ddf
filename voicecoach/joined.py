"""A mock interview as one: its answers one after the other, and what repeats."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from voicecoach import __version__
from voicecoach.exchange import Exchange, Interview, Turn
from voicecoach.overall import overall
from voicecoach.peaks import outline
from voicecoach.recorded import Recorded
from voicecoach.session import Reviewed
from voicecoach.shift import shifted
from voicecoach.types import SAMPLE_RATE, Recording, Report, Sound, Span, Timing


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
        warnings=tuple(_warnings(reports)),
        timing=Timing(duration, round(sum(r.timing.wall for r in reports), 3)),
        peaks=outline(sound),
    )
    return Recorded(interview, sound)


def _warnings(reports: Sequence[Report]) -> Iterator[str]:
    """Give each warning once, with the answers that it is about, unless it is all."""
    about: dict[str, list[int]] = {}
    for number, report in enumerate(reports, start=1):
        for warning in dict.fromkeys(report.warnings):
            about.setdefault(warning, []).append(number)
    for warning, numbers in about.items():
        if len(numbers) == len(reports):
            yield warning
        else:
            named = ", ".join(map(str, numbers))
            yield f"{'Answer' if len(numbers) == 1 else 'Answers'} {named}: {warning}"
