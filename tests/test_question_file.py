from pathlib import Path

import pytest

from voicecoach.errors import InputError
from voicecoach.question_file import RUBRICS, read_bank

GOOD = """
[[question]]
id = "own-question"
text = "Tell me about a bridge you built."
track = "impact"
level = "mid"
audience = "manager"
seconds = 120
follow_up = [
  { when = "result", ask = "Does it still stand?" },
  { when = "number", ask = "How long is it?" },
]
"""


@pytest.fixture
def write(tmp_path):
    def write(text):
        path = tmp_path / "bank.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_file_of_the_same_form_is_read(write):
    (question,) = read_bank(write(GOOD))
    assert question.id == "own-question"
    assert question.seconds == 120.0
    assert question.follow_ups[1].when == "number"


def test_without_a_rubric_that_of_the_track_applies(write):
    (question,) = read_bank(write(GOOD))
    assert question.rubric == tuple(RUBRICS["impact"])


def test_a_rubric_of_its_own_is_kept(write):
    (question,) = read_bank(write(GOOD + 'rubric = ["number"]\n'))
    assert question.rubric == ("number",)


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ('track = "impact"', 'track = "sports"', "'track' is 'sports'"),
        ('level = "mid"', "", "'level' is missing"),
        ('level = "mid"', "level = 3", "'level' is missing or empty"),
        ("seconds = 120", "seconds = true", "'seconds' is True"),
        ("seconds = 120", "seconds = 5", "'seconds' is 5"),
        ("seconds = 120", "seconds = nan", "'seconds' is nan"),
        ('"own-question"', '"Own Question"', "'id' is no slug"),
        ("you built.", "you built" + " and built" * 30 + ".", "67 words"),
        ('when = "result"', 'when = "shoes"', "'when' is 'shoes'"),
        ('when = "result", ', "", "fields when and ask"),
        ("seconds = 120", "seconds = 120\ncolour = 3", "unknown field 'colour'"),
        ("seconds = 120", 'seconds = 120\nrubric = ["credit"]', "names 'credit'"),
        ("seconds = 120", 'seconds = 120\ntags = "a"', "'tags' is no list"),
    ],
)
def test_a_mistake_is_named_with_its_question(write, old, new, word):
    with pytest.raises(InputError) as failure:
        read_bank(write(GOOD.replace(old, new)))
    assert word in failure.value.problem
    assert "question 1" in failure.value.problem
    assert failure.value.remedy


def test_one_follow_up_is_not_enough(write):
    line = '  { when = "number", ask = "How long is it?" },\n'
    with pytest.raises(InputError, match="fewer than two"):
        read_bank(write(GOOD.replace(line, "")))


def test_an_id_may_not_come_twice(write):
    with pytest.raises(InputError, match="'own-question' twice"):
        read_bank(write(GOOD + GOOD))


@pytest.mark.parametrize("text", ["", "question = 3", "title = 'x'", "question = []"])
def test_a_file_without_questions_says_so(write, text):
    with pytest.raises(InputError, match=r"no \[\[question\]\]"):
        read_bank(write(text))


def test_a_question_that_is_no_table_says_so(write):
    with pytest.raises(InputError, match="not a table"):
        read_bank(write("question = [3]"))


def test_a_broken_file_names_the_line(write):
    with pytest.raises(InputError, match="line 2"):
        read_bank(write("\nid = = 3"))


def test_bytes_that_are_no_text_are_an_input_error(tmp_path):
    path = tmp_path / "bank.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="not a TOML file"):
        read_bank(path)


def test_a_file_that_is_not_there_is_an_input_error(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_bank(tmp_path / "none.toml")


def test_the_documented_example_is_valid_and_every_item_is_documented(write):
    text = (Path(__file__).parents[1] / "docs" / "questions.md").read_text("utf-8")
    example = text.split("```toml")[1].split("```")[0]
    (question,) = read_bank(write(example))
    assert question.rubric == ("star", "number")
    for names in RUBRICS.values():
        for key in names:
            assert f"`{key}`" in text
