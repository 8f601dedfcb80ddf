import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.exchange import Turn
from voicecoach.turns import pair

LONG = "we built it and it worked well enough"
Q, A = "interviewer", "candidate"


def turns(*lines, silence=0.4):
    made, at = [], 0.0
    for role, text in lines:
        made.append(Turn(at, at + 2.0, role, text))
        at += 2.0 + silence
    return made


def test_what_is_asked_until_the_answer_begins_is_its_question():
    made = turns(
        (Q, "Hello there, nice to meet you."),
        (Q, "Tell me about a project."),
        (A, LONG),
        (Q, "Why did you do it that way?"),
        (A, LONG),
        (A, LONG),
        (Q, "Thank you, that is all for today."),
    )
    first, second = pair(made, 20.0)
    assert first.question == "Hello there, nice to meet you. Tell me about a project."
    assert (first.asked.start, first.asked.end) == (0.0, made[1].end)
    assert second.question == "Why did you do it that way?"
    assert second.answered.start == pytest.approx(made[3].end, abs=0.01)
    assert second.answered.end == pytest.approx(made[6].start, abs=0.01)
    assert len(second.spans) == 2


def test_a_word_thrown_in_ends_neither_question_nor_answer():
    made = turns(
        (Q, "Are you ready to begin?"),
        (A, "Yes, sure."),
        (Q, "Tell me about a project."),
        (A, LONG),
        (Q, "Okay."),
        (A, LONG),
    )
    (only,) = pair(made, 20.0)
    assert only.question == "Are you ready to begin? Tell me about a project."
    assert len(only.spans) == 2
    assert not any(s.start < made[4].start + 1 < s.end for s in only.spans)


def test_a_short_question_is_no_word_thrown_in():
    made = turns((Q, "Tell me about it."), (A, LONG), (Q, "Why?"), (A, LONG))
    assert [found.question for found in pair(made, 20.0)] == [
        "Tell me about it.",
        "Why?",
    ]


def test_a_turn_of_which_no_word_was_heard_still_parts_two_answers():
    first, second = pair(turns((A, LONG), (Q, ""), (A, LONG)), 9.0)
    assert second.question == ""
    assert second.asked.end <= second.answered.start + 0.01
    assert first.answered.end <= second.asked.start + 0.01


def test_an_answer_that_begins_the_recording_has_no_question():
    first, second = pair(turns((A, LONG), (Q, "Why is that?"), (A, LONG)), 9.0)
    assert (first.question, first.asked, first.answered.start) == ("", None, 0.0)
    assert second.question == "Why is that?"


def test_an_interview_without_an_answer_has_no_pair():
    assert pair(turns((Q, "Hello?"), (Q, "Is anybody there?")), 5.0) == ()
    assert pair((), 5.0) == ()


@given(
    st.lists(
        st.tuples(
            st.sampled_from([Q, A]), st.sampled_from(["okay", LONG, "Why is that?"])
        ),
        max_size=9,
    ),
    st.floats(0, 1.5),
)
def test_answers_lie_in_the_recording_in_order_and_never_on_their_question(lines, gap):
    made = turns(*lines, silence=gap)
    duration = (made[-1].end if made else 0.0) + 1.0
    last = 0.0
    for found in pair(made, duration):
        assert (
            last - 0.011 <= found.answered.start < found.answered.end <= duration + 0.01
        )
        if found.asked:
            assert found.asked.end <= found.answered.start + 0.011
        for span in found.spans:
            assert span.end > found.answered.start
        last = found.answered.end
