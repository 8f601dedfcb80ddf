"""Blocks of any size and rate become one sound at 16 kHz."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voicecoach.mono import Mono
from voicecoach.testing import tone
from voicecoach.types import SAMPLE_RATE


def collected(rate, blocks):
    mono = Mono()
    for block in blocks:
        mono.add(rate, block[np.newaxis])
    mono.close()
    return mono


@settings(max_examples=25)
@given(st.lists(st.integers(0, 9_000), max_size=6), st.sampled_from([16_000, 44_100]))
def test_how_a_sound_is_cut_into_blocks_changes_nothing(cuts, rate):
    samples = tone(2)
    whole = collected(rate, [samples])
    parts = collected(rate, np.split(samples, sorted(cuts)))
    assert np.allclose(whole.samples, parts.samples, atol=1e-6)


@pytest.mark.parametrize("rate", [8_000, 44_100, 48_000])
def test_the_length_in_seconds_is_kept(rate):
    seconds = collected(rate, [np.zeros(rate * 3, np.float32)]).duration
    assert seconds == pytest.approx(3, abs=2 / SAMPLE_RATE)


def test_channels_are_mixed():
    mono = Mono()
    mono.add(SAMPLE_RATE, np.stack([np.full(10, 0.5), np.zeros(10)]).astype(np.float32))
    assert mono.samples.tolist() == [0.25] * 10


def test_a_rate_that_changes_on_the_way_loses_nothing():
    mono = Mono()
    mono.add(8_000, np.zeros((1, 8_000), np.float32))
    mono.add(48_000, np.zeros((1, 48_000), np.float32))
    mono.close()
    assert mono.duration == pytest.approx(2, abs=2 / SAMPLE_RATE)


def test_what_is_wrong_with_the_samples_is_said():
    mono = Mono()
    mono.add(SAMPLE_RATE, np.array([[np.nan, 0, 1, 1, 1, 1, 0]], np.float32))
    assert len(mono.warnings) == 2
    assert "not numbers" in mono.warnings[0]
    assert "clipped" in mono.warnings[1]
