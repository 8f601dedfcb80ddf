"""Does the answer answer the question? And which key points does it touch?"""

import json
from pathlib import Path

import pytest

from voicecoach import questions
from voicecoach.rubrics import ANSWERS
from voicecoach.session import Coach, Options
from voicecoach.types import Question, Transcript, Word

SAMPLES = Path(__file__).parents[2] / "samples"
TREE = (
    "A decision tree is basically twenty questions. You start at the top and ask "
    "whether the customer is older than thirty, depending on the answer you go left "
    "or right, and at the bottom you have a prediction. It is used where somebody has "
    "to understand why the model said no."
)


def report_on(text, question):
    words = tuple(Word(token, None, None) for token in text.split())
    return (
        Coach(Options(question=question)).again(Transcript(words, "given", None)).report
    )


def item(report):
    return next(i for i in report.analysis.rubric if i.name == ANSWERS)


def sample(name):
    return json.loads((SAMPLES / f"{name}.truth.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["explain-good", "python-good", "team-good"])
def test_a_good_sample_answers_its_question(name):
    facts = sample(name)
    found = item(report_on(facts["text"], questions.find(facts["question_id"])))
    assert found.met is True
    assert found.evidence


def test_an_answer_to_another_question_is_never_silently_good():
    asked = Question("Tell me about a conflict with a colleague.", track="team")
    report = report_on(TREE, asked)
    assert item(report).met is False
    assert any("does not seem to answer" in warning for warning in report.warnings)
    assert asked.text.split()[0] in report.advice[0].text
    points = {part.name: part.points for part in report.score.parts}
    assert points["rubric"] == 0
    right = report_on(TREE, Question("What is a decision tree?", track="explain"))
    assert item(right).met is True
    assert right.score.overall > report.score.overall
    assert not any("does not seem" in warning for warning in right.warnings)


STORY = (
    "Last year at my company the checkout page took nine seconds and people left. I "
    "was asked to mend it before the holidays. I measured every call, I moved the slow "
    "one into a queue and I tested it with ten shops. As a result it took two "
    "seconds and sales rose by twelve percent."
)


def test_any_story_may_answer_a_question_that_names_no_topic():
    for text in ("Tell me about a project with impact.", "Tell me about a challenge."):
        assert item(report_on(STORY, Question(text, track="impact"))).met is not False
    other = Question(
        "Tell me about a colleague who would not share data.", track="team"
    )
    assert item(report_on(STORY, other)).met is not True


def test_a_question_of_no_kind_is_still_held_against_the_answer():
    report = report_on(TREE, Question("Tell me about yourself."))
    assert [i.name for i in report.analysis.rubric] == [ANSWERS]
    assert item(report).met is not True


def test_without_a_question_or_with_few_words_nothing_is_told():
    assert report_on(TREE, None).analysis.rubric == ()
    few = report_on("A decision tree asks questions.", Question("What is a tree?"))
    assert item(few).met is None


def test_what_is_not_told_surely_is_asked_and_not_scored():
    for name in ("impact-weak", "python-weak"):
        facts = sample(name)
        found = item(report_on(facts["text"], questions.find(facts["question_id"])))
        assert (found.met is None) == bool(found.ask)


def test_key_points_of_the_bank_are_listed_with_their_moments():
    facts = sample("python-good")
    question = questions.find(facts["question_id"])
    points = report_on(facts["text"], question).analysis.key_points
    assert [point.text for point in points] == list(question.key_points)
    covered = [point for point in points if point.covered]
    assert len(covered) >= len(points) / 2
    assert all(point.evidence for point in covered)
    assert all(not point.evidence for point in points if not point.covered)


def test_a_question_given_as_text_has_no_key_points():
    assert report_on(TREE, Question("What is a tree?")).analysis.key_points == ()


def test_key_points_of_another_question_are_not_touched():
    points = report_on(TREE, questions.find("hard-feedback")).analysis.key_points
    assert sum(bool(point.covered) for point in points) <= 1
