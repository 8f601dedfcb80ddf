"""Each item: lines in which it is heard, and near misses. How often it is told rightly
in lines that nobody made the model on: docs/accuracy.md.
"""

from dataclasses import replace

import pytest

from tests.analyse.said import said, written
from voicecoach.analyse.jargon import jargon
from voicecoach.analyse.rubric import asked
from voicecoach.analyse.structure import structure
from voicecoach.questions import find
from voicecoach.rubrics import ANSWERS, RUBRICS
from voicecoach.thresholds import RUBRIC as RULES
from voicecoach.types import Question

PADDING = "some more words were said there about nothing much at all that day. " * 2


def judge(answer):
    return asked(answer, structure(answer), jargon(answer)).rubric


def met(track, key, text):
    name = RUBRICS[track][key]
    answer = said(text, track=track)
    return next(item for item in judge(answer) if item.name == name)


HEARD = {
    ("python", "approach"): [
        "I would build many small trees and let them vote.",
        "The idea is that each round corrects the one before.",
    ],
    ("python", "data_structures"): [
        "I keep the centres in an array because NumPy is fast on those.",
        "A heap holds the best k so far.",
        "Each node is a dataclass with two children.",
    ],
    ("python", "cost"): [
        "Sorting makes it n log n for each feature.",
        "One update takes constant time, however many values there are.",
        "It would not fit into memory.",
    ],
    ("python", "edge_cases"): [
        "If a cluster ends up with no points I pick a new centre.",
        "I would drop rows with missing values.",
        "For empty input it should raise a clear error.",
    ],
    ("python", "tests"): [
        "I would compare it against scikit-learn.",
        "There would be unit tests on a toy data set.",
    ],
    ("python", "trade_off"): [
        "The downside is that it uses twice the memory.",
        "It is a trade-off between speed and accuracy.",
    ],
    ("python", "readable"): [
        "I would split it into small functions with clear names.",
        "That keeps it easy to read.",
    ],
    ("explain", "definition"): [
        "Overfitting is when a model learns its examples by heart.",
        "A confidence interval is a range of values.",
    ],
    ("explain", "example"): [
        "Imagine a student before an exam.",
        "For example, a photo of a cat.",
        "It's like learning to ride a bike.",
    ],
    ("explain", "why_it_matters"): [
        "It matters because you cannot trust the number otherwise.",
        "Without it you would lose money.",
    ],
    ("explain", "contrast"): [
        "It is not the same as a guess.",
        "Unlike a rule, it learns from data.",
        "It only works when there is enough data.",
    ],
    ("ambiguity", "questions"): [
        "First I would ask who is going to use it.",
        "I need to understand what the goal is.",
    ],
    ("ambiguity", "assumptions"): [
        "I'm assuming that we have a year of logs.",
        "Let's say there are a million users.",
    ],
    ("ambiguity", "parts"): [
        "I would break it down into smaller questions.",
        "There are three parts to this.",
    ],
    ("ambiguity", "options"): [
        "One option is to buy it, another is to build it.",
        "Alternatively we could start with rules.",
    ],
    ("ambiguity", "risks"): [
        "What could go wrong is that we block honest people.",
        "The main risk is privacy.",
    ],
    ("ambiguity", "metric"): [
        "I would measure the click rate in an A/B test.",
        "We know that it works if fewer people call.",
    ],
    ("ambiguity", "next_step"): [
        "In the first week I would talk to ten customers.",
        "I'd start with a small pilot.",
    ],
    ("impact", "own_part"): [
        "I wrote the pipeline. And then I measured it again.",
    ],
    ("impact", "business"): [
        "That brought in more revenue.",
        "Our customers stopped complaining.",
    ],
    ("team", "other_side"): [
        "She was worried about the deadline.",
        "I understood why he saw it that way.",
        "To be fair, he had a point.",
    ],
    ("team", "learned"): [
        "I learned to ask earlier.",
        "Since then I write things down.",
    ],
    ("team", "credit"): [
        "We wrote it together.",
        "That part was her idea.",
    ],
}
ENDS = {
    ("explain", "summary"): ["Does that make sense?", "So in short, less is more."],
    ("team", "relationship"): [
        "We are still friends today.",
        "And she thanked me for it.",
    ],
}
NEAR_MISSES = {
    ("python", "cost"): ["It cost us a lot of nerves.", "We had no time at all."],
    ("python", "edge_cases"): ["The office was quiet.", "It was a bad day."],
    ("python", "tests"): ["It was a hard exam.", "He is testy."],
    ("python", "trade_off"): ["We traded stories.", "It was all very good."],
    ("python", "readable"): ["I read a book.", "Names escape me."],
    ("explain", "example"): ["He liked it.", "We looked at pictures."],
    ("explain", "summary"): ["And then we went home."],
    ("ambiguity", "assumptions"): ["We took the train.", "He said so."],
    ("ambiguity", "risks"): ["It was a safe bet.", "She was brisk."],
    ("ambiguity", "metric"): ["It works.", "That is a success."],
    ("impact", "own_part"): ["They built it.", "We were glad."],
    ("impact", "business"): ["I work at a company.", "It was busy."],
    ("team", "learned"): ["I always work hard.", "A machine learning team."],
    ("team", "relationship"): ["And then it shipped."],
    ("team", "other_side"): ["He left.", "They were two engineers."],
}


