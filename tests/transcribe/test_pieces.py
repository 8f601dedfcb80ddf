"""Pieces: short, cut at silences, without long silences, with times that map back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.testing import acoustics, sound
from voicecoach.transcribe.pieces import LONGEST, MARGIN, Piece, cut
from voicecoach.types import SAMPLE_RATE, Span


@st.composite
def conversations(draw):
    clock, spans = 0.0, []
    for _ in range(draw(st.integers(0, 12))):
        clock += draw(st.floats(0.1, 20))
        end = clock + draw(st.floats(0.1, 40))
        spans.append((round(clock, 2), round(end, 2)))
        clock = end
    return round(clock + draw(st.floats(0.1, 5)), 2), spans


@given(conversations())
def test_every_bit_of_speech_is_in_a_piece_and_none_is_too_long(conversation):
    duration, spans = conversation
    pieces = cut(acoustics(duration, spans), duration)
    for piece in pieces:
        assert 0 < piece.duration <= LONGEST + 1e-6
    inside = [span for piece in pieces for span in piece.spans]
    assert inside == sorted(inside, key=lambda span: span.start)
    for start, end in spans:
        covered = sum(
            max(0.0, min(end, span.end) - max(start, span.start)) for span in inside
        )
        assert covered == pytest.approx(end - start, abs=0.02)


def test_silence_alone_gives_no_pieces():
    assert cut(acoustics(60, []), 60) == ()


def test_a_long_silence_is_left_out():
    (piece,) = cut(acoustics(30, [(1, 3), (20, 22)]), 30)
    assert piece.spans == (
        Span(1 - MARGIN, 3 + MARGIN),
        Span(20 - MARGIN, 22 + MARGIN),
    )


def test_long_speech_is_cut_where_it_is_quietest():
    heard = acoustics(20, [(0, 20)])
    heard.level[1000:1030] = -55
    first, second = cut(heard, 20)
    assert first.spans[-1].end == pytest.approx(10.15, abs=0.05)
    assert second.spans[0].start == first.spans[-1].end


def test_times_map_back_to_where_the_samples_came_from():
    samples = np.arange(10 * SAMPLE_RATE, dtype=np.float32) / SAMPLE_RATE
    piece = Piece((Span(1, 2), Span(5, 7), Span(8, 9)))
    taken = piece.samples(sound(samples))
    for time in (0.1, 0.9, 1.1, 2.5, 3.5):
        said = taken[round(time * SAMPLE_RATE)]
        assert piece.at(time) == pytest.approx(said, abs=1e-3)
