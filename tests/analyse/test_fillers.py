"""Filler sounds: who heard them, and what does not count."""

from dataclasses import replace

import numpy as np
import pytest

from voicecoach.analyse.fillers import filler_rate, sounds
from voicecoach.spelling import filler_sound
from voicecoach.testing import acoustics, spoken
from voicecoach.types import Answer, Transcript, Word


def answer_of(text, spans=((0, 100),)):
    transcript = spoken(text)
    return Answer(transcript, (), acoustics(100, spans), (), None, "manager")


@pytest.mark.parametrize(
    ("written", "spelling"),
    [
        ("Um,", "um"), ("umm", "um"), ("uhm", "um"), ("erm", "um"), ("Uh...", "uh"),
        ("uhh", "uh"), ("er", "er"), ("Ah,", "ah"), ("hmm", "hmm"), ("Hm.", "hmm"),
        ("mm", "mm"), ("Mmm", "mm"),
    ],
)  # fmt: skip
def test_the_six_spellings_and_what_recognisers_write_for_them(written, spelling):
    assert filler_sound(written) == spelling


@pytest.mark.parametrize(
    "word", "oh uh-huh mhm huh aha her hum a I m umbrella error ahead mm-hmm".split()
)
def test_answers_exclamations_and_words_are_no_fillers(word):
    assert filler_sound(word) is None


def test_a_filler_with_sound_under_it_was_heard_in_both():
    (filler,) = sounds(answer_of("I um led")).counted
    assert (filler.text, filler.heard, filler.word) == ("um", "both", 1)
    assert (filler.start, filler.end) == (0.4, 0.8)


def test_a_filler_with_nothing_under_it_is_weighed_and_not_counted():
    fillers = sounds(answer_of("I um led", [(0, 0.4), (0.8, 2)]))
    assert fillers.counted == ()
    assert fillers.not_counted[0].why


def test_without_sound_the_transcript_is_believed():
    answer = Answer(spoken("I um led"), (), None, None, None, "manager")
    (filler,) = sounds(answer).counted
    assert filler.heard == "transcript"


def test_a_filler_without_times_is_counted_but_has_no_rate():
    words = (Word("um", None, None, kind="filler"), Word("yes", None, None))
    answer = Answer(Transcript(words, "given", None), (), None, None, None, "manager")
    fillers = sounds(answer)
    assert len(fillers.counted) == 1
    assert filler_rate(answer, fillers, "sound").value is None


def test_the_rate_counts_one_kind_over_the_whole_time():
    answer = answer_of("I um led uh it", [(0, 2)])
    metric = filler_rate(answer, sounds(answer), "sound")
    assert metric.name == "filler_sounds"
    assert metric.value == pytest.approx(60)
    assert [moment.note for moment in metric.evidence] == ["um", "uh"]


def test_a_sound_that_one_pass_alone_heard_is_weighed_and_not_counted():
    transcript = replace(
        spoken("I led it"), unsure=(Word("um,", 0.3, 0.5, 0.1, "filler"),)
    )
    answer = Answer(transcript, (), None, None, None, "manager")
    fillers = sounds(answer)
    assert fillers.counted == ()
    (unsure,) = fillers.not_counted
    assert (unsure.text, unsure.word) == ("um", None)
    assert "not sure" in unsure.why


def unsure_beside(span, pitch=120.0):
    """One pass wrote an um at 2.0 to 2.2 s; the sound holds something in the span."""
    transcript = replace(
        spoken("I led it"), unsure=(Word("um,", 2.0, 2.2, 0.3, "filler"),)
    )
    heard = acoustics(5, [(0, 1.2), span])
    heard.pitch[round(span[0] * 100) : round(span[1] * 100)] = pitch
    return sounds(Answer(transcript, (), heard, (), None, "manager"))


def test_a_held_sound_under_no_word_makes_an_unsure_filler_sure_and_places_it():
    (filler,) = unsure_beside((2.1, 2.6)).counted
    assert (filler.start, filler.end, filler.heard) == (2.1, 2.6, "both")


@pytest.mark.parametrize(
    ("span", "pitch"),
    [
        ((3.0, 3.5), 120.0),  # too far away
        ((2.1, 2.2), 120.0),  # too short
        ((2.1, 4.0), 120.0),  # too long
        ((2.1, 2.6), np.nan),  # a breath
        ((2.1, 2.6), np.linspace(100, 160, 50)),  # it moves, as words do
    ],
)
def test_other_sounds_leave_it_unsure(span, pitch):
    fillers = unsure_beside(span, pitch)
    assert [filler.heard for filler in fillers.counted] in ([], ["audio"])
    assert len(fillers.not_counted) == 1


def test_one_held_sound_confirms_one_filler():
    um = Word("um,", 2.0, 2.2, 0.3, "filler")
    transcript = replace(spoken("I led it"), unsure=(um, um))
    answer = Answer(
        transcript, (), acoustics(5, [(0, 1.2), (2, 2.4)]), (), None, "manager"
    )
    fillers = sounds(answer)
    assert len(fillers.counted) == len(fillers.not_counted) == 1


def alone(span=(2.0, 2.5), pitch=120.0, spans=((0, 1.2),)):
    heard = acoustics(6, [*spans, span])
    heard.pitch[round(span[0] * 100) : round(span[1] * 100)] = pitch
    return sounds(Answer(spoken("I led it"), (), heard, (), None, "manager"))


def test_a_held_sound_between_silences_is_heard_in_the_sound_alone():
    (filler,) = alone().counted
    assert (filler.start, filler.end, filler.heard) == (2.0, 2.5, "audio")
    assert filler.word is None


@pytest.mark.parametrize(
    ("span", "pitch"),
    [
        ((1.3, 1.8), 120.0),  # no silence before it
        ((2.0, 2.15), 120.0),  # too short
        ((2.0, 3.5), 120.0),  # too long
        ((2.0, 2.5), np.nan),  # a breath
        ((2.0, 2.5), np.linspace(100, 130, 50)),  # a word that was not recognised
    ],
)
def test_other_sounds_under_no_word_are_not_called_fillers(span, pitch):
    assert alone(span, pitch).counted == ()
