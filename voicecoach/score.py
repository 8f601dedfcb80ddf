"""Judge an analysis: points for each part, with the arithmetic that made them.

Every number comes from thresholds.py. What cannot be judged gets None and a reason,
never 0.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from voicecoach.thresholds import (
    FILLER_SCALE,
    FLOW,
    JARGON_SCALE,
    JUDGEABLE,
    MARKER_WEIGHT,
    NOT_JUDGED_IN,
    PACE,
    PACE_SCALE,
    RUBRIC_SOURCE,
    STAR,
    STORY_TRACKS,
    STRUCTURE,
    STRUCTURE_SOURCE,
    WEIGHTS,
    Scale,
)
from voicecoach.types import (
    Acoustics,
    Analysis,
    Metric,
    Mode,
    Part,
    Question,
    Score,
    Structure,
    Transcript,
    plain_words,
)

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The score, and what was not scored and why."""

    score: Score
    refusals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What a verdict rests on besides the analysis."""

    transcript: Transcript
    acoustics: Acoustics | None
    question: Question | None
    modes: tuple[Mode, ...] = ()


@dataclass(frozen=True, slots=True)
class _Verdict:
    """Points with their interval and arithmetic, or None and the reason."""

    points: float | None
    interval: Interval | None
    why: str


def evaluate(analysis: Analysis, context: Context) -> Evaluation:
    """Score an analysis, or say why it cannot be scored."""
    refusals = tuple(_refusals(context))
    if refusals:
        reason = "Not scored: " + refusals[0]
        parts = tuple(_part(name, _Verdict(None, None, reason)) for name in WEIGHTS)
        return Evaluation(Score(None, None, parts), refusals)
    verdicts = {
        "flow": _flow(analysis),
        "pace": _pace(analysis),
        "fillers": _fillers(analysis),
        "structure": _structure(analysis, context),
        "clarity": _scaled(JARGON_SCALE, analysis.metric("jargon_density")),
        "rubric": _rubric(analysis),
    }
    for mode in context.modes:
        for name in NOT_JUDGED_IN[mode]:
            verdicts[name] = _Verdict(None, None, f"Not judged: you chose {mode}.")
    parts = tuple(_part(name, verdicts[name]) for name in WEIGHTS)
    unjudged = [p for p in parts if p.points is None]
    return Evaluation(
        _overall(parts), tuple(f"{p.name.capitalize()}: {p.why}" for p in unjudged)
    )


def points(scale: Scale, value: float) -> float:
    """Read the points of a value off a scale, 0 to 100.

    Examples
    --------
    >>> points(FILLER_SCALE, 4.0), points(FILLER_SCALE, 12.0), points(FILLER_SCALE, 99)
    (100.0, 50.0, 0.0)
    """
    values, marks = zip(*scale.anchors, strict=True)
    return float(np.interp(value, values, marks))


def _refusals(context: Context) -> Iterator[str]:
    """Say why nothing at all can be scored."""
    words = [word for _, word in plain_words(context.transcript)]
    if not words:
        yield "No words were heard, so there is nothing to score."
        return
    if context.transcript.language != "en":
        yield (
            f"The answer is in another language ({context.transcript.language}); only "
            "English can be scored."
        )
    invented = context.transcript.invented
    heard = len(words) + invented
    if invented > JUDGEABLE.invented * heard:
        yield (
            f"The recogniser invented {invented} of {heard} words: the sound "
            "is not clear enough to score."
        )
    if len(words) < JUDGEABLE.words:
        yield (
            f"Too short to score: {len(words)} words, and {JUDGEABLE.words} are needed."
        )
    seconds = speech_seconds(context)
    if seconds is not None and seconds < JUDGEABLE.speech:
        yield (
            f"Too short to score: {seconds:.1f} s of speech, and "
            f"{JUDGEABLE.speech:.0f} s are needed."
        )
    sure = [word.confidence for word in words if word.confidence is not None]
    if sure and sum(sure) / len(sure) < JUDGEABLE.confidence:
        yield (
            "The words are too uncertain to score: the recogniser is "
            f"{100 * sum(sure) / len(sure):.0f} % sure of them on average, and "
            f"{100 * JUDGEABLE.confidence:.0f} % are needed. Record closer to the "
            "microphone, in a quieter room."
        )


def speech_seconds(context: Context) -> float | None:
    """Seconds of speech: in the sound, or by the words' times; None without either."""
    words = context.transcript.words
    if not words or not context.transcript.timed:
        return None
    first, last = words[0].start or 0.0, words[-1].end or 0.0
    if context.acoustics is None:
        return last - first
    return sum(
        max(0.0, min(span.end, last) - max(span.start, first))
        for span in context.acoustics.speech_spans
    )


