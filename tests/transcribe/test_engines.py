"""The two real engines, on the very same weights."""

import re
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from voicecoach import audio, hear
from voicecoach.errors import ModelError
from voicecoach.transcribe import Ears, open_engine, transcribe
from voicecoach.weights import Weights, find, load

SAMPLES = Path(__file__).parents[2] / "samples"

pytestmark = [
    pytest.mark.slow,
    # whisper leaves its token table open, and torch warns of its own affairs.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


@pytest.mark.parametrize("name", ["faster-whisper", "openai-whisper"])
def test_files_that_are_no_model_are_refused_by_name(name):
    weights = Weights(
        "mine", "ctranslate2", {"model.bin": b"xyz", "config.json": b"{}"}
    )
    with pytest.raises(ModelError, match="mine") as caught:
        open_engine(name, weights)
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


def test_a_checkpoint_of_openai_is_not_for_faster_whisper():
    with pytest.raises(ModelError, match="openai-whisper"):
        open_engine("faster-whisper", Weights("mine", "openai", {"checkpoint.pt": b""}))


def listened(path):
    sound = audio.read(path)
    return sound, hear.listen(sound)


def bare(transcript):
    return [
        re.sub(r"[^a-z0-9']", "", word.text.lower())
        for word in transcript.words
        if word.kind == "word"
    ]


@pytest.fixture(scope="module")
def ears():
    """Give the ears of an engine; each model is opened once."""
    engine = cache(lambda name, model: open_engine(name, load(find(model))))
    return lambda name, model: Ears(
        engine(name, model), lambda: engine(name, "tiny.en")
    )


@pytest.mark.parametrize("model", ["tiny.en", "base"])
def test_both_engines_hear_the_same_words_at_the_same_times(corpora, ears, model):
    sound, acoustics = listened(corpora / "speech" / "jfk" / "jfk.flac")
    first, second = (
        transcribe(sound, acoustics, ears(name, model))
        for name in ("faster-whisper", "openai-whisper")
    )
    assert (first.engine, second.engine) == ("faster-whisper", "openai-whisper")
    blocks = SequenceMatcher(None, bare(first), bare(second)).get_matching_blocks()
    same = sum(block.size for block in blocks)
    assert same >= 0.95 * max(len(bare(first)), len(bare(second)))
    plain = [[w for w in t.words if w.kind == "word"] for t in (first, second)]
    apart = [
        abs(plain[0][b.a + k].start - plain[1][b.b + k].start)
        for b in blocks
        for k in range(b.size)
    ]
    assert np.median(apart) <= 0.1


@pytest.fixture(scope="module")
def spoken(ears):
    sound, acoustics = listened(SAMPLES / "team-weak.wav")
    engine = ears("faster-whisper", "base")
    return acoustics, engine, sound, transcribe(sound, acoustics, engine)


def test_real_words_are_in_order_on_sound_and_with_confidence(spoken):
    acoustics, _, sound, transcript = spoken
    assert len(transcript.words) > 80
    clock = 0.0
    for word in transcript.words:
        assert clock <= word.start < word.end <= sound.duration
        assert 0 <= word.confidence <= 1
        clock = word.start
        near = [
            s for s in acoustics.speech_spans
            if (s.start - 0.1 <= word.start and word.end <= s.end + 0.3)
            or (s.start <= word.end and word.start <= s.end)
        ]  # fmt: skip
        assert near, word


def test_the_same_sound_gives_the_same_words(spoken):
    acoustics, engine, sound, transcript = spoken
    assert transcribe(sound, acoustics, engine) == transcript
