"""Words must have sound under them; times are pulled to it; inventions go."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.testing import acoustics, spoken
from voicecoach.transcribe.grounded import ground
from voicecoach.types import Word


def texts(words):
    return " ".join(word.text for word in words)


def test_words_in_silence_are_removed_and_reported():
    words = [*spoken("hello there").words, Word("Thanks.", 8.0, 8.5, 0.9)]
    result = ground(words, acoustics(10, [(0, 0.8)]))
    assert texts(result.words) == "hello there"
    assert "1 word" in result.warnings[0]
    assert result.invented == 1


def test_a_filler_in_silence_goes_without_a_word():
    words = [*spoken("hello there").words, Word("um", 8.0, 8.5, 0.9, "filler")]
    result = ground(words, acoustics(10, [(0, 0.8)]))
    assert texts(result.words) == "hello there"
    assert (result.invented, result.warnings) == (0, ())


def test_a_loop_is_kept_once_and_reported():
    words = spoken("we did " + "it and so " * 6 + "then").words
    result = ground(words, acoustics(20, [(0, 20)]))
    assert texts(result.words) == "we did it and so then"
    assert "of a loop" in result.warnings[0]
    assert result.invented == 15


@pytest.mark.parametrize("said", ["no no no", "very very very good", "I I I went"])
def test_what_people_repeat_is_no_loop(said):
    words = spoken(said).words
    assert texts(ground(words, acoustics(10, [(0, 10)])).words) == said


def test_a_stock_phrase_at_the_end_is_removed_and_reported():
    words = spoken("that was it. Thanks for watching!").words
    result = ground(words, acoustics(10, [(0, 10)]))
    assert texts(result.words) == "that was it."
    assert "Thanks for watching" in result.warnings[0]


def test_the_same_phrase_elsewhere_stays():
    words = spoken("thanks for watching the demo they said").words
    assert len(ground(words, acoustics(10, [(0, 10)])).words) == 7


def test_a_word_stretched_over_a_pause_is_clipped_to_its_sound():
    words = [Word("so", 0.5, 3.0), Word("then", 3.0, 3.4)]
    first, second = ground(words, acoustics(5, [(0.6, 0.9), (3.0, 3.5)])).words
    assert (first.start, first.end) == (0.6, 0.9)
    assert (second.start, second.end) == (3.0, 3.5)


def test_words_of_a_phrase_follow_each_other_without_gaps():
    words = [Word("we", 1.0, 1.1), Word("did", 1.3, 1.4), Word("it", 1.6, 1.7)]
    found = ground(words, acoustics(5, [(0.9, 1.9)])).words
    assert [(w.start, w.end) for w in found] == [(0.9, 1.3), (1.3, 1.6), (1.6, 1.9)]


def test_words_on_one_instant_share_the_time_of_the_next_by_their_letters():
    words = [Word("I", 1.0, 1.0), Word("was", 1.0, 1.0), Word("here", 1.0, 1.8)]
    found = ground(words, acoustics(5, [(1.0, 1.8)])).words
    assert [(w.start, w.end) for w in found] == [(1.0, 1.1), (1.1, 1.4), (1.4, 1.8)]


@given(
    st.lists(st.tuples(st.floats(0, 9), st.floats(0, 2)), max_size=20),
    st.lists(st.tuples(st.floats(0, 9), st.floats(0.1, 2)), max_size=5),
)
def test_words_come_out_in_order_and_never_overlap(timed, talked):
    words = [
        Word(f"w{i}", start, start + length)
        for i, (start, length) in enumerate(sorted(timed))
    ]
    spans, clock = [], 0.0
    for gap, length in talked:
        spans.append((round(clock + gap, 2), round(clock + gap + length, 2)))
        clock += gap + length
    found = ground(words, acoustics(clock + 1, spans)).words
    for word in found:
        assert word.start <= word.end
    for before, after in pairwise(found):
        assert before.end <= after.start