def _part(name: str, verdict: _Verdict) -> Part:
    sources = {
        "flow": FLOW[0].source,
        "pace": PACE_SCALE.source,
        "fillers": FILLER_SCALE.source,
        "structure": STRUCTURE_SOURCE,
        "clarity": JARGON_SCALE.source,
        "rubric": RUBRIC_SOURCE,
    }
    return Part(
        name=name,
        points=_round(verdict.points),
        interval=verdict.interval
        and (round(verdict.interval[0], 1), round(verdict.interval[1], 1)),
        weight=WEIGHTS[name],
        why=verdict.why,
        source=sources[name],
    )


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _overall(parts: Sequence[Part]) -> Score:
    """Weighted mean of the parts that have points, their weights scaled to 1."""
    judged = [
        (part.weight, part.points, part.interval)
        for part in parts
        if part.points is not None and part.interval is not None
    ]
    if not judged:
        return Score(None, None, tuple(parts))
    total = sum(weight for weight, _, _ in judged)
    overall = sum(weight * mark for weight, mark, _ in judged) / total
    # The parts share their causes, so their errors are taken to go the same way.
    low = sum(weight * ends[0] for weight, _, ends in judged) / total
    high = sum(weight * ends[1] for weight, _, ends in judged) / total
    return Score(round(overall, 1), (round(low, 1), round(high, 1)), tuple(parts))


def _scaled(scale: Scale, metric: Metric) -> _Verdict:
    if metric.value is None:
        return _Verdict(None, None, f"{metric.name} was not measured.")
    mark = points(scale, metric.value)
    return _Verdict(
        mark,
        _ends(scale, metric),
        f"{metric.name} {metric.value:.1f} {metric.unit} gives {mark:.0f} points "
        f"({_anchors(scale)}).",
    )


def _ends(scale: Scale, metric: Metric) -> Interval:
    """Lowest and highest points over the metric's interval."""
    low, high = metric.interval or (metric.value or 0.0, metric.value or 0.0)
    inside = [value for value, _ in scale.anchors if low < value < high]
    marks = [points(scale, value) for value in (low, high, *inside)]
    return min(marks), max(marks)


def _anchors(scale: Scale) -> str:
    return ", ".join(f"{marks:g} at {value:g}" for value, marks in scale.anchors)


def _flow(analysis: Analysis) -> _Verdict:
    found = [(scale, analysis.metric(scale.metric)) for scale in FLOW]
    if any(metric.value is None for _, metric in found):
        return _Verdict(None, None, "pauses need the sound and the words' times.")
    verdicts = [(scale.share, _scaled(scale, metric)) for scale, metric in found]
    mark = sum(share * (v.points or 0.0) for share, v in verdicts)
    low = sum(share * v.interval[0] for share, v in verdicts if v.interval)
    high = sum(share * v.interval[1] for share, v in verdicts if v.interval)
    why = " ".join(f"{share:.2f} x: {v.why}" for share, v in verdicts)
    return _Verdict(mark, (low, high), why)


def _pace(analysis: Analysis) -> _Verdict:
    length = analysis.metric("answer_length").value
    if length is not None and length < PACE.judged:
        return _Verdict(
            None,
            None,
            f"the answer takes {length:.0f} s; pace is judged from "
            f"{PACE.judged:.0f} s on.",
        )
    return _scaled(PACE_SCALE, analysis.metric("speaking_rate"))


