"""An answer that is recognised while it is spoken."""

import json
import subprocess
import sys
import time
import wave

import numpy as np
import pytest

from scripts.measuring.arithmetic import edits
from tests.test_session import SAMPLES, SPOKEN, TEXT
from voicecoach import audio, live, session
from voicecoach.errors import ModelError
from voicecoach.live import Live
from voicecoach.report.json import to_json
from voicecoach.session import Coach, Options
from voicecoach.testing import ScriptedEngine
from voicecoach.types import SAMPLE_RATE


def recorded(source, path):
    """Copy a recording as a microphone would have written it: 16 bits, mono."""
    samples = np.clip(audio.read(source).samples, -1, 1) * 32767
    pcm = samples.astype(np.int16)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(pcm.tobytes())
    return pcm


def speak(listening, pcm, speed):
    """Hand over blocks of 0.1 s, so many times faster than they were spoken."""
    began = time.perf_counter()
    for first in range(0, len(pcm), SAMPLE_RATE // 10):
        listening.feed(SAMPLE_RATE, pcm[first : first + SAMPLE_RATE // 10])
        due = began + first / SAMPLE_RATE / speed
        time.sleep(max(0.0, due - time.perf_counter()))


@pytest.fixture
def scripted(monkeypatch):
    monkeypatch.setattr(session, "open_engine", lambda *_: ScriptedEngine([TEXT]))
    monkeypatch.setattr(session, "find", lambda name: name)
    monkeypatch.setattr(session, "load", lambda model: model)


def test_a_live_answer_says_what_was_left_to_do_after_the_stop(scripted, tmp_path):
    pcm = recorded(SPOKEN, tmp_path / "take.wav")
    listening = Live(Coach(Options()))
    speak(listening, pcm, 1000)
    report = listening.finish(tmp_path / "take.wav").report
    timing = json.loads(to_json(report))["timing"]
    assert report.recording.name == "take.wav"
    assert timing["after_stop"] > 0
    assert 0 <= timing["early"] <= 1


def test_what_was_said_is_judged_while_it_goes_on(scripted, monkeypatch, tmp_path):
    judged, answered = [], Coach.answered

    def judge(coach, heard, stopped):
        judged.append(heard.transcript.text)
        return answered(coach, heard, stopped)

    monkeypatch.setattr(Coach, "answered", judge)
    pcm = recorded(SPOKEN, tmp_path / "take.wav")
    listening = Live(Coach(Options()))
    speak(listening, np.concatenate([pcm, np.zeros(2 * SAMPLE_RATE, np.int16)]), 1000)
    until = time.monotonic() + 60
    while not judged and time.monotonic() < until:
        time.sleep(0.02)
    assert len(judged) == 1
    report = listening.finish(tmp_path / "take.wav").report
    assert judged == [report.transcript.text] * 2


def test_what_fails_while_listening_is_raised_at_the_end(monkeypatch, tmp_path):
    def missing(name):
        raise ModelError("The model is gone.", "Run `voicecoach models verify`.")

    monkeypatch.setattr(session, "find", missing)
    recorded(SPOKEN, tmp_path / "take.wav")
    listening = Live(Coach(Options()))
    with pytest.raises(ModelError, match="gone"):
        listening.finish(tmp_path / "take.wav")


def test_an_answer_that_is_abandoned_ends_its_work(scripted, monkeypatch):
    monkeypatch.setattr(live, "STEP", 0.02)
    listening = Live(Coach(Options()))
    listening.abandon()
    listening._worker.join(timeout=60)
    assert not listening._worker.is_alive()


SAME_BUT_FOR = 0.01
"""Fraction of the words that may differ: pieces that are decoded together and alone are
not added up in the same order, and a word in doubt can tip over on some processors."""

NOBODY_ENDS_IT = """
from voicecoach import session
from voicecoach.live import Live
from voicecoach.session import Coach, Options
from voicecoach.testing import ScriptedEngine

session.open_engine = lambda *_: ScriptedEngine()
session.find = session.load = lambda name: name
Live(Coach(Options()))
"""


def test_an_answer_that_nobody_ended_keeps_no_program_alive():
    root = SAMPLES.parent
    command = [sys.executable, "-c", NOBODY_ENDS_IT]
    done = subprocess.run(command, cwd=root, timeout=60, check=False)
    assert done.returncode == 0


@pytest.mark.slow
def test_live_and_offline_are_one_result(coach, tmp_path):
    path = tmp_path / "take.wav"
    pcm = recorded(SAMPLES / "team-weak.wav", path)
    offline = coach.analyze(path).report
    listening = Live(coach)
    speak(listening, pcm, 4)
    report = listening.finish(path).report
    fillers = [(f.text, f.kind) for f in report.analysis.fillers.counted]
    assert fillers == [(f.text, f.kind) for f in offline.analysis.fillers.counted]
    words = [word.text for word in report.transcript.words]
    whole = [word.text for word in offline.transcript.words]
    assert edits(whole, words) <= SAME_BUT_FOR * len(whole)
    assert report.transcript.model == offline.transcript.model
    assert report.timing.early > 0
