"""Words of a text get their times from the sound."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.session import Coach, Options
from voicecoach.testing import ScriptedEngine, acoustics, sound, tone
from voicecoach.transcribe.laid import lay, shares
from voicecoach.types import Transcript, Word

SAMPLES = Path(__file__).parents[2] / "samples"
words = st.lists(st.sampled_from("we led the team to a fix".split()), max_size=9)


def given_words(text):
    return Transcript(
        tuple(Word(token, None, None) for token in text.split()), "given", None
    )


@given(words, st.lists(words, min_size=1, max_size=5))
def test_every_word_gets_a_piece_and_none_is_lost(tokens, pieces):
    ends = shares(tokens, pieces)
    assert ends == sorted(ends)
    assert len(ends) == len(pieces)
    assert ends[-1] == len(tokens)
    assert ends[0] >= 0


def test_the_words_stay_and_get_times_in_order():
    heard = acoustics(40, [(1, 14), (17, 30)])
    engine = ScriptedEngine(["we led the teem", "and it worked"])
    said = given_words("We led the team, and it really worked.")
    laid = lay(sound(tone(40)), heard, engine, said)
    assert [w.text for w in laid.words] == said.text.split()
    starts = [w.start for w in laid.words]
    assert starts == sorted(starts)
    assert laid.words[3].end < 15 < laid.words[4].start
    assert (laid.engine, laid.model) == ("given", None)
    assert all(w.confidence is None for w in laid.words)


def test_where_nobody_speaks_there_are_no_times():
    said = given_words("hello")
    engine = ScriptedEngine()
    assert lay(sound(tone(3)), acoustics(3, []), engine, said) == said


@pytest.mark.slow
def test_the_words_of_a_sample_are_found_where_they_were_said(tmp_path):
    truth = json.loads((SAMPLES / "team-weak.truth.json").read_text(encoding="utf-8"))
    path = tmp_path / "said.txt"
    path.write_text(" ".join(w["text"] for w in truth["words"]), encoding="utf-8")
    coach = Coach(Options(model="tiny.en"))
    report = coach.analyze(SAMPLES / truth["file"], transcript=path).report
    assert report.transcript.engine == "given"
    off = [
        abs(found.start - true["start"])
        for found, true in zip(report.transcript.words, truth["words"], strict=True)
    ]
    assert sorted(off)[len(off) // 2] < 0.15
    assert report.analysis.pauses
