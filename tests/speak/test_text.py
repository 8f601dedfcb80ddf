from hypothesis import given
from hypothesis import strategies as st

from voicecoach.speak.text import LONGEST, pieces


def test_a_text_is_cut_into_its_sentences():
    assert pieces('He asked "Why?" I said: because. 3.5 times!') == (
        'He asked "Why?',
        "I said: because.",
        "3.5 times!",
    )


def test_what_an_engine_could_take_for_an_order_is_left_out():
    for text in ("<speak>hello</speak>", "[[slnc 5000]] hello", "{hello}", "`hello`"):
        assert not set("<>[]{}`") & set("".join(pieces(text)))
        assert "hello" in pieces(text)[0]


def test_a_comparison_is_read_as_one():
    assert pieces("Is a < b, or b > c?") == ("Is a less than b, or b greater than c?",)


def test_what_cannot_be_read_out_is_left_out():
    assert pieces("\x00Go\x1b[31m on \U0001f600\nnow\u202e \ud800.") == (
        "Go 31m on now .",
    )
    assert pieces(" \n\t") == pieces("\U0001f600 ... !?") == ()


def test_a_long_sentence_is_cut_at_commas_then_between_words_then_anywhere():
    comma = "word " * 30 + "end, " + "word " * 30
    assert pieces(comma)[0].endswith("end,")
    assert {len(piece) for piece in pieces("x" * 600)} == {250, 100}
    assert all(piece.endswith("word") for piece in pieces("word " * 1000))


@given(st.text(max_size=2000))
def test_no_text_breaks_it_and_each_piece_is_short_and_on_one_line(text):
    for piece in pieces(text):
        assert 0 < len(piece) <= LONGEST
        assert len(piece.splitlines()) == 1
        piece.encode()


@given(st.lists(st.text("abc,;.!? ", min_size=1), max_size=300).map("".join))
def test_no_letter_is_lost_or_changes_its_place(text):
    letters = [c for c in text if c.isalnum()]
    assert [c for c in "".join(pieces(text)) if c.isalnum()] == letters
