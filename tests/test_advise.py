"""Advice: few things, the most valuable first, each with its moment."""

from dataclasses import replace

from tests.test_score import GOOD, STORY, analysis_of, context_of
from voicecoach.advise import MOST, advise
from voicecoach.score import evaluate
from voicecoach.types import (
    Evidence,
    Metric,
    RubricItem,
    Score,
    Structure,
)


def advice_on(analysis):
    return advise(analysis, evaluate(analysis, context_of()).score)


def bad():
    story = Structure(STORY.segments, "opinion", ("result",), False, False, ())
    rubric = tuple(RubricItem(f"item {i}", met=False) for i in range(5))
    return analysis_of(
        story,
        rubric,
        speaking_rate=(230, (210, 250)),
        pauses_within=(25, (20, 30)),
        filler_sounds=(18, (14, 24)),
        filler_markers=(6, (3, 10)),
    )


def test_at_most_three_each_with_moments():
    found = advice_on(bad())
    assert len(found) == MOST
    for advice in found:
        assert advice.text
        assert advice.evidence


def test_the_most_valuable_comes_first():
    assert "one thing that happened" in advice_on(bad())[0].text


def test_a_good_answer_gets_no_advice_for_its_own_sake():
    assert advice_on(analysis_of()) == ()


def test_nothing_is_advised_where_nothing_was_scored():
    analysis = bad()
    refused = evaluate(analysis, context_of(words=3)).score
    assert isinstance(refused, Score)
    assert advise(analysis, refused) == ()


def test_a_fast_speaker_is_shown_the_fastest_stretch():
    analysis = analysis_of(speaking_rate=(240, (220, 260)))
    evidence = (Evidence(0, 90, "360 words"), Evidence(20, 30, "the fastest 10 s"))
    metrics = tuple(
        replace(m, evidence=evidence) if m.name == "speaking_rate" else m
        for m in analysis.metrics
    )
    (advice,) = advice_on(replace(analysis, metrics=metrics))
    assert advice.text.startswith("Slow down")
    assert advice.evidence == (evidence[1],)


def test_of_many_fillers_the_densest_cluster_is_shown():
    moments = tuple(
        Evidence(t, t + 0.3, "um") for t in (1, 20, 40, 41, 42, 43, 44, 45, 80)
    )
    metrics = tuple(
        Metric(name, 18, "/min", (14, 24), evidence=moments)
        if name == "filler_sounds"
        else Metric(name, value, "", interval, evidence=(Evidence(0, 1, ""),))
        for name, (value, interval) in GOOD.items()
    )
    found = advice_on(replace(analysis_of(), metrics=metrics))
    advice = next(a for a in found if "um or uh" in a.text)
    assert [moment.start for moment in advice.evidence] == [40, 41, 42, 43, 44, 45]
