"""A challenge is a folder; a mistake in it is named with what to write instead."""

import pytest

from voicecoach.challenges import find, listed, read_challenge
from voicecoach.errors import InputError, UsageError
from voicecoach.settings import share

GOOD = {
    "challenge.toml": """
id = "two-sum"
title = "Two numbers that add up"
prompt = "Find two numbers that add up to a target."
level = "entry"
seconds = 900
entry = ["two_sum"]
key_points = ["one pass"]
""",
    "starter.py": "def two_sum(numbers, target):\n    raise NotImplementedError\n",
    "tests.py": "from solution import two_sum\ndef test_it():\n    assert two_sum\n",
}


@pytest.fixture
def folder(tmp_path):
    for name, content in GOOD.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def test_a_folder_is_a_challenge(folder):
    challenge = read_challenge(folder)
    assert (challenge.id, challenge.level) == ("two-sum", "entry")
    assert challenge.seconds == 900.0
    assert challenge.entry == ("two_sum",)
    assert find(str(folder)) == challenge


def test_the_code_of_a_challenge_is_not_run_by_reading_it(folder):
    ran = folder / "ran"
    for name in ("starter.py", "tests.py"):
        code = f"open({str(ran)!r}, 'w').close()\n{GOOD[name]}"
        (folder / name).write_text(code, encoding="utf-8")
    read_challenge(folder)
    assert not ran.exists()


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("challenge.toml", 'level = "entry"', 'level = "easy"', "'level' is 'easy'"),
        ("challenge.toml", 'level = "entry"', "", "'level' is missing"),
        ("challenge.toml", "900", "true", "'seconds' is True"),
        ("challenge.toml", "900", "nan", "'seconds' is nan"),
        ("challenge.toml", "900", "5", "'seconds' is 5"),
        ("challenge.toml", '"two-sum"', '"Two Sum"', "'id' is no slug"),
        ("challenge.toml", '["two_sum"]', "[]", "'entry' is no list of texts"),
        (
            "challenge.toml",
            '["two_sum"]',
            '["other"]',
            "names 'other'",
        ),
        ("challenge.toml", '["one pass"]', "[3]", "'key_points' is no list"),
        (
            "challenge.toml",
            "target.",
            "target" + " a" * 60 + ".",
            "69 words",
        ),
        ("challenge.toml", "id =", "colour = 3\nid =", "unknown field 'colour'"),
        ("challenge.toml", "id =", "id", "not a TOML file"),
        ("starter.py", "def", "dfe", "starter.py is not Python"),
        ("tests.py", "test_it", "it", "has no test in it"),
    ],
)
def test_a_mistake_is_named(folder, file, old, new, said):
    path = folder / file
    path.write_text(GOOD[file].replace(old, new), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_challenge(folder)
    assert said in caught.value.problem
    assert str(folder) in caught.value.problem
    assert caught.value.remedy


@pytest.mark.parametrize("name", GOOD)
def test_a_file_that_is_missing_is_named(folder, name):
    (folder / name).unlink()
    with pytest.raises(InputError, match=f"{name} cannot be read"):
        read_challenge(folder)


def test_an_unknown_id_gets_those_spelt_like_it():
    with pytest.raises(UsageError) as caught:
        find("kmeans")
    assert "k-means" in caught.value.remedy
    with pytest.raises(UsageError, match="questions challenge"):
        find("xyz")


def test_ids_are_those_of_the_folders_and_in_order():
    ids = [challenge.id for challenge in listed()]
    place = share("samples") / "challenges"
    folders = sorted(path.parent.name for path in place.glob("*/tests.py"))
    assert len(ids) >= 6
    assert ids == folders
