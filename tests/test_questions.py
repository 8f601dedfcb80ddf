import os
from dataclasses import replace

import pytest

from voicecoach import questions
from voicecoach.errors import InputError, OutputError, UsageError
from voicecoach.question_file import LEVELS, LONGEST, MISSING, read_bank
from voicecoach.questions import add, bank, built_in, find, from_text
from voicecoach.rubrics import RUBRICS
from voicecoach.types import Question


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("VOICECOACH_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def own(name, **changes):
    return replace(find("hard-feedback"), id=name, **changes)


@pytest.mark.parametrize("track", RUBRICS)
@pytest.mark.parametrize("level", LEVELS)
def test_each_track_has_at_least_nine_questions_of_each_level(track, level):
    kinds = [(question.track, question.level) for question in built_in()]
    assert kinds.count((track, level)) >= 9


def test_ids_and_texts_are_unique():
    assert len({question.id for question in built_in()}) == len(built_in()) == 140
    assert len({question.text for question in built_in()}) == len(built_in())


@pytest.mark.parametrize("question", built_in(), ids=lambda question: question.id)
def test_a_question_is_complete_and_short_enough_to_ask(question):
    assert isinstance(question, Question)
    assert len(question.text.split()) <= LONGEST
    assert question.text.endswith(("?", "."))
    assert 90 <= question.seconds <= 180
    assert question.tags
    assert 3 <= len(question.key_points) <= 6
    assert 20 <= len(question.outline.split()) <= 60
    assert len(question.follow_ups) >= 2
    for follow_up in question.follow_ups:
        assert follow_up.when in (*question.rubric, *MISSING)
        assert follow_up.ask.endswith("?")
        assert len(follow_up.ask.split()) <= LONGEST
    reasons = [follow_up.when for follow_up in question.follow_ups]
    assert len(set(reasons)) == len(reasons)


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


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Please tell me about some feedback that was hard to hear.", "hard-feedback"),
        (
            "Can you tell me about a time you disagreed with a teammate?",
            "disagreed-with-a-team-mate",
        ),
        ("What is overfitting?", None),
        ("Why do you want to work here?", None),
        ("…", None),
    ],
)
def test_a_question_in_other_words_is_that_of_the_bank(text, id):
    assert from_text(text).id == id


def test_no_two_questions_of_the_bank_are_one():
    for question in built_in():
        assert from_text(question.text).id == question.id


def test_another_text_has_no_id_but_a_track_if_it_is_clear():
    question = from_text("Tell me about a conflict with a coworker.")
    assert (question.id, question.track) == (None, "team")
    assert from_text("What time is it?").track is None


def test_without_own_questions_the_bank_is_the_built_in_one(home):
    assert bank() == built_in()
    assert questions.own_fault() is None
    assert not home.exists()


def test_own_questions_stand_behind_the_built_in_ones():
    mine = own("mine", text="Tell me about my own question.", seconds=100.5)
    assert add([mine, own("other", rubric=("learned",))]).new == ("mine", "other")
    assert bank()[: len(built_in())] == built_in()
    assert bank()[-2:] == (mine, own("other", rubric=("learned",)))
    assert find("mine") == mine
    assert from_text("tell me about my own question").id == "mine"


def test_a_question_that_is_added_again_takes_the_place_of_the_first():
    add([own("one"), own("two")])
    added = add([own("one", text="Quite another?"), own("three")])
    assert (added.new, added.replaced) == (("three",), ("one",))
    assert [question.id for question in questions.own().questions] == [
        "one",
        "two",
        "three",
    ]
    assert find("one").text == "Quite another?"


@pytest.mark.parametrize(
    "text",
    ["yes", "1.5", "a: b # c", "- 'quoted' \"twice\"", "~", "Ünïcode 日本", "&x"],
)
def test_a_text_comes_back_as_it_was_whatever_yaml_makes_of_it(text):
    add([own("mine", text=text, outline=text, key_points=(text,) * 3)])
    assert find("mine").text == find("mine").outline == text


def test_the_file_of_own_questions_is_written_whole_or_not_at_all(home, monkeypatch):
    add([own("one")])
    before = questions.own_file().read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OutputError, match=r"No space left on device.*VOICECOACH_HOME"):
        add([own("two")])
    assert [path.name for path in home.iterdir()] == ["questions.yaml"]
    assert questions.own_file().read_bytes() == before


BROKEN = {
    "torn": b'questions:\n- id: mine\n  text: "Tell me\n',
    "no text": b"\xff\xfe\x00",
    "empty": b"",
    "large": b"#" * 1_000_001,
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_of_own_questions_leaves_the_built_in_bank_alone(home, data):
    home.mkdir()
    questions.own_file().write_bytes(data)
    assert bank() == built_in()
    assert find("hard-feedback").track == "team"
    fault = questions.own_fault()
    assert str(questions.own_file()) in fault.problem
    assert fault.remedy


def test_a_folder_in_the_place_of_own_questions_leaves_the_bank_alone(home):
    questions.own_file().mkdir(parents=True)
    assert bank() == built_in()
    assert "cannot be read" in questions.own_fault().problem


def test_a_file_in_the_place_of_the_home_is_as_if_there_were_none(home):
    home.write_text("not a folder")
    assert bank() == built_in()
    assert questions.own_fault() is None


def test_of_own_questions_only_those_with_a_mistake_are_left_out(home):
    add([own("fine"), own("broken")])
    path = questions.own_file()
    path.write_text(path.read_text().replace("id: broken\n", "id: broken\n  x: 1\n"))
    assert [question.id for question in questions.own().questions] == ["fine"]
    assert "unknown field 'x'" in questions.own_fault().problem


def test_an_unknown_id_is_explained_by_a_broken_file(home):
    home.mkdir()
    questions.own_file().write_bytes(BROKEN["torn"])
    with pytest.raises(UsageError, match=r"questions\.yaml:3: a quotation mark"):
        find("mine")


def test_nothing_is_added_to_a_broken_file(home):
    home.mkdir()
    questions.own_file().write_bytes(BROKEN["torn"])
    with pytest.raises(InputError, match=r":3:.*Then add"):
        add([own("one")])
    assert questions.own_file().read_bytes() == BROKEN["torn"]


def test_an_own_question_with_the_id_of_a_built_in_one_is_left_out(home):
    home.mkdir()
    add([own("mine")])
    path = questions.own_file()
    path.write_text(path.read_text().replace("id: mine", "id: hard-feedback"))
    assert bank() == built_in()
    assert "one of the built-in bank" in questions.own_fault().problem


def test_the_built_in_file_itself_is_checked_without_its_own_ids():
    path = questions.resources.files("voicecoach") / "questions.yaml"
    assert questions.check(path).mistakes == ()
    assert read_bank(path) == built_in()