def _fillers(analysis: Analysis) -> _Verdict:
    sounds = analysis.metric("filler_sounds")
    words = analysis.metric("filler_markers")
    if sounds.interval is None or words.interval is None:
        return _Verdict(None, None, "fillers a minute need the words' times.")
    low, high = (
        sounds.interval[end] + MARKER_WEIGHT * words.interval[end] for end in (0, 1)
    )
    best, worst = points(FILLER_SCALE, low), points(FILLER_SCALE, high)
    why = (
        f"{sounds.value:.1f} sounds a minute + {MARKER_WEIGHT} x {words.value:.1f} "
        f"words a minute; in so short an answer that may be {low:.1f} to {high:.1f} "
        f"for this speaker. The lower end, which favours you, gives {best:.0f} points "
        f"({_anchors(FILLER_SCALE)})."
    )
    return _Verdict(best, (worst, best), why)


def _structure(analysis: Analysis, context: Context) -> _Verdict:
    story, track = analysis.structure, context.question and context.question.track
    if track is not None and track not in STORY_TRACKS:
        return _Verdict(
            None, None, "this kind of question does not ask for a story in STAR form."
        )
    if track is None and story.story != "episode":
        return _Verdict(
            None,
            None,
            "the answer tells no story, and it is not known whether the question "
            "asks for one.",
        )
    lines = [(marks, what) for marks, got, what in _story_points(story) if got]
    missed = [what for _, got, what in _story_points(story) if not got]
    mark = float(sum(marks for marks, _ in lines))
    why = " + ".join(f"{marks} {what}" for marks, what in lines) or "0"
    if missed:
        why += "; not found: " + ", ".join(missed)
    return _Verdict(mark, _reading_interval(mark, context.transcript), why + ".")


def _story_points(story: Structure) -> list[tuple[int, bool, str]]:
    share = dict(story.share)
    parts = {name: share.get(name, 0.0) for name in ("situation", "task", "result")}
    action = share.get("action", 0.0)
    there = {name: name not in story.missing for name in (*parts, "action")}
    setup = parts["situation"] + parts["task"]
    gate = {"episode": STRUCTURE.episode, "habit": STRUCTURE.habit}
    return [
        (gate.get(story.story or "", 0), story.story in gate, "one past episode"),
        (STRUCTURE.situation, there["situation"], "situation"),
        (STRUCTURE.task, there["task"], "task"),
        (STRUCTURE.action, there["action"], "action"),
        (STRUCTURE.result, bool(story.result_present), "result"),
        (STRUCTURE.quantified, bool(story.result_quantified), "result in numbers"),
        (
            STRUCTURE.action_largest,
            action > 0 and action >= max(parts.values()),
            "action the largest part",
        ),
        (
            STRUCTURE.short_setup,
            0 < setup <= STAR.setup_high,
            "setup at most half",
        ),
        (
            STRUCTURE.unhurried_result,
            parts["result"] >= STAR.result_low,
            "result not rushed",
        ),
    ]


def _reading_interval(mark: float, transcript: Transcript) -> Interval:
    """How far the reading of a text may be off: more, the shorter it is."""
    words = sum(1 for _ in plain_words(transcript))
    error = JUDGEABLE.reading_error * math.sqrt(JUDGEABLE.reading_words / max(words, 1))
    error = min(error, JUDGEABLE.reading_most)
    return max(0.0, mark - error), min(100.0, mark + error)


def _rubric(analysis: Analysis) -> _Verdict:
    judged = [item for item in analysis.rubric if item.met is not None]
    if not judged:
        return _Verdict(None, None, "it is not known what kind of question this is.")
    met = [item.name for item in judged if item.met]
    missed = [item.name for item in judged if not item.met]
    mark = 100 * len(met) / len(judged)
    why = f"{len(met)} of {len(judged)} heard: {', '.join(met) or 'none'}"
    if missed:
        why += f"; not heard: {', '.join(missed)}"
    return _Verdict(mark, _wilson(len(met), len(judged)), why + ".")


def _wilson(met: int, of: int) -> Interval:
    """95 % interval of a share, in points (Wilson 1927)."""
    z2 = 1.96**2
    centre = (met + z2 / 2) / (of + z2)
    half = 1.96 / (of + z2) * math.sqrt(met * (of - met) / of + z2 / 4)
    return 100 * max(0.0, centre - half), 100 * min(1.0, centre + half)
