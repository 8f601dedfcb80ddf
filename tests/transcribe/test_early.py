"""Decoding while the recording grows gives what decoding at the end gives."""

from dataclasses import dataclass, field

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from voicecoach.testing import ScriptedEngine, acoustics, sound, spoken
from voicecoach.transcribe import Early, Ears, transcribe
from voicecoach.transcribe.pieces import cut
from voicecoach.types import SAMPLE_RATE


@dataclass
class Yardstick:
    """A recogniser that writes how long each piece is; it remembers what it heard."""

    pieces: list[int] = field(default_factory=list)
    name: str = "yardstick"
    model: str = "yardstick"

    def encode(self, pieces):
        for samples in pieces:
            self.pieces.append(len(samples))
            yield YardstickBatch(f"{len(samples)} long")


@dataclass(frozen=True)
class YardstickBatch:
    text: str

    def write(self, language):
        return [self.text]

    def passes(self, prompts, language):
        return self.write(language), self.imitate(prompts, language)

    def imitate(self, prompts, language):
        return [tuple(self.text for _ in prompts)]

    def align(self, texts, language):
        return [spoken(text).words for text in texts]

    def languages(self):
        return [{"en": 1.0}]


def recording(seconds):
    return sound(np.zeros(round(seconds * SAMPLE_RATE), np.float32))


def until(spans, now):
    """Give the speech that was there at a time."""
    return [(start, min(end, now)) for start, end in spans if start < now]


def grown(spans, seconds, step):
    """Decode a recording while it grows, and then what is left."""
    engine = Yardstick()
    ears, early = Ears(engine, ScriptedEngine), Early()
    now = step
    while now < seconds:
        heard = acoustics(now, until(spans, now))
        while early.advance(recording(now), heard, ears):
            pass
        now += step
    before = len(engine.pieces)
    whole = acoustics(seconds, spans)
    words = transcribe(recording(seconds), whole, ears, early=early)
    share = early.share(recording(seconds), whole)
    return words, engine, before, share


speech = st.lists(
    st.tuples(st.floats(0.3, 4.0), st.floats(0.4, 25.0)), min_size=1, max_size=8
)


@settings(max_examples=40)
@given(speech, st.floats(0.7, 6.0))
def test_growing_changes_nothing(stretches, step):
    spans, now = [], 0.0
    for silence, talk in stretches:
        spans.append((round(now + silence, 2), round(now + silence + talk, 2)))
        now = spans[-1][1]
    seconds = now + 0.6
    words, _, _, share = grown(spans, seconds, step)
    ears = Ears(Yardstick(), ScriptedEngine)
    offline = transcribe(recording(seconds), acoustics(seconds, spans), ears)
    assert words.words == offline.words
    assert 0 <= share <= 1


def test_a_piece_is_decoded_once_and_before_the_end():
    spans = [(start, start + 9.0) for start in (0.5, 11.0, 22.0, 33.0)]
    words, engine, before, share = grown(spans, 42.6, 0.5)
    pieces = cut(acoustics(42.6, spans), 42.6)
    assert len(engine.pieces) == len(pieces) == 4
    assert before == 3
    assert round(share, 2) == 0.75
    assert words.words


def test_a_last_piece_is_decoded_when_the_speaker_falls_silent():
    _, engine, before, share = grown([(0.5, 5.0)], 9.0, 0.5)
    assert (len(engine.pieces), before, share) == (1, 1, 1.0)


def test_what_was_decoded_after_the_stop_counts_not_as_early():
    spans = [(0.5, 9.5), (11.0, 20.0)]
    ears, early = Ears(Yardstick(), ScriptedEngine), Early()
    heard = acoustics(21.0, spans)
    while early.advance(recording(21.0), heard, ears):
        pass
    assert early.decoded == 2
    assert early.share(recording(21.0), heard, 0) == 0
    assert 0.4 < early.share(recording(21.0), heard, 1) < 0.6
    assert early.share(recording(21.0), heard) == 1


def test_nothing_to_decode_has_no_share():
    early = Early()
    assert early.share(recording(3), acoustics(3, [])) is None
    assert not early.advance(
        recording(3), acoustics(3, []), Ears(Yardstick(), Yardstick)
    )
