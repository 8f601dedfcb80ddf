"""Say what to do next: at most three things, the most valuable first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from voicecoach.thresholds import FILLER_SCALE, PACE_SCALE, STAR, band
from voicecoach.types import Advice, Analysis, Evidence, Part, Score

MOST: Final = 3
"""Pieces of advice at most: people can use few, and each must be worth it."""

MOMENTS: Final = 6
"""Moments that one piece of advice points at, at most."""

LENGTH: Final = 8.0
"""Seconds of a beginning or an end that are played."""

LEAST_GAIN: Final = 2.0
"""Points of the overall score that following the advice could bring, at least."""


@dataclass(frozen=True, slots=True)
class _Proposal:
    """A piece of advice, the part it belongs to, and what share of it it could mend."""

    part: str
    share: float
    text: str
    evidence: Sequence[Evidence]


def advise(analysis: Analysis, score: Score) -> tuple[Advice, ...]:
    """Choose the advice whose part has the most points to win.

    Nothing is advised where nothing was scored, and nothing without a moment.
    """
    parts = {part.name: part for part in score.parts}
    worth = [
        (gain, proposal)
        for proposal in _proposals(analysis)
        if proposal.evidence
        and (gain := _gain(parts[proposal.part], proposal)) >= LEAST_GAIN
    ]
    worth.sort(key=lambda found: -found[0])
    return tuple(
        Advice(proposal.text, tuple(proposal.evidence[:MOMENTS]))
        for _, proposal in worth[:MOST]
    )


def _gain(part: Part, proposal: _Proposal) -> float:
    if part.points is None:
        return 0.0
    return part.weight * proposal.share * (100 - part.points)


def _proposals(analysis: Analysis) -> Iterator[_Proposal]:
    yield from _about_story(analysis)
    yield from _about_pauses(analysis)
    yield from _about_fillers(analysis)
    yield from _about_pace(analysis)
    yield from _about_jargon(analysis)
    yield from _about_rubric(analysis)


def _about_story(analysis: Analysis) -> Iterator[_Proposal]:
    story = analysis.structure
    if not story.segments:
        return
    end, start = _last_words(analysis), _first_words(analysis)
    share = dict(story.share)
    if story.story != "episode":
        yield _Proposal(
            "structure",
            1.0,
            "Tell one thing that happened: where and when it was, what you had to do, "
            "what you did, how it ended. This answer speaks in general.",
            start,
        )
    elif not story.result_present:
        yield _Proposal(
            "structure",
            0.9,
            "Say how it ended: what came of it, for the work and for the people.",
            end,
        )
    elif not story.result_quantified:
        yield _Proposal(
            "structure",
            0.6,
            "Put a number on the result: per cent, money, time, before and after.",
            _labelled(analysis, "result", "the result, without a number") or end,
        )
    if share.get("situation", 0) + share.get("task", 0) > STAR.setup_high:
        yield _Proposal(
            "structure",
            0.5,
            "Shorten the setup: more than half of the answer passes before you act.",
            _labelled(analysis, "situation", "setup")
            or _labelled(analysis, "task", "setup"),
        )
    if story.story == "episode" and "action" in story.missing:
        yield _Proposal(
            "structure", 0.9, "Say what you yourself did, step by step.", start
        )


def _first_words(analysis: Analysis) -> tuple[Evidence, ...]:
    first = analysis.structure.segments[0]
    end = first.end
    if first.start is not None and end is not None:
        end = min(end, first.start + LENGTH)
    return (Evidence(first.start, end, "how the answer begins"),)


def _last_words(analysis: Analysis) -> tuple[Evidence, ...]:
    last = analysis.structure.segments[-1]
    start = last.start
    if start is not None and last.end is not None:
        start = max(start, last.end - LENGTH)
    return (Evidence(start, last.end, "how the answer ends"),)


def _labelled(analysis: Analysis, label: str, note: str) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(segment.start, segment.end, note)
        for segment in analysis.structure.segments
        if segment.label == label
    )


def _about_pauses(analysis: Analysis) -> Iterator[_Proposal]:
    metric = analysis.metric("pauses_within")
    longest = sorted(metric.evidence, key=lambda e: (e.start or 0.0) - (e.end or 0.0))[
        :MOMENTS
    ]
    yield _Proposal(
        "flow",
        0.7,
        "Pause between thoughts, not inside them: finish the clause, then breathe. "
        "These are the longest breaks within a clause.",
        sorted(longest, key=lambda e: e.start or 0.0),
    )


def _about_fillers(analysis: Analysis) -> Iterator[_Proposal]:
    sounds = analysis.metric("filler_sounds")
    words = analysis.metric("filler_markers")
    limit = band(FILLER_SCALE).high
    if sounds.value is not None and sounds.evidence:
        yield _Proposal(
            "fillers",
            0.9,
            f"Let a silence stand where the um or uh wants to be: {sounds.value:.1f} a "
            f"minute, and up to {limit:.0f} cost nothing. Start with these.",
            _densest(sounds.evidence),
        )
    if words.value is not None and words.evidence:
        said = sorted({evidence.note for evidence in words.evidence})
        yield _Proposal(
            "fillers",
            0.4,
            f"Leave out {', '.join(f'“{text}”' for text in said[:3])} where it says "
            f"nothing: {words.value:.1f} a minute.",
            _densest(words.evidence),
        )


def _densest(evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    """Pick the moments that stand closest together: clusters are what is noticed."""
    if len(evidence) <= MOMENTS or any(e.start is None for e in evidence):
        return evidence
    starts = [e.start or 0.0 for e in evidence]
    windows = range(len(evidence) - MOMENTS + 1)
    best = min(windows, key=lambda i: starts[i + MOMENTS - 1] - starts[i])
    return evidence[best : best + MOMENTS]


def _about_pace(analysis: Analysis) -> Iterator[_Proposal]:
    metric = analysis.metric("speaking_rate")
    comfortable = band(PACE_SCALE)
    if metric.value is None or comfortable.low is None or comfortable.high is None:
        return
    if metric.value > comfortable.high:
        text, which = "Slow down: leave a beat after each point.", "fastest"
    elif metric.value < comfortable.low:
        text, which = "Let the sentences run on a little faster.", "slowest"
    else:
        return
    moments = [e for e in metric.evidence if which in e.note] or metric.evidence
    yield _Proposal(
        "pace",
        1.0,
        f"{text} You speak {metric.value:.0f} words a minute; "
        f"{comfortable.low:.0f} to {comfortable.high:.0f} is comfortable to follow.",
        moments,
    )


def _about_jargon(analysis: Analysis) -> Iterator[_Proposal]:
    unexplained = [term for term in analysis.jargon.terms if not term.explained]
    names = ", ".join(f"“{term.text}”" for term in unexplained[:3])
    moments = tuple(
        evidence
        for evidence in analysis.metric("jargon_density").evidence
        if any(evidence.start == term.start for term in unexplained)
    )
    yield _Proposal(
        "clarity",
        0.9,
        f"Explain {names} in a few plain words, or say it without them: this listener "
        "may not know them.",
        moments,
    )


def _about_rubric(analysis: Analysis) -> Iterator[_Proposal]:
    missed = [item.name for item in analysis.rubric if item.met is False]
    if missed and analysis.structure.segments:
        yield _Proposal(
            "rubric",
            0.8,
            f"This kind of question also asks for: {'; '.join(missed[:3])}. Add it "
            "before you end.",
            _last_words(analysis),
        )
