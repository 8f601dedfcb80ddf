"""Advice: few things, the most valuable first, each with its moment."""

from dataclasses import replace
from typing import get_args

import pytest

from tests.test_score import GOOD, STORY, analysis_of, context_of
from voicecoach.advise import MOST, advise, outline, try_next
from voicecoach.questions import find
from voicecoach.rubrics import ANSWERS, RUBRICS, STARTERS
from voicecoach.score import evaluate
from voicecoach.types import (
    Evidence,
    Metric,
    Question,
    RubricItem,
    Score,
    Segment,
    Structure,
    Track,
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
    analysis = bad()
    score = evaluate(analysis, context_of()).score
    worst = max(score.parts, key=lambda part: part.weight * (100 - part.points))
    kind = {"structure": "speaks in general", "fillers": "You said", "flow": "Pause"}
    assert kind[worst.name] in advice_on(analysis)[0].text


def test_the_speaker_is_quoted_in_a_few_words():
    story = replace(STORY, result_present=False, result_quantified=False)
    analysis = analysis_of(story)
    text = advice_on(analysis)[0].text
    assert "“it went well”" in text
    long = replace(STORY.segments[0], text="so then we went on " * 9)
    text = advice_on(analysis_of(replace(story, segments=(long,))))[0].text
    quoted = text.split("“")[1].split("”")[0]
    assert len(quoted.split()) <= 13


def test_the_setup_is_measured_and_the_words_to_cut_are_named():
    setup = Segment("we had this old system", 0, 50, "situation")
    share = (("situation", 0.5), ("task", 0.2), ("action", 0.1), ("result", 0.2))
    story = replace(STORY, segments=(setup, *STORY.segments), share=share)
    texts = [a.text for a in advice_on(analysis_of(replace(story, story="opinion")))]
    assert any("70 % on the setup and 10 %" in text for text in texts)


def test_an_answer_to_another_question_is_told_first():
    item = RubricItem(ANSWERS, False, (Evidence(0, 4, "we had this old system"),))
    analysis = replace(bad(), rubric=(item,))
    score = evaluate(analysis, context_of()).score
    first = advise(analysis, score, None, Question("What is a tree?"))[0]
    assert "What is a tree?" in first.text
    assert "we had this old system" in first.text


@pytest.mark.parametrize("track", [*get_args(Track), None])
def test_every_kind_of_question_has_a_sketch_of_an_answer(track):
    assert len(outline(Question("How?", track=track)).split()) > 20
    assert outline(None) is None
    asked = find("hard-feedback")
    assert outline(asked) == asked.outline


def test_one_thing_to_try_is_named_unless_nothing_was_scored():
    score = evaluate(bad(), context_of()).score
    assert try_next(score)
    assert try_next(evaluate(analysis_of(), context_of()).score)
    assert try_next(evaluate(bad(), context_of(words=3)).score) is None


def test_every_item_that_can_be_missed_has_the_beginning_of_a_sentence():
    story = {"Situation, task, action and result", "Action is the largest part"}
    names = {name for items in RUBRICS.values() for name in items.values()}
    assert names - story - {"One real episode, told to its end"} == set(STARTERS)


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
    advice = next(a for a in found if "You said “um” 9 times" in a.text)
    assert [moment.start for moment in advice.evidence] == [40, 41, 42, 43, 44, 45]
