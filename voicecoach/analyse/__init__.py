"""Measure an answer.

An analyser is a function that takes an Answer and returns a value; most return one
Metric. To add one: write the function in a file of its own, name it in the table
below, and give it a band in thresholds if it should be judged.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from voicecoach.analyse import markers as marker_words
from voicecoach.analyse.clarity import extra_syllables, words_per_pause_unit
from voicecoach.analyse.fillers import filler_rate, sounds
from voicecoach.analyse.gaps import gap_metrics
from voicecoach.analyse.hedges import hedges
from voicecoach.analyse.jargon import jargon, jargon_density
from voicecoach.analyse.length import answer_length, time_to_first_word
from voicecoach.analyse.pace import articulation_rate, pace_curve, speaking_rate
from voicecoach.analyse.pauses import (
    longest_pause,
    longest_run,
    mean_run,
    pauses_within,
    phonation_ratio,
    silent_pauses,
)
from voicecoach.analyse.point import time_to_point
from voicecoach.analyse.repeats import repeats
from voicecoach.analyse.rubric import asked
from voicecoach.analyse.structure import structure
from voicecoach.analyse.variety import lexical_variety
from voicecoach.analyse.voice import loudness, pitch_range
from voicecoach.language import parse
from voicecoach.thresholds import BANDS
from voicecoach.types import Analysis, Answer, Filler, Fillers, Metric, marker_places

__all__ = ["METRICS", "analyse", "silent_pauses"]

METRICS: Final[tuple[Callable[[Answer], Metric], ...]] = (
    speaking_rate,
    answer_length,
    time_to_first_word,
    pauses_within,
    longest_pause,
    mean_run,
    longest_run,
    phonation_ratio,
    repeats,
    hedges,
    lexical_variety,
    words_per_pause_unit,
    extra_syllables,
    loudness,
    pitch_range,
)
"""The metrics that need nothing but the answer."""

ORDER: Final = (
    "speaking_rate",
    "articulation_rate",
    "answer_length",
    "time_to_first_word",
    "time_to_point",
    "pauses_within",
    "longest_pause",
    "mean_run",
    "phonation_ratio",
    "filler_sounds",
    "filler_markers",
    "repeats",
    "hedges",
    "jargon_density",
    "lexical_variety",
    "loudness",
    "pitch_range",
)
"""The metrics in the order of the report; those that are not named follow."""


def analyse(answer: Answer) -> Analysis:
    """Run every analyser over one answer."""
    heard, said = sounds(answer), marker_words.markers(answer)
    fillers = Fillers(
        counted=tuple(sorted((*heard.counted, *said.counted), key=_place)),
        not_counted=tuple(sorted((*heard.not_counted, *said.not_counted), key=_place)),
    )
    told = _without(answer, said)
    story = structure(told)
    terms = jargon(told)
    heed = asked(told, story, terms)
    metrics = [
        *(measure(answer) for measure in METRICS),
        *gap_metrics(told),
        articulation_rate(answer, heard),
        time_to_point(answer, story),
        filler_rate(answer, fillers, "sound"),
        filler_rate(answer, fillers, "marker"),
        jargon_density(told, terms),
    ]
    metrics.sort(key=lambda metric: _rank(metric.name))
    return Analysis(
        fillers=fillers,
        pauses=answer.pauses,
        metrics=tuple(replace(m, band=BANDS.get(m.name, m.band)) for m in metrics),
        structure=story,
        jargon=terms,
        rubric=heed.rubric,
        pace=pace_curve(answer),
        key_points=heed.key_points,
    )


def _without(answer: Answer, markers: Fillers) -> Answer:
    """Take the markers that count as fillers for what they are: no part of the text.

    What is said is read without them, so that a filler can neither add to it nor hide
    it.
    """
    places = marker_places(answer.transcript, markers)
    if not places:
        return answer
    words = tuple(
        replace(word, kind="filler") if place in places else word
        for place, word in enumerate(answer.words)
    )
    tokens = parse(words) if answer.tokens else ()
    return replace(
        answer, transcript=replace(answer.transcript, words=words), tokens=tokens
    )


def _place(filler: Filler) -> tuple[float, int]:
    return (filler.start or 0.0, filler.word or 0)


def _rank(name: str) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER)
