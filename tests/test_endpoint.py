"""It ends an answer long after the last word, and never in a pause to think."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voicecoach import audio
from voicecoach.endpoint import Counting, Endpoint, Stop, Waiting
from voicecoach.thresholds import ENDPOINT
from voicecoach.types import SAMPLE_RATE

SAMPLES = Path(__file__).parents[1] / "samples"
LONGEST_WAIT = ENDPOINT.most + ENDPOINT.countdown


@cache
def clips():
    """Stretches of speech of 2 to 3 s, cut where the speaker pauses."""
    samples = audio.read(SAMPLES / "impact-good.mp3").samples
    return [samples[start * 16_000 :][:40_000] for start in (1, 12, 25, 38, 50, 62)]


def room(seconds, dbfs, seed=0):
    random = np.random.default_rng(seed)
    noise = random.standard_normal(round(seconds * SAMPLE_RATE))
    return 10 ** (dbfs / 20) * noise


def answer(pauses, dbfs, seed=0):
    """Speech with a pause after each clip, and the noise of the room over it all."""
    parts = []
    for number, pause in enumerate(pauses):
        parts += [clips()[number % 6], np.zeros(round(pause * SAMPLE_RATE))]
    sound = np.concatenate(parts)
    sound = sound + room(len(sound) / SAMPLE_RATE, dbfs, seed)[: len(sound)]
    return int16(sound)


def int16(sound):
    return (np.clip(sound, -1, 1) * 32_767).astype(np.int16)


def states(endpoint, sound, size=1600):
    return [endpoint.heard(sound[i : i + size]) for i in range(0, len(sound), size)]


def kinds(found):
    return {type(state) for state in found}


@settings(max_examples=12)
@given(
    st.lists(st.floats(0.2, 3.0), min_size=4, max_size=8),
    st.sampled_from([-80.0, -65.0, -55.0, -45.0]),
    st.integers(0, 9),
)
def test_no_pause_of_up_to_three_seconds_ends_an_answer(pauses, dbfs, seed):
    endpoint = Endpoint(SAMPLE_RATE)
    assert Stop not in kinds(states(endpoint, answer(pauses, dbfs, seed)))
    # And when it is over it does end, after the speaker's own patience.
    silent = states(endpoint, int16(room(LONGEST_WAIT + 1, dbfs, seed + 1)))
    assert isinstance(silent[-1], Stop)
    assert {Waiting, Counting} <= kinds([Waiting(), *silent])


@settings(max_examples=5)
@given(st.lists(st.integers(100, 9_000), min_size=1, max_size=20))
def test_how_the_sound_is_cut_into_blocks_makes_no_difference(sizes):
    sound = answer([0.5, 1.5, 3.0, 11.0], -60)
    whole, parts = Endpoint(SAMPLE_RATE), Endpoint(SAMPLE_RATE)
    stopped = isinstance(whole.heard(sound), Stop)
    ends = np.cumsum(sizes * (1 + len(sound) // sum(sizes)))
    found = [parts.heard(block) for block in np.split(sound, ends[ends < len(sound)])]
    assert stopped
    assert isinstance(found[-1], Stop)
    assert (parts.speech, parts.patience) == (whole.speech, whole.patience)


def test_it_counts_down_for_two_seconds_before_it_ends():
    endpoint = Endpoint(SAMPLE_RATE)
    found = states(endpoint, answer([0.1, 0.1, 0.1, 12.0], -60))
    left = [state.seconds_left for state in found if isinstance(state, Counting)]
    assert left[0] == pytest.approx(2, abs=0.15)
    assert left == sorted(left, reverse=True)
    assert left[-1] <= 0.15


def test_it_ends_after_its_patience_and_the_countdown_and_stays_ended():
    endpoint, sound = Endpoint(SAMPLE_RATE), answer([0.1, 0.1, 0.1, 12.0], -60)
    blocks = iter(np.split(sound, range(1600, len(sound), 1600)))
    assert any(isinstance(endpoint.heard(block), Stop) for block in blocks)
    waited = endpoint.patience + ENDPOINT.countdown
    assert waited >= 5
    assert endpoint.silence == pytest.approx(waited, abs=0.11)
    assert kinds(map(endpoint.heard, blocks)) == {Stop}
    assert isinstance(endpoint.heard(sound), Stop)


def test_speaking_takes_the_countdown_back_and_makes_it_more_patient():
    endpoint = Endpoint(SAMPLE_RATE)
    sound = answer([0.1, 0.1, 0.1, 4.2], -60)
    assert isinstance(states(endpoint, sound)[-1], Counting)
    before = endpoint.patience
    assert isinstance(states(endpoint, answer([0.0], -60))[-1], Waiting)
    assert endpoint.patience > before


def test_who_pauses_long_is_waited_for_longer_but_not_for_ever():
    quick, slow = Endpoint(SAMPLE_RATE), Endpoint(SAMPLE_RATE)
    states(quick, answer([0.1] * 6, -60))
    states(slow, answer([2.0] * 6, -60))
    assert quick.patience == ENDPOINT.least
    assert slow.patience == pytest.approx(2.5 * 2.2, abs=0.8)
    states(slow, answer([3.9] * 6, -60))
    assert slow.patience == ENDPOINT.most


@pytest.mark.parametrize(
    "sound",
    [
        int16(room(60, -40)),
        int16(room(60, -75)),
        np.zeros(60 * SAMPLE_RATE, np.int16),
        answer([57.0], -60),
        int16(0.1 * np.sin(2 * np.pi * 50 * np.arange(60 * 16_000) / 16_000)),
    ],
    ids=["noise", "hiss", "muted", "one sentence", "hum"],
)
def test_it_never_ends_what_has_hardly_begun(sound):
    assert kinds(states(Endpoint(SAMPLE_RATE), sound)) == {Waiting}


@pytest.mark.parametrize("rate", [8_000, 44_100, 48_000])
def test_it_listens_at_the_rate_of_the_microphone(rate):
    import soxr

    sound = answer([0.5, 1.0, 0.5, 11.0], -60)
    there = soxr.resample(sound, SAMPLE_RATE, rate)
    endpoint, known = Endpoint(rate), Endpoint(SAMPLE_RATE)
    assert isinstance(states(endpoint, there)[-1], Stop)
    states(known, sound)
    assert endpoint.speech == pytest.approx(known.speech, rel=0.1)


def test_a_fan_that_starts_does_not_keep_it_waiting_for_ever():
    sound = np.concatenate([answer([0.1] * 4, -65), int16(room(30, -45))])
    assert isinstance(states(Endpoint(SAMPLE_RATE), sound)[-1], Stop)
