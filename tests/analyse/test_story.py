import pytest

from voicecoach.analyse.story import story
from voicecoach.analyse.stretches import stretches
from voicecoach.testing import spoken


def kind(line):
    return story(stretches(spoken(line).words))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "last year I was at a bank and we lost a customer so I called them and "
            "they came back",
            "episode",
        ),
        (
            "usually I make a list and I always start with the hardest thing and "
            "whenever I get stuck I ask somebody",
            "habit",
        ),
        (
            "I think that honesty is important and I would tell my boss because I "
            "believe that it helps",
            "opinion",
        ),
        (
            "a random forest is a set of trees that vote and each tree sees another "
            "part of the data",
            None,
        ),
        ("fine", None),
        ("", None),
    ],
)
def test_the_kind_of_answer_is_told(line, expected):
    assert kind(line) == expected


def test_a_habit_does_not_become_an_episode_by_one_past_verb():
    line = (
        "I usually talk to people first and I always listen and I try to find a middle "
        "way and I tend to write it down because I once forgot"
    )
    assert kind(line) == "habit"
