import json

import pytest

from voicecoach import questions
from voicecoach.cli import main


def test_the_whole_bank_is_listed(capfd):
    assert main(["questions", "list"]) == 0
    out = capfd.readouterr().out
    assert len(out.splitlines()) == 1 + len(questions.bank())
    assert out.startswith("id\ttrack\tlevel\tquestion\n")


def test_without_a_command_the_bank_is_listed(capfd):
    assert main(["questions", "list"]) == 0
    listed = capfd.readouterr().out
    assert main(["questions"]) == 0
    assert capfd.readouterr().out == listed


def test_a_track_is_listed_alone(capfd):
    assert main(["questions", "list", "--track", "team", "--json"]) == 0
    (line,) = capfd.readouterr().out.splitlines()
    listed = json.loads(line)
    assert {question["track"] for question in listed} == {"team"}
    assert len(listed) == sum(q.track == "team" for q in questions.bank())


def test_a_question_is_shown_with_what_it_asks_for(capfd):
    question = questions.bank()[0]
    assert main(["questions", "show", question.id]) == 0
    out = capfd.readouterr().out
    assert out.startswith(question.text + "\n")
    assert all(f"- {item.ask}\n" in out for item in question.follow_ups)


def test_a_question_is_shown_as_json(capfd):
    question = questions.bank()[0]
    assert main(["questions", "show", question.id, "--json"]) == 0
    shown = json.loads(capfd.readouterr().out)
    assert (shown["id"], shown["text"]) == (question.id, question.text)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "no-such-id"], "no-such-id"),
        (["show"], "ID"),
        (["list", "--track", "cooking"], "cooking"),
        (["plan"], "plan"),
    ],
)
def test_a_mistake_is_2_and_one_line(capfd, arguments, said):
    assert main(["questions", *arguments]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert said in err
