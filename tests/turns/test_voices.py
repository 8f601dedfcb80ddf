from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.turns.made import HIGH, LOW, OTHER, embed, interview
from voicecoach.testing import spoken
from voicecoach.turns import tell_apart
from voicecoach.turns.following import spoken as with_speech
from voicecoach.turns.following import turns_of
from voicecoach.turns.roles import Voiced
from voicecoach.turns.voices import best_path, refusal, split, two_groups
from voicecoach.turns.windows import Windows, averaged, embedded, unit
from voicecoach.types import Span, Transcript, Word

ALTERNATING = (
    (2.0, LOW),
    (5.0, HIGH),
    (2.5, LOW),
    (6.0, HIGH),
    (1.5, LOW),
    (4.0, HIGH),
)


def heard(*said, **options):
    sound, acoustics, spans = interview(*said, **options)
    return embedded(sound, acoustics, embed), spans


def test_windows_cover_the_speech_and_nothing_else():
    windows, spans = heard(*ALTERNATING)
    for start, end in spans:
        own = [w for w in windows.spans if start <= w.start and w.end <= end]
        assert (own[0].start, own[-1].end) == (start, end)
        assert all(b.start - a.start <= 0.41 for a, b in pairwise(own))
    inside = sum(len([w for w in windows.spans if s <= w.start < e]) for s, e in spans)
    assert inside == len(windows.spans)


def test_two_voices_in_turn_are_told_apart_at_the_silences():
    windows, spans = heard(*ALTERNATING)
    found = split(windows)
    assert refusal(windows, found) is None
    turns = turns_of(windows.spans, found.voices)
    assert [(t.span.start, t.span.end) for t in turns] == spans
    voices = [turn.voice for turn in turns]
    assert voices in ([0, 1, 0, 1, 0, 1], [1, 0, 1, 0, 1, 0])


def test_a_voice_that_is_heard_for_a_twentieth_is_a_voice():
    said = ((30.0, HIGH), (2.0, LOW), (30.0, HIGH), (2.0, LOW), (9.0, HIGH))
    windows, spans = heard(*said)
    turns = turns_of(windows.spans, split(windows).voices)
    assert [(t.span.start, t.span.end) for t in turns] == spans


def test_a_voice_that_is_far_away_is_the_same_voice():
    sound, acoustics, _ = interview(*ALTERNATING)
    near = split(embedded(sound, acoustics, embed))
    sound.samples[len(sound.samples) // 2 :] *= 0.02
    far = split(embedded(sound, acoustics, embed))
    assert near.voices.tolist() == far.voices.tolist()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ([(8.0, LOW), (6.0, LOW), (7.0, LOW)], "one person"),
        ([(20.0, LOW), (0.8, HIGH), (9.0, LOW)], "one person"),
        ([(2.0, LOW), (2.0, HIGH)], "too little"),
        ([(6.0, LOW), (6.0, HIGH), (6.0, OTHER), (6.0, LOW)], "three people"),
    ],
)
def test_what_is_no_talk_of_two_is_refused_and_says_why(said, why):
    windows, _ = heard(*said)
    assert why in refusal(windows, split(windows))


def test_nothing_heard_is_refused():
    sound, acoustics, _ = interview()
    told = tell_apart(sound, acoustics, spoken(""), embed)
    assert told.turns is None
    assert "0 s of speech" in told.refusal


@pytest.mark.parametrize("lead", [1.0, 7.25])
def test_silence_ahead_shifts_the_turns_and_nothing_else(lead):
    turns = []
    for ahead in (0.0, lead):
        windows, _ = heard(*ALTERNATING, lead=ahead)
        found = turns_of(windows.spans, split(windows).voices)
        turns.append(
            [(t.span.start - ahead, t.span.end - ahead, t.voice) for t in found]
        )
    for before, after in zip(*turns, strict=True):
        assert before == pytest.approx(after, abs=0.011)


def test_the_same_recording_gives_the_same_turns():
    windows, _ = heard(*ALTERNATING)
    assert split(windows).voices.tolist() == split(windows).voices.tolist()


def test_a_change_within_speech_is_put_between_words():
    spans = [Span(0.0, 1.0), Span(0.4, 1.4), Span(0.8, 1.8), Span(1.2, 2.2)]
    words = [Word("so", 0.0, 0.9), Word("why", 1.0, 1.35), Word("because", 1.45, 2.2)]
    one, other = turns_of(spans, np.array([0, 0, 1, 1]), words)
    assert one.span.end == other.span.start == pytest.approx(0.95)
    far = turns_of(
        spans, np.array([0, 0, 1, 1]), [Word("a", 0, 0.1), Word("b", 0.2, 3)]
    )
    assert far[0].span.end == pytest.approx(1.1)


def test_a_turn_without_a_word_is_none():
    turns = [
        Voiced(Span(0, 2), 0),
        Voiced(Span(2.5, 2.9), 1),
        Voiced(Span(3.2, 5), 0),
        Voiced(Span(6, 7), 1),
    ]
    words = (Word("a", 0.5, 1.0), Word("b", 4.0, 4.5), Word("c", 6.2, 6.8))
    kept = with_speech(turns, Transcript(words, "given", None))
    assert kept == (Voiced(Span(0, 5), 0), Voiced(Span(6, 7), 1))


values = st.floats(-5, 5)


@given(
    st.lists(st.tuples(values, values), min_size=1, max_size=7),
    st.lists(st.floats(0, 4), min_size=6, max_size=6),
)
def test_no_path_is_worth_more_than_the_one_that_is_found(worth, prices):
    worth, prices = np.array(worth), np.array(prices[: len(worth) - 1])

    def total(path):
        changes = np.diff(path) != 0
        return worth[np.arange(len(path)), path].sum() - prices[changes].sum()

    every = np.array(np.meshgrid(*[[0, 1]] * len(worth))).reshape(len(worth), -1).T
    best = max(total(path) for path in every)
    assert total(best_path(worth, prices)) == pytest.approx(best)


@given(st.permutations(range(8)))
def test_the_order_of_vectors_does_not_change_the_groups(order):
    dice = np.random.default_rng(0)
    rough = np.eye(3)[[0] * 4 + [1] * 4] + dice.normal(0, 0.02, (8, 3))
    near = unit(rough)
    labels = two_groups(near[order], np.ones(8))
    first = {labels[order.index(i)] for i in range(4)}
    second = {labels[order.index(i)] for i in range(4, 8)}
    assert len(first) == len(second) == 1
    assert first != second


def test_neighbours_are_not_averaged_over_a_silence():
    spans = (Span(0.0, 1.0), Span(0.4, 1.4), Span(2.0, 3.0))
    vectors = np.eye(3, dtype=np.float32)
    smooth = averaged(Windows(spans, vectors))
    assert smooth[0, 1] > 0
    assert smooth[2].tolist() == [0, 0, 1]