def rows(table):
    return [
        (track, key, line) for (track, key), lines in table.items() for line in lines
    ]


@pytest.mark.parametrize(("track", "key", "line"), rows(HEARD))
def test_an_item_is_heard(track, key, line):
    item = met(track, key, line + " " + PADDING)
    if f"{track}.{key}" in RULES.asked:
        assert item.met is None
        assert item.ask.endswith("?")
        return
    assert item.met is True
    assert item.ask == ""
    assert item.evidence
    assert item.evidence[0].start == 0.0


@pytest.mark.parametrize(("track", "key", "line"), rows(ENDS))
def test_an_item_of_the_end_is_heard_at_the_end(track, key, line):
    assert met(track, key, PADDING + line).met is True


@pytest.mark.parametrize(("track", "key", "line"), rows(NEAR_MISSES))
def test_a_near_miss_is_not(track, key, line):
    assert met(track, key, PADDING + line).met is False


def test_a_summary_at_the_beginning_is_none():
    text = "So in short, less is more. " + PADDING * 3
    assert met("explain", "summary", text).met is False


def test_a_definition_late_in_the_answer_is_not_first():
    text = PADDING * 3 + "Overfitting is when it learns by heart."
    assert met("explain", "definition", text).evidence == ()


def test_unexplained_terms_are_shown_as_what_speaks_against_the_item():
    line = (
        "We used gradient boosting and early stopping, and then we shipped it on a "
        "Friday and I called the customers, and everybody was happy with that release."
    )
    item = met("explain", "terms", line)
    assert item.met is False
    assert "gradient boosting" in item.evidence[0].note


def test_no_terms_is_terms_avoided():
    assert met("explain", "terms", PADDING).met is True


GOOD = (
    "Last year I was in a small team at a bank. The problem was that our reports were "
    "late every day. So I wrote a script that reads files. I tested it with my boss "
    "and I changed what she asked for. We rolled it out to three teams and I trained "
    "them. In the end the reports took ten minutes instead of six hours, and the bank "
    "kept its two largest customers."
)


def test_a_good_story_meets_every_item_of_impact():
    asked = "Tell me about a time you made a report faster."
    items = judge(said(GOOD, track="impact", question=asked))
    assert all(item.met for item in items)


def test_an_opinion_meets_none_of_the_items_of_a_story():
    text = (
        "I think that impact is very important and I would always try to have some "
        "because I believe that people should do good work every day"
    )
    items = judge(said(text, track="impact"))
    assert not any(item.met for item in items)


def test_every_item_of_every_track_can_be_judged():
    for track, names in RUBRICS.items():
        items = judge(said(PADDING, track=track))
        assert [item.name for item in items] == [ANSWERS, *names.values()]
        assert all((item.met is None) == bool(item.ask) for item in items)


def test_too_few_words_are_not_judged():
    items = judge(said("fine", track="team"))
    assert items
    assert all(item.met is None and item.evidence == () for item in items)


def test_without_a_track_only_the_question_itself_is_asked_for():
    answer = said(GOOD, question="What time is it?")
    assert answer.question == Question("What time is it?")
    assert [item.name for item in judge(answer)] == [ANSWERS]
    assert judge(written(GOOD)) == ()


def test_a_question_may_ask_for_some_items_only():
    question = replace(find("hard-feedback"), rubric=("learned",))
    answer = replace(said(GOOD), question=question)
    names = [item.name for item in judge(answer)]
    assert names == [ANSWERS, RUBRICS["team"]["learned"]]
