"""The order of recognition, with a recogniser that knows its lines."""

import numpy as np

from voicecoach.testing import ScriptedEngine, acoustics, sound, spoken
from voicecoach.transcribe import FILLER_PROMPT, transcribe
from voicecoach.types import SAMPLE_RATE


def silence(seconds):
    return sound(np.zeros(round(seconds * SAMPLE_RATE), np.float32))


def test_nothing_is_decoded_where_nobody_speaks():
    engine = ScriptedEngine([spoken("you").words], [spoken("you").words])
    transcript = transcribe(silence(60), acoustics(60, []), engine)
    assert transcript.words == ()


def test_words_come_from_the_clean_pass_and_fillers_from_the_prompted_one():
    engine = ScriptedEngine(
        [spoken("I led the team").words], [spoken("I um led the").words]
    )
    heard = acoustics(4, [(0.5, 2.5)])
    transcript = transcribe(silence(4), heard, engine)
    assert transcript.text == "I um led the team"
    assert [word.kind for word in transcript.words].count("filler") == 1
    assert engine.asked == [((None, FILLER_PROMPT), "en")]


def test_another_language_is_believed_only_when_sure_over_ten_seconds():
    script = [spoken("wir haben das gemacht").words]
    for seconds, probability, language in [
        (14, 0.95, "de"),
        (14, 0.6, "en"),
        (6, 0.95, "en"),
    ]:
        engine = ScriptedEngine(script, script, {"de": probability, "en": 0.05})
        heard = acoustics(seconds, [(0.5, seconds - 0.5)])
        assert transcribe(silence(seconds), heard, engine).language == language


def test_another_language_is_decoded_again_as_itself_without_the_prompt():
    script = [spoken("wir haben das gemacht").words]
    engine = ScriptedEngine(script, script, {"de": 0.95, "en": 0.05})
    transcribe(silence(14), acoustics(14, [(0.5, 13.5)]), engine)
    assert engine.asked[-1] == ((None,), "de")


def test_progress_reaches_the_end():
    seen = []
    script = [spoken("one two").words, spoken("three").words]
    heard = acoustics(30, [(0.5, 13), (16, 28)])
    transcribe(silence(30), heard, ScriptedEngine(script, script), seen.append)
    assert seen == [0.5, 1.0]
