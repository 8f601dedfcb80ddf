import pytest

from voicecoach.errors import UsageError
from voicecoach.question_file import LONGEST, MISSING, RUBRICS
from voicecoach.questions import bank, find, from_text
from voicecoach.types import Question


def test_each_track_has_at_least_eight_questions():
    for track in RUBRICS:
        assert sum(question.track == track for question in bank()) >= 8


def test_ids_and_texts_are_unique():
    assert len({question.id for question in bank()}) == len(bank())
    assert len({question.text for question in bank()}) == len(bank())


@pytest.mark.parametrize("question", bank(), ids=lambda question: question.id)
def test_a_question_is_complete_and_short_enough_to_ask(question):
    assert isinstance(question, Question)
    assert len(question.text.split()) <= LONGEST
    assert question.text.endswith(("?", "."))
    assert 60 <= question.seconds <= 180
    assert question.tags
    assert question.rubric
    assert len(question.follow_ups) >= 2
    for follow_up in question.follow_ups:
        assert follow_up.when in (*RUBRICS[question.track], *MISSING)
        assert follow_up.ask.endswith("?")
        assert len(follow_up.ask.split()) <= LONGEST


def test_a_question_is_found_by_its_id():
    assert find("hard-feedback").track == "team"


def test_an_unknown_id_is_answered_with_its_neighbours():
    with pytest.raises(UsageError) as failure:
        find("hard-feedbak")
    assert "'hard-feedbak'" in failure.value.problem
    assert "hard-feedback" in failure.value.remedy


def test_an_id_like_no_other_is_answered_with_the_list():
    with pytest.raises(UsageError, match="questions list"):
        find("zzzzzz")


def test_a_text_of_the_bank_is_recognised_whatever_its_punctuation():
    question = from_text("tell me about feedback that was hard to hear", "engineer")
    assert (question.id, question.track) == ("hard-feedback", "team")
    assert question.audience == "engineer"
    assert question.text == "tell me about feedback that was hard to hear"


def test_another_text_has_no_id_but_a_track_if_it_is_clear():
    question = from_text("Tell me about a conflict with a coworker.")
    assert (question.id, question.track) == (None, "team")
    assert from_text("What time is it?").track is None
