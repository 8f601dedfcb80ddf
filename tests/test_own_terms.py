"""The user's own list of terms: what is read, and what is said of mistakes."""

import pytest

from voicecoach import own_terms
from voicecoach.errors import InputError
from voicecoach.types import OwnTerms

LISTS = """\
known to my listeners:
  - Orchid
  - gradient  boosting
jargon here:
  - golden path
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("VOICECOACH_HOME", str(folder))
    return folder


def test_both_lists_are_read(tmp_path):
    path = tmp_path / "terms.yaml"
    path.write_text(LISTS, encoding="utf-8")
    assert own_terms.read(path) == OwnTerms(
        ("Orchid", "gradient boosting"), ("golden path",)
    )


def test_without_a_list_there_is_none(home):
    assert own_terms.find() is None


def test_the_list_that_is_kept_and_the_one_that_is_named_both_count(home, tmp_path):
    (home / "terms.yaml").write_text(LISTS, encoding="utf-8")
    named = tmp_path / "more.yaml"
    named.write_text("jargon here: [swamp]\n", encoding="utf-8")
    found = own_terms.find(named)
    assert found == OwnTerms(("Orchid", "gradient boosting"), ("golden path", "swamp"))


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "jargon here:\n"])
def test_an_empty_list_is_no_mistake(tmp_path, text):
    path = tmp_path / "terms.yaml"
    path.write_text(text, encoding="utf-8")
    assert own_terms.read(path) == OwnTerms()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("knwon:\n  - x\n", 1),
        ("jargon here: swamp\n", 1),
        ("jargon here:\n  - swamp\n  - '...'\n", 3),
        ("- swamp\n", 1),
        ("jargon here:\n  - a: b\n", 2),
    ],
)
def test_a_mistake_names_its_line_and_the_form(tmp_path, text, line):
    path = tmp_path / "terms.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        own_terms.read(path)
    assert f"terms.yaml:{line}:" in caught.value.problem
    assert caught.value.remedy


def test_a_file_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        own_terms.read(tmp_path / "nowhere.yaml")
