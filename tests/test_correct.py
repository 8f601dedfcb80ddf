"""Corrections: the words that stay keep their times, the others share what is there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import voicecoach
from voicecoach import correct
from voicecoach.correct import Edit
from voicecoach.errors import UsageError
from voicecoach.testing import spoken
from voicecoach.types import Transcript, Word

texts = st.lists(st.sampled_from("we led the um team to a fix".split()), max_size=14)


@given(texts, texts)
def test_a_text_is_reached_and_times_stay_in_order(before, after):
    old = spoken(" ".join(before))
    new = correct.apply(old, correct.edits(old, " ".join(after)))
    assert [word.text for word in new.words] == after
    if before:
        clock = 0.0
        for word in new.words:
            assert clock - 0.002 <= word.start <= word.end <= old.words[-1].end
            clock = word.start


@given(texts)
def test_no_correction_changes_nothing(said):
    old = spoken(" ".join(said))
    assert correct.edits(old, " ".join(said)) == ()
    assert correct.apply(old, ()) == old


def test_a_filler_that_was_corrected_is_one_and_is_sure_of_nothing():
    new = correct.apply(spoken("I am there"), [Edit(1, 2, "um")]).words[1]
    assert (new.kind, new.confidence, new.start, new.end) == ("filler", None, 0.4, 0.8)


def test_words_without_times_stay_without():
    old = Transcript((Word("so", None, None), Word("it", None, None)), "given", None)
    new = correct.apply(old, [Edit(1, 2, "we went")])
    assert [word.start for word in new.words] == [None] * 3


@pytest.mark.parametrize(
    "edits", [[Edit(2, 5, "x")], [Edit(-1, 1, "x")], [Edit(0, 2, "x"), Edit(1, 3, "y")]]
)
def test_a_correction_outside_the_words_is_refused(edits):
    with pytest.raises(UsageError):
        correct.apply(spoken("one two three"), edits)


SAID = (
    "Last year I led a teem and we had to make the search faster for our shop. I "
    "measured every step and moved the slow one. As a result it went from nine seconds "
    "to two."
)


def test_a_report_is_scored_again_with_the_words_as_they_were(tmp_path):
    path = tmp_path / "said.txt"
    path.write_text(SAID, encoding="utf-8")
    first = voicecoach.analyze(transcript=path, question="Tell me about your work.")
    again = voicecoach.rescore(first, SAID.replace("teem", "team"))
    assert again.transcript.text == SAID.replace("teem", "team")
    assert again.question == first.question
    assert again.score.overall is not None
    same = voicecoach.rescore(first, SAID)
    assert same.score == first.score
    assert same.analysis == first.analysis


def test_corrected_words_are_held_against_the_code_again(tmp_path):
    path, code = tmp_path / "said.txt", tmp_path / "solution.py"
    path.write_text(SAID, encoding="utf-8")
    code.write_text("def move(): ...\n", encoding="utf-8")
    first = voicecoach.analyze(transcript=path, code=code)
    assert voicecoach.rescore(first, SAID, code=code).code == first.code
    assert voicecoach.rescore(first, SAID).code is None
