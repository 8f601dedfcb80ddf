import pytest

from voicecoach.exchange import Turn
from voicecoach.testing import spoken
from voicecoach.turns import swapped, tell_apart, with_words
from voicecoach.turns.roles import Voiced, asks, choose_roles, texts_of
from voicecoach.types import Span, Transcript, Word

ANSWER = (
    "I was on the support team last year and our queue was growing every week, so I "
    "wrote a small tool that sorted the letters and my colleagues tried it for a month."
)


def talk(*lines):
    """Lay lines out in time; each is (voice, text)."""
    voiced, at = [], 0.0
    for voice, text in lines:
        end = at + 0.4 * len(text.split())
        voiced.append(Voiced(Span(at, end), voice))
        at = end + 0.5
    return voiced, [text for _, text in lines]


@pytest.mark.parametrize(
    "text",
    [
        "Why did you leave?",
        "okay so tell me about a time you failed",
        "Great. Walk me through your design.",
        "and how did your team take it",
        "Could you describe the architecture",
    ],
)
def test_questions_and_requests_ask(text):
    assert asks(text)


@pytest.mark.parametrize(
    "text",
    ["I led a team of five.", "That is what I did.", "We told them how it works.", ""],
)
def test_statements_do_not_ask(text):
    assert not asks(text)


@pytest.mark.parametrize("asker", [0, 1])
def test_the_one_who_asks_is_the_interviewer(asker):
    other = 1 - asker
    voiced, texts = talk(
        (asker, "tell me about a conflict in your team"),
        (other, ANSWER),
        (asker, "and what happened then"),
        (other, ANSWER),
    )
    found = choose_roles(voiced, texts)
    assert found.roles[asker] == "interviewer"
    assert found.roles[other] == "candidate"
    assert found.sure > 0.9


def test_a_candidate_who_says_hello_first_is_still_the_candidate():
    voiced, texts = talk(
        (1, "Hi, thank you for having me."),
        (0, "Tell me about a project."),
        (1, ANSWER + " And what did I learn? To ask."),
        (0, "Why did you choose that?"),
        (1, ANSWER),
    )
    assert choose_roles(voiced, texts).roles == ("interviewer", "candidate")


def test_two_who_talk_alike_are_not_sure():
    voiced, texts = talk((0, ANSWER), (1, ANSWER), (0, ANSWER), (1, ANSWER))
    assert choose_roles(voiced, texts).sure < 0.9


def test_exchanging_the_voices_exchanges_the_roles():
    lines = [(0, "What did you do?"), (1, ANSWER), (0, "Why?"), (1, ANSWER)]
    one = choose_roles(*talk(*lines))
    other = choose_roles(*talk(*[(1 - voice, text) for voice, text in lines]))
    assert one.roles == other.roles[::-1]
    assert one.sure == pytest.approx(other.sure)


def test_every_word_belongs_to_the_turn_it_is_nearest_to():
    turns = [Voiced(Span(0, 1), 0), Voiced(Span(2, 3), 1)]
    words = (
        Word("a", 0.9, 1.3),
        Word("b", 1.6, 1.9),
        Word("c", 3.0, 3.4),
        Word("d", 4, 5),
    )
    assert texts_of(turns, Transcript(words, "given", None)) == ("a", "b c")


def test_turns_that_are_given_keep_their_times_and_get_their_words():
    turns = (Turn(0, 0.8, "interviewer", "stale"), Turn(0.8, 1.6, "candidate"))
    told = with_words(turns, spoken("why so because yes"))
    assert [turn.text for turn in told] == ["why so", "because yes"]
    assert [(t.start, t.end, t.role) for t in told] == [
        (t.start, t.end, t.role) for t in turns
    ]
    assert swapped(swapped(told)) == told
    assert [turn.role for turn in swapped(told)] == ["candidate", "interviewer"]


def test_words_of_one_voice_alone_are_no_talk_of_two():
    from tests.turns.made import HIGH, LOW, embed, interview

    sound, acoustics, _ = interview((6.0, LOW), (6.0, HIGH), (6.0, LOW))
    words = (Word("hello", 1.0, 2.0), Word("there", 14.0, 15.0))
    told = tell_apart(sound, acoustics, Transcript(words, "given", None), embed)
    assert told.turns is None
    assert "one alone" in told.refusal
