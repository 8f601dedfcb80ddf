"""The order of recognition, with a recogniser that knows its lines."""

import numpy as np

from voicecoach.testing import ScriptedEngine, acoustics, sound
from voicecoach.transcribe import Ears, transcribe
from voicecoach.transcribe.decode import FILLER_PROMPTS, SECOND_PROMPTS
from voicecoach.types import SAMPLE_RATE


def silence(seconds):
    return sound(np.zeros(round(seconds * SAMPLE_RATE), np.float32))


def transcribed(first, second=None, spans=((0.5, 4.5),), duration=6.0, progress=None):
    ears = Ears(first, lambda: second or ScriptedEngine())
    heard = acoustics(duration, spans)
    return transcribe(silence(duration), heard, ears, progress)


def test_nothing_is_decoded_where_nobody_speaks():
    engine = ScriptedEngine(["you"], ["you"])
    assert transcribed(engine, spans=()).words == ()
    assert engine.asked == []


def test_words_come_from_the_clean_pass_and_fillers_from_the_prompted_ones():
    engine = ScriptedEngine(["I led the team"], ["I um led the"])
    transcript = transcribed(engine)
    assert transcript.text == "I um led the team"
    assert [word.kind for word in transcript.words].count("filler") == 1
    assert engine.asked == [(p, "en") for p in (None, *FILLER_PROMPTS)]


def test_a_filler_that_one_pass_alone_wrote_is_kept_apart():
    first = ScriptedEngine(["I led uh the team"], ["I led the team"])
    second = ScriptedEngine([], ["I led the team"])
    transcript = transcribed(first, second)
    assert transcript.text == "I led the team"
    assert [word.text for word in transcript.unsure] == ["uh"]
    assert second.asked == [(prompt, "en") for prompt in SECOND_PROMPTS]


def test_a_pass_that_recites_its_prompt_has_no_say():
    first = ScriptedEngine(["I led the team"], ["I was ah like hmm and um"])
    transcript = transcribed(first)
    assert transcript.text == "I led the team"
    assert {word.text for word in transcript.unsure} == {"ah", "hmm", "um"}


def test_a_second_model_brings_no_filler_in():
    first = ScriptedEngine(["I led uh the team"], ["I led the team"])
    second = ScriptedEngine([], ["um I led the team hmm"])
    transcript = transcribed(first, second)
    assert transcript.text == "I led the team"
    assert [word.text for word in transcript.unsure] == ["uh"]


def test_the_second_model_settles_what_the_first_is_at_odds_about():
    first = ScriptedEngine(["I led uh the team"], ["I led the team"])
    transcript = transcribed(first, ScriptedEngine([], ["I led uh the team"]))
    assert transcript.text == "I led uh the team"
    assert transcript.unsure == ()


def test_the_second_model_is_not_asked_where_the_first_agrees_with_itself():
    second = ScriptedEngine([], ["um um um"])
    first = ScriptedEngine(["I led the team"], ["I um led the team"])
    assert transcribed(first, second).text == "I um led the team"
    assert second.asked == []


def test_one_pass_is_enough_where_the_sound_makes_it_likely():
    first = ScriptedEngine(["I led uh the team"], ["I led the team"], likely=0.5)
    transcript = transcribed(first)
    assert transcript.text == "I led uh the team"
    assert transcript.unsure == ()


def test_another_language_is_believed_only_when_sure_over_ten_seconds():
    for seconds, probability, language in [
        (14, 0.95, "de"),
        (14, 0.6, "en"),
        (6, 0.95, "en"),
    ]:
        engine = ScriptedEngine(
            ["wir haben das gemacht"], [""], {"de": probability, "en": 0.05}
        )
        transcript = transcribed(engine, spans=[(0.5, seconds - 0.5)], duration=seconds)
        assert transcript.language == language


def test_another_language_is_decoded_again_as_itself_without_a_prompt():
    engine = ScriptedEngine(["wir haben"], ["um wir um"], {"de": 0.95, "en": 0.05})
    transcript = transcribed(engine, spans=[(0.5, 13.5)], duration=14)
    assert engine.asked[-1] == (None, "de")
    assert transcript.text == "wir haben"


def test_progress_reaches_the_end():
    seen = []
    engine = ScriptedEngine(["one two", "three"], ["one two", "three"])
    transcribed(engine, spans=[(0.5, 13), (16, 28)], duration=30, progress=seen.append)
    assert seen == [0.5, 1.0]
