from pathlib import Path

import pytest

from voicecoach.errors import InputError
from voicecoach.question_file import check_bank, read_bank
from voicecoach.rubrics import RUBRICS

GOOD = """\
questions:
- id: own-question
  text: "Tell me about a bridge you built."
  track: impact
  level: mid
  audience: manager
  seconds: 120
  tags: [past event]
  key_points:
    - why it was needed
    - what you decided
    - how it holds today
  outline: >-
    The ferry was closed, I chose wood,
    it carries forty tons.
  follow_ups:
    - when: result
      ask: "Does it still stand?"
    - when: number
      ask: "How long is it?"
"""


@pytest.fixture
def write(tmp_path):
    def write(text):
        path = tmp_path / "bank.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_file_of_the_same_form_is_read(write):
    (question,) = read_bank(write(GOOD))
    assert question.id == "own-question"
    assert question.seconds == 120.0
    assert question.tags == ("past event",)
    assert question.key_points[1] == "what you decided"
    assert question.outline.endswith("I chose wood, it carries forty tons.")
    assert question.follow_ups[1].when == "number"


def test_without_a_rubric_that_of_the_track_applies(write):
    (question,) = read_bank(write(GOOD))
    assert question.rubric == tuple(RUBRICS["impact"])


def test_a_rubric_of_its_own_is_kept(write):
    (question,) = read_bank(write(GOOD + "  rubric: [number]\n"))
    assert question.rubric == ("number",)


MISTAKES = [
    ("track: impact", "track: sports", 4, "'track' is 'sports'"),
    ("  level: mid\n", "", 2, "'level' is missing"),
    ("level: mid", "level: [mid]", 5, "'level' is missing or no text"),
    ("level: mid", "level:", 5, "'level' is missing or no text"),
    ("seconds: 120", "seconds: yes", 7, "'seconds' is 'yes'"),
    ("seconds: 120", "seconds: 5", 7, "'seconds' is '5'"),
    ("seconds: 120", "seconds: .nan", 7, "'seconds' is '.nan'"),
    ("seconds: 120", "seconds: inf", 7, "'seconds' is 'inf'"),
    ("id: own-question", "id: Own Question", 2, "'id' is no slug"),
    ("id: own-question", f"id: {'a' * 61}", 2, "'id' has 61 characters"),
    ("you built.", "you built" + " and built" * 30 + ".", 3, "67 words"),
    ("you built.", "you b\\e[31m.", 3, r"'text' has '\x1b' in it"),
    ("when: result", "when: shoes", 17, "'when' is 'shoes'"),
    ("when: result", "why: result", 17, "unknown field 'why'"),
    ("Does it still stand?", "is" + " it" * 45, 18, "'ask' has 46 words"),
    ("seconds: 120", "seconds: 120\n  colour: 3", 8, "unknown field 'colour'"),
    ("seconds: 120", "seconds: 120\n  rubric: [credit]", 8, "names 'credit'"),
    ("seconds: 120", "seconds: 120\n  rubric:", 8, "'rubric' is missing or no list"),
    ("tags: [past event]", "tags: past event", 8, "'tags' is missing or no list"),
    ("tags: [past event]", "tags: []", 8, "'tags' has 0 entries"),
    ("tags: [past event]", "tags: [a, {b: c}]", 8, "an entry of 'tags' is empty"),
    ("- how it holds today", "- ''", 12, "an entry of 'key_points' is empty"),
    ("    - how it holds today\n", "", 9, "'key_points' has 2 entries"),
    ("I chose wood,", "wood " * 250, 13, "'outline' has 1"),
    ("    - when: number\n", "    - number\n    - when: x\n", 19, "has no fields"),
]


@pytest.mark.parametrize(("old", "new", "line", "said"), MISTAKES)
def test_a_mistake_is_named_with_its_line_and_its_question(write, old, new, line, said):
    assert GOOD.count(old) == 1
    checked = check_bank(write(GOOD.replace(old, new)))
    assert (checked.questions, checked.entries) == ((), 1)
    found = [m for m in checked.mistakes if m.line == line and said in m.problem]
    assert found, checked.mistakes
    assert found[0].remedy
    assert found[0].problem.startswith("question ")


