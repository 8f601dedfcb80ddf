import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.testing import tone
from voicecoach.turns.mel import BANDS, filters, hz_of, mel, mels_of, raised


def test_a_frame_every_ten_milliseconds_centred_on_it():
    assert mel(tone(1.0)).shape == (101, BANDS)
    click = np.zeros(16_000, np.float32)
    click[8000] = 1.0
    assert int(np.argmax(mel(click).sum(axis=1))) == 50


@pytest.mark.parametrize("hz", [150, 440, 1000, 2500, 6000])
def test_a_tone_is_loudest_in_the_band_around_it(hz):
    loudest = int(np.argmax(mel(tone(0.5, hz))[20]))
    edges = hz_of(np.linspace(0, mels_of(8000.0), BANDS + 2))
    assert edges[loudest] < hz < edges[loudest + 2]


def test_the_scale_is_slaneys():
    # Known values of librosa.hz_to_mel(htk=False).
    known = [(60.0, 0.9), (110.0, 1.65), (440.0, 6.6), (1000.0, 15.0)]
    assert [mels_of(hz) for hz, _ in known] == pytest.approx([m for _, m in known])
    assert mels_of(8000.0) == pytest.approx(45.2456, abs=1e-3)


def test_every_filter_has_the_area_of_one():
    # Slaney's norm: 2 / width; sampled every 40 Hz, so narrow ones only roughly.
    areas = filters().sum(axis=1) * 40
    assert areas[20:] == pytest.approx(np.ones(BANDS - 20), rel=0.05)


@given(st.floats(0, 40))
def test_there_and_back_again_is_the_same_pitch(mels):
    (hz,) = hz_of(np.array([mels]))
    assert mels_of(float(hz)) == pytest.approx(mels, abs=1e-9)


def test_it_is_power_and_not_amplitude():
    quiet, loud = mel(tone(0.3, level=0.1)), mel(tone(0.3, level=0.2))
    assert loud[15] == pytest.approx(4 * quiet[15], rel=1e-4)


@pytest.mark.parametrize("level", [1e-4, 1e-2, 0.02])
def test_quiet_sound_is_raised_to_one_level(level):
    samples = raised(tone(0.5, level=level))
    assert 10 * np.log10(np.mean(samples**2)) == pytest.approx(-30, abs=0.01)


def test_loud_sound_and_silence_stay():
    loud, silent = tone(0.5, level=0.5), np.zeros(100, np.float32)
    assert raised(loud) is loud
    assert raised(silent) is silent
    assert len(raised(silent[:0])) == 0
