"""The prompted pass gives its fillers; the clean pass keeps every word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.testing import spoken
from voicecoach.transcribe.merge import merge


def merged(clean, prompted):
    words = merge(spoken(clean).words, spoken(prompted).words)
    return " ".join(word.text for word in words)


@pytest.mark.parametrize(
    ("clean", "prompted", "expected"),
    [
        ("I led it", "I um led it", "I um led it"),
        ("I led it", "um I led it", "um I led it"),
        ("I led it", "I led it uh", "I led it uh"),
        ("I led it", "I led um uh it", "I led um uh it"),
        ("I led it.", "I, um, led it", "I, um, led it.".replace("I,", "I")),
        # What the prompted pass lost stands; what it made up does not.
        ("we shipped the model to everyone", "we um everyone", "we um shipped"),
        ("I led it", "I um moved on", "I um led it"),
        ("I led it", "they um moved on", "I led it"),
        # A filler that both passes wrote is one filler.
        ("I um led it", "I um led it", "I um led it"),
        ("um", "um", "um"),
        ("", "um", "um"),
        ("", "", ""),
    ],
)
def test_fillers_are_put_between_agreed_words(clean, prompted, expected):
    assert merged(clean, prompted).startswith(expected)


WORDS = st.lists(st.sampled_from("I we led the um uh team it was".split()), max_size=25)


@given(WORDS, WORDS)
def test_a_prompt_never_costs_a_word_and_times_stay_in_order(clean, prompted):
    before = spoken(" ".join(clean)).words
    after = merge(before, spoken(" ".join(prompted), 0.3).words)
    kept = [word.text for word in after if word.kind == "word"]
    assert kept == [word.text for word in before if word.kind == "word"]
    assert len(after) >= len(before)
    for word in after:
        assert word.start <= word.end
    starts = [word.start for word in after]
    assert starts == sorted(starts)


def test_the_words_beside_a_filler_make_room_for_it():
    clean = spoken("I led", 1.0).words
    prompted = spoken("I um led", 0.5).words
    first, filler, last = merge(clean, prompted)
    assert first.end <= filler.start
    assert filler.end <= last.start