@pytest.mark.parametrize(("old", "new", "line", "said"), MISTAKES)
def test_reading_a_file_with_a_mistake_names_the_first(write, old, new, line, said):
    path = write(GOOD.replace(old, new))
    with pytest.raises(InputError) as failure:
        read_bank(path)
    assert failure.value.problem.startswith(f"{path}:")


def test_every_mistake_is_named_in_the_order_of_the_lines(write):
    second = GOOD.partition("\n")[2].replace("own-question", "second")
    text = GOOD.replace("track: impact", "track: sports")
    text += second.replace("seconds: 120", "seconds: 1").replace(
        "level: mid", "level: x"
    )
    text += second.replace("id: second", "id: third")
    checked = check_bank(write(text))
    assert [mistake.line for mistake in checked.mistakes] == [4, 24, 26]
    assert [question.id for question in checked.questions] == ["third"]
    assert checked.entries == 3
    with pytest.raises(InputError, match=r"There are 2 more\.$"):
        read_bank(write(text))


def test_one_follow_up_is_not_enough(write):
    text = GOOD.replace("    - when: number\n", "").replace(
        '      ask: "How long is it?"\n', ""
    )
    with pytest.raises(InputError, match="'follow_ups' has 1 entry"):
        read_bank(write(text))


def test_an_id_may_not_come_twice(write):
    checked = check_bank(write(GOOD + GOOD.partition("\n")[2]))
    ((mistake),) = checked.mistakes
    assert "'own-question' comes twice" in mistake.problem
    assert mistake.line == 21
    assert len(checked.questions) == 1


def test_an_id_that_is_taken_is_refused(write):
    checked = check_bank(write(GOOD), taken=["own-question"])
    ((mistake),) = checked.mistakes
    assert mistake.line == 2
    assert "one of the built-in bank" in mistake.problem
    assert "another id" in mistake.remedy


def test_a_question_with_a_field_given_twice_is_not_fine(write):
    checked = check_bank(write(GOOD + "  level: senior\n"))
    ((mistake),) = checked.mistakes
    assert (mistake.line, checked.questions) == (21, ())


@pytest.mark.parametrize(
    "text", ["", "questions: 3", "questions: []", "questions:\n", "- id: a", "3"]
)
def test_a_file_without_questions_says_so(write, text):
    with pytest.raises(InputError, match=r":1: no questions in it\..*docs/questions"):
        read_bank(write(text))


def test_another_field_beside_the_questions_is_named(write):
    with pytest.raises(InputError, match=":21: unknown field 'title'"):
        read_bank(write(GOOD + "title: x\n"))


def test_a_question_without_fields_says_so(write):
    with pytest.raises(InputError, match=":2: question 1: no fields"):
        read_bank(write("questions:\n- bridge\n"))


def test_a_torn_question_does_not_hide_the_next(write):
    torn = '- id: torn\n  text: "Tell me\n  track: team\n'
    checked = check_bank(write(GOOD.replace("questions:\n", f"questions:\n{torn}")))
    ((mistake),) = checked.mistakes
    assert mistake.line == 3
    assert [question.id for question in checked.questions] == ["own-question"]
    assert checked.entries == 2


def test_bytes_that_are_no_text_are_an_input_error(tmp_path):
    path = tmp_path / "bank.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="not a text in UTF-8"):
        read_bank(path)


def test_a_file_that_is_not_there_is_an_input_error(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_bank(tmp_path / "none.yaml")


def test_the_documented_example_is_valid_and_every_item_is_documented(write):
    text = (Path(__file__).parents[1] / "docs" / "questions.md").read_text("utf-8")
    example = text.split("```yaml")[1].split("```")[0]
    (question,) = read_bank(write(example))
    assert question.rubric == ("star", "number")
    for names in RUBRICS.values():
        for key in names:
            assert f"`{key}`" in text
