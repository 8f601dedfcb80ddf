"""Passes vote on the fillers; the clean pass keeps every word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.spelling import filler_sound
from voicecoach.transcribe.consensus import merge


@pytest.mark.parametrize(
    ("clean", "prompted", "text", "votes"),
    [
        ("I led it", ["I um led it"], "I um led it", (1,)),
        ("I led it", ["um I led it", "um I led it"], "um I led it", (2,)),
        ("I led it", ["I led it uh", "I led it"], "I led it uh", (1,)),
        ("I led it", ["I led um uh it"], "I led um uh it", (1, 1)),
        # Two passes mean the same filler, though each lost another word beside it.
        ("so I led it", ["so um led it", "so I um led it"], "so um I led it", (2,)),
        # The same filler spelt in two ways is one.
        ("I led it", ["I uh led it", "I um led it"], "I uh led it", (2,)),
        # What a prompted pass lost stands.
        ("we shipped it to everyone", ["we um everyone"], "we um shipped", (1,)),
        # A pass that heard something else has no say.
        ("I led it", ["they um moved on"], "I led it", ()),
        # The clean pass votes too.
        ("I um led it", ["I um led it"], "I um led it", (2,)),
        ("um", ["um"], "um", (2,)),
        ("", ["um"], "um", (1,)),
        ("", ["", ""], "", ()),
    ],
)
def test_fillers_are_placed_between_the_words_and_counted(clean, prompted, text, votes):
    merged = merge(clean, prompted)
    assert merged.text.startswith(text)
    assert merged.votes == votes


def test_any_pass_of_the_second_model_confirms_once_and_none_brings_in():
    merged = merge("I led it", ["I um led it"], ["I um led it", "um I uh led it uh"])
    assert merged.text == "I um led it"
    assert merged.votes == (2,)


TEXTS = st.lists(st.sampled_from("I we led the um uh team it was".split()), max_size=25)


@given(TEXTS, st.lists(TEXTS, max_size=3))
def test_a_prompt_never_costs_a_word_and_no_vote_is_lost(clean, prompted):
    merged = merge(" ".join(clean), [" ".join(text) for text in prompted])
    kept = [w for w in merged.text.split() if filler_sound(w) is None]
    assert kept == [w for w in clean if filler_sound(w) is None]
    fillers = [w for w in merged.text.split() if filler_sound(w)]
    assert len(fillers) == len(merged.votes)
    written = [w for text in (clean, *prompted) for w in text if filler_sound(w)]
    assert sum(merged.votes) <= len(written)
    assert all(1 <= votes <= 1 + len(prompted) for votes in merged.votes)
