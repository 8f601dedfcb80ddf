"""Advice on what was said: the question, the story, the rubric, the words."""

from collections.abc import Iterator
from typing import Final

from voicecoach.advise.proposal import (
    LENGTH,
    MOMENTS,
    Heard,
    Proposal,
    at,
    closing,
    opening,
    percent,
)
from voicecoach.rubrics import ANSWERS, STARTERS
from voicecoach.thresholds import STAR, STORY_TRACKS
from voicecoach.types import Analysis, Evidence, Label, Segment

_SHOWN: Final = 3  # missing items or terms that are named, at most


def about_question(heard: Heard) -> Iterator[Proposal]:
    """Say that something else was asked."""
    item = next((i for i in heard.analysis.rubric if i.name == ANSWERS), None)
    if item is None or item.met is not False or heard.question is None:
        return
    nearest = (
        f" The nearest is {opening(item.evidence[0].note)}." if item.evidence else ""
    )
    yield Proposal(
        "rubric",
        1.0,
        f"You were asked {opening(heard.question.text, 18)}, and this does not seem to "
        f"answer it.{nearest} Say in your first sentence what was asked for, then go "
        "on from there.",
        item.evidence or _first_words(heard.analysis),
        first=True,
    )


def about_story(heard: Heard) -> Iterator[Proposal]:
    """Say what the story lacks."""
    story = heard.analysis.structure
    if not story.segments:
        return
    if story.story != "episode":
        yield Proposal(
            "structure",
            1.0,
            f"{opening(story.segments[0].text)} speaks in general. Tell one thing that "
            "happened instead: “Last spring I was … I had to … So I … In the end …”",
            _first_words(heard.analysis),
        )
    else:
        yield from _about_result(heard.analysis)
    yield from _about_setup(heard.analysis)
    if story.story == "episode" and "action" in story.missing:
        yield Proposal(
            "structure",
            0.9,
            f"After {opening(story.segments[0].text)} it is not heard what you did. "
            "Say it step by step, each step with I: “First I … Then I …”",
            _first_words(heard.analysis),
        )


def _about_result(analysis: Analysis) -> Iterator[Proposal]:
    story = analysis.structure
    results = [part for part in story.segments if part.label == "result"]
    if not story.result_present:
        yield Proposal(
            "structure",
            0.9,
            f"You end with {closing(story.segments[-1].text)} and do not say how it "
            "ended. Add one sentence: “In the end …”, what came of it for the work and "
            "for the people.",
            _last_words(analysis),
        )
    elif not story.result_quantified:
        said = opening(results[-1].text) if results else "The result"
        took = _seconds(results)
        length = f" took {took:.0f} s and" if took else ""
        yield Proposal(
            "structure",
            0.6,
            f"{said}{length} has no number. Say what it was before and what it is now: "
            "“from … to …”, in per cent, money, time or people.",
            _labelled(analysis, "result", "the result, without a number")
            or _last_words(analysis),
        )


def _about_setup(analysis: Analysis) -> Iterator[Proposal]:
    share = dict(analysis.structure.share)
    setup = share.get("situation", 0.0) + share.get("task", 0.0)
    if setup <= STAR.setup_high:
        return
    parts = [p for p in analysis.structure.segments if p.label in ("situation", "task")]
    if not parts:
        return
    longest = max(parts, key=lambda part: len(part.text.split()))
    yield Proposal(
        "structure",
        0.5,
        f"You spent {percent(setup)} on the setup and "
        f"{percent(share.get('action', 0.0))} on what you did. Cut "
        f"{opening(longest.text)}{at(longest.start)} to one sentence, and give the "
        "time to what you did.",
        _labelled(analysis, "situation", "setup")
        or _labelled(analysis, "task", "setup"),
    )


def about_rubric(heard: Heard) -> Iterator[Proposal]:
    """Name what else the question asks for, with the beginning of a sentence."""
    analysis = heard.analysis
    missed = [
        item.name
        for item in analysis.rubric
        # What belongs to the story is told with the story.
        if item.met is False and (item.name in STARTERS or not _tells_story(heard))
    ]
    missed = [name for name in missed if name != ANSWERS]
    if not missed or not analysis.structure.segments:
        return
    lines = "; ".join(
        f"{name.lower()} ({STARTERS[name]})" if name in STARTERS else name.lower()
        for name in missed[:_SHOWN]
    )
    yield Proposal(
        "rubric",
        0.8,
        f"This question also asks for: {lines}. Add it before you end with "
        f"{closing(analysis.structure.segments[-1].text, 8)}.",
        _last_words(analysis),
    )


def _tells_story(heard: Heard) -> bool:
    return heard.question is not None and heard.question.track in STORY_TRACKS


def about_jargon(heard: Heard) -> Iterator[Proposal]:
    """Name the terms that this listener may not know."""
    analysis = heard.analysis
    unexplained = [term for term in analysis.jargon.terms if not term.explained]
    if not unexplained:
        return
    names = ", ".join(
        f"“{term.text}”{f' ({term.uses} times)' if term.uses > 1 else ''}"
        for term in unexplained[:_SHOWN]
    )
    starts = {term.start for term in unexplained}
    moments = tuple(
        evidence
        for evidence in analysis.metric("jargon_density").evidence
        if evidence.start in starts
    )
    listener = heard.question.audience if heard.question else "listener"
    yield Proposal(
        "clarity",
        0.9,
        f"A {listener} may not know {names}. Say it in plain words at the first use: "
        f"“{unexplained[0].text}, that is, …”, or do without it.",
        moments[:MOMENTS],
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


def _labelled(analysis: Analysis, label: Label, note: str) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(segment.start, segment.end, note)
        for segment in analysis.structure.segments
        if segment.label == label
    )


def _seconds(parts: list[Segment]) -> float:
    return sum((part.end or 0.0) - (part.start or 0.0) for part in parts)
