"""The parts of the score: how each gets its points, and the arithmetic in words."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from voicecoach.rubrics import ANSWERS
from voicecoach.score.said import Said
from voicecoach.score.scaled import Interval, Verdict, anchors, points, scaled
from voicecoach.thresholds import (
    FILLER_PRIOR,
    FILLER_SCALE,
    FLOW,
    FLOW_BY_TIMES,
    FULLNESS,
    JARGON_SCALE,
    JUDGEABLE,
    MARKER_WEIGHT,
    OTHER_QUESTION,
    PACE,
    PACE_SCALE,
    STAR,
    STORY_TRACKS,
    STRUCTURE,
)
from voicecoach.types import (
    Analysis,
    Metric,
    Question,
    Structure,
    Transcript,
    plain_words,
)

NO_FILLERS: Final = "Fillers and their time are left out."


def flow(analysis: Analysis, left: Said) -> Verdict:
    """Judge whether speech comes in unbroken runs, over the time without fillers.

    By the pauses in the sound; without it, by the gaps between the words' times.
    """
    by_times = any(
        metric.name == FLOW_BY_TIMES[0].metric for metric in analysis.metrics
    )
    scales = FLOW_BY_TIMES if by_times else FLOW
    found = [analysis.metric(scale.metric) for scale in scales]
    if any(metric.value is None for metric in found):
        return Verdict(None, None, "pauses need the sound and the words' times.")
    rate, run, voiced = found
    runs = max(1, _runs(found, analysis))
    adjusted = (
        _times(rate, left.longer),
        replace(run, value=max(0.0, (run.value or 0.0) - left.syllables / runs)),
        replace(voiced, value=1 - (1 - (voiced.value or 0.0)) * left.longer),
    )
    verdicts = [
        (scale.share, scaled(scale, metric))
        for scale, metric in zip(scales, adjusted, strict=True)
    ]
    mark = sum(share * (v.points or 0.0) for share, v in verdicts)
    low = sum(share * v.interval[0] for share, v in verdicts if v.interval)
    high = sum(share * v.interval[1] for share, v in verdicts if v.interval)
    why = " ".join(f"{share:.0%}: {v.why}" for share, v in verdicts)
    why += f" {NO_FILLERS}"
    if by_times:
        why = f"By the gaps between the words' times, for want of the sound. {why}"
    return Verdict(mark, (low, high), why)


def _runs(found: Sequence[Metric], analysis: Analysis) -> int:
    """Count the runs between pauses, or between gaps where there is no sound."""
    if analysis.pauses is not None:
        return len(analysis.pauses) + 1
    # Fewer than there are: only the gaps within clauses have a moment each.
    return len(found[0].evidence) + 1


def _times(metric: Metric, factor: float) -> Metric:
    ends = metric.interval
    return replace(
        metric,
        value=None if metric.value is None else metric.value * factor,
        interval=None if ends is None else (ends[0] * factor, ends[1] * factor),
    )


def pace(analysis: Analysis, left: Said) -> Verdict:
    """Judge the speaking rate without fillers and their time, from 30 s on."""
    length = analysis.metric("answer_length").value
    length = None if length is None else length / left.longer
    if length is not None and length < PACE.judged:
        return Verdict(
            None,
            None,
            f"the answer takes {length:.0f} s without fillers; pace is judged from "
            f"{PACE.judged:.0f} s on.",
        )
    metric = analysis.metric("speaking_rate")
    judged = scaled(PACE_SCALE, _times(metric, left.kept * left.longer))
    if judged.points is None:
        return judged
    return replace(judged, why=f"{judged.why} {NO_FILLERS}")


def fillers(analysis: Analysis) -> Verdict:
    """Judge the fillers a minute, weighed with what is known of speakers beforehand."""
    sounds = analysis.metric("filler_sounds")
    words = analysis.metric("filler_markers")
    length = analysis.metric("answer_length").value
    if sounds.interval is None or words.interval is None or length is None:
        return Verdict(None, None, "fillers a minute need the words' times.")
    heard = (sounds.value or 0.0) + MARKER_WEIGHT * (words.value or 0.0)
    usual, worth = FILLER_PRIOR
    minutes = length / 60
    likely = (heard * minutes + usual * worth) / (minutes + worth)
    mark = points(FILLER_SCALE, likely)
    low, high = (
        sounds.interval[end] + MARKER_WEIGHT * words.interval[end] for end in (0, 1)
    )
    best = max(mark, points(FILLER_SCALE, low))
    worst = min(mark, points(FILLER_SCALE, high))
    why = (
        f"{sounds.value:.1f} sounds a minute + {MARKER_WEIGHT} x {words.value:.1f} "
        f"words a minute, weighed with {worth:g} minutes at the {usual:g} of the "
        f"average speaker: {likely:.1f} gives {mark:.0f} points "
        f"({anchors(FILLER_SCALE)}). By "
        f"chance alone it may be {low:.1f} to {high:.1f} in an answer of this length."
    )
    return Verdict(mark, (worst, best), why)


def clarity(analysis: Analysis, left: Said) -> Verdict:
    """Judge how familiar the words are, and whether enough was said to be clear."""
    familiar = scaled(JARGON_SCALE, analysis.metric("jargon_density"))
    if familiar.points is None or familiar.interval is None:
        return familiar
    share = points(FULLNESS, left.different) / 100
    if share == 1:
        return familiar
    low, high = familiar.interval
    return Verdict(
        familiar.points * share,
        (low * share, high * share),
        f"{familiar.why} {left.different} different words make {100 * share:.0f} % of "
        f"that ({anchors(FULLNESS)}).",
    )


def structure(
    analysis: Analysis, question: Question | None, transcript: Transcript
) -> Verdict:
    """Add up what a story needs, where the question asks for one."""
    story, track = analysis.structure, question and question.track
    if track is not None and track not in STORY_TRACKS:
        return Verdict(
            None, None, "this kind of question does not ask for a story in STAR form."
        )
    if track is None and story.story != "episode":
        return Verdict(
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
    if answers_another(analysis):
        mark *= OTHER_QUESTION
        why += f"; x {OTHER_QUESTION:g}, for it seems to answer another question"
    return Verdict(mark, _reading_interval(mark, transcript), why + ".")


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
            # One more sentence of result must not cost anything.
            action > 0 and action >= max(parts["situation"], parts["task"]),
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


def rubric(analysis: Analysis) -> Verdict:
    """Judge the share of what the question asks for that was heard.

    Nothing counts in an answer to another question.
    """
    if answers_another(analysis):
        why = "it does not seem to answer what was asked, so nothing else counts."
        return Verdict(0.0, (0.0, 100.0), why)
    judged = [item for item in analysis.rubric if item.met is not None]
    if not [item for item in judged if item.name != ANSWERS]:
        return Verdict(None, None, "it is not known what kind of question this is.")
    met = [item.name for item in judged if item.met]
    missed = [item.name for item in judged if not item.met]
    mark = 100 * len(met) / len(judged)
    why = f"{len(met)} of {len(judged)} heard: {', '.join(met) or 'none'}"
    if missed:
        why += f"; not heard: {', '.join(missed)}"
    return Verdict(mark, _wilson(len(met), len(judged)), why + ".")


def answers_another(analysis: Analysis) -> bool:
    """Whether the answer is about something else than what was asked."""
    return any(i.name == ANSWERS and i.met is False for i in analysis.rubric)


def _wilson(met: int, of: int) -> Interval:
    """95 % interval of a share, in points (Wilson 1927)."""
    z2 = 1.96**2
    centre = (met + z2 / 2) / (of + z2)
    half = 1.96 / (of + z2) * math.sqrt(met * (of - met) / of + z2 / 4)
    return 100 * max(0.0, centre - half), 100 * min(1.0, centre + half)
