"""Which question comes next."""

from voicecoach import questions
from voicecoach.next_question import GENERIC, choose, follow_up
from voicecoach.session import Coach, Options
from voicecoach.testing import spoken
from voicecoach.types import Question

QUESTION = Question("Tell me about a time you failed.", track="impact")
RESULT = "As a result we cut the bill by 40 percent. "


def reported(text, question):
    coach = Coach(Options())
    return coach.report(None, spoken(text, 0.35), question, 0.0)


STORY = (
    "Last year at my company the nightly job failed every week and I was asked to mend "
    "it. I read the logs and I rewrote the loader and I tested it for a month. "
)


def test_the_result_is_asked_for_where_it_is_missing():
    bare = reported(STORY, QUESTION)
    assert follow_up(QUESTION, bare).text == GENERIC["result"]
    told = reported(STORY + RESULT, QUESTION)
    assert "result" not in told.analysis.structure.missing
    found = follow_up(QUESTION, told)
    assert found is None or found.text != GENERIC["result"]


def test_what_could_not_be_judged_has_no_follow_up():
    assert follow_up(QUESTION, reported("fine", QUESTION)) is None


def test_the_bank_knows_better_follow_ups():
    question = next(
        q
        for q in questions.bank()
        if q.track == "impact" and any(f.when == "result" for f in q.follow_ups)
    )
    found = follow_up(question, reported(STORY, question))
    assert found.text in [step.ask for step in question.follow_ups]


def test_questions_that_were_answered_least_come_first():
    first = choose("team", {}, 3, "today")
    assert {question.track for question in first} == {"team"}
    assert choose("team", {}, 3, "today") == first
    again = choose("team", {first[0].id: 1}, 50, "today")
    assert again[-1] == first[0]
    assert len(set(again)) == len(again)
