"""Level and pitch, as numbers."""

import numpy as np
import pytest

from voicecoach.analyse.voice import loudness, pitch_range
from voicecoach.testing import acoustics, spoken
from voicecoach.types import Answer


def answer_of(heard):
    return Answer(spoken("hello"), (), heard, (), None, "manager")


def test_the_level_is_that_of_the_speech_and_not_of_the_silence():
    assert loudness(answer_of(acoustics(10, [(1, 3)]))).value == pytest.approx(-25)


def test_an_octave_is_twelve_semitones():
    heard = acoustics(10, [(0, 10)])
    heard.pitch[:500], heard.pitch[500:] = 100, 200
    assert pitch_range(answer_of(heard)).value == pytest.approx(12)


def test_a_tracker_that_jumps_now_and_then_is_not_believed():
    heard = acoustics(10, [(0, 10)])
    heard.pitch[::50] = 240
    assert pitch_range(answer_of(heard)).value == 0


@pytest.mark.parametrize("measure", [loudness, pitch_range])
def test_without_speech_there_is_no_voice(measure):
    assert measure(answer_of(acoustics(10, []))).value is None
    assert measure(answer_of(None)).value is None


def test_too_little_voice_has_no_range():
    heard = acoustics(10, [(0, 10)])
    heard.pitch[:] = np.nan
    heard.pitch[:150] = 100
    assert pitch_range(answer_of(heard)).value is None
