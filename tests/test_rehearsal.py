"""One sitting: what is asked, kept and taken up again."""

import numpy as np
import pytest

from tests.test_live import recorded
from tests.test_session import SPOKEN, TEXT
from voicecoach import questions, rehearsal, session
from voicecoach.endpoint import Stop, Waiting
from voicecoach.errors import ModelError
from voicecoach.rehearsal import rescued, sitting
from voicecoach.session import Coach, Options
from voicecoach.store import Settings, Store, save_settings
from voicecoach.testing import ScriptedEngine
from voicecoach.types import SAMPLE_RATE, Question


@pytest.fixture(autouse=True)
def scripted(monkeypatch, tmp_path):
    monkeypatch.setenv("VOICECOACH_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(session, "open_engine", lambda *_: ScriptedEngine([TEXT * 3]))
    monkeypatch.setattr(session, "find", lambda name: name)
    monkeypatch.setattr(session, "load", lambda model: model)


@pytest.fixture
def pcm(tmp_path):
    return recorded(SPOKEN, tmp_path / "spoken.wav")


QUESTION = Question("Tell me about a time you failed.", track="impact")


def spoken(sitting_, pcm, question=QUESTION):
    answering = sitting_.begin(question, SAMPLE_RATE)
    for block in np.array_split(pcm, 50):
        answering.take.write(block)
        answering.hear(block, SAMPLE_RATE)
    return answering


def test_an_answer_is_kept_with_its_sound_and_its_take_is_gone(pcm):
    seen = []

    def at_once(reviewed):
        seen.append((reviewed, Store.open().takes()))

    with sitting(Coach(Options()), plan="ml-engineer") as room:
        answered = room.end(spoken(room, pcm), at_once=at_once)
    assert seen == [(answered.reviewed, ())]  # nobody waits for the disk
    assert rescued() == ()
    assert answered.report.question == QUESTION
    store = Store.open()
    (kept,) = store.takes()
    assert kept.id == answered.kept
    assert kept.sound
    assert store.report(kept.id).transcript == answered.report.transcript
    assert store.sessions()[0].plan == "ml-engineer"
    assert list(rehearsal.takes_folder().iterdir()) == []


def test_the_sound_is_not_kept_where_the_settings_say_so(pcm):
    save_settings(Settings(keep_sound=False))
    with sitting(Coach(Options())) as room:
        room.end(spoken(room, pcm))
    (kept,) = Store.open().takes()
    assert not kept.sound
    assert list(rehearsal.takes_folder().iterdir()) == []


def test_private_keeps_nothing(pcm, tmp_path):
    with sitting(Coach(Options()), private=True) as room:
        answered = room.end(spoken(room, pcm))
    assert answered.kept is None
    assert answered.report.transcript.words
    assert not (tmp_path / "home").exists()


def test_a_sitting_without_an_answer_leaves_no_session():
    with sitting(Coach(Options())):
        pass
    assert Store.open().sessions() == ()


def test_an_answer_whose_report_failed_is_taken_up_again(pcm, monkeypatch):
    def broken(*_):
        raise ModelError("The model is gone.", "Put it back.")

    question = questions.find("hard-feedback")
    with sitting(Coach(Options())) as room:
        answering = spoken(room, pcm, question)
        monkeypatch.setattr(rehearsal.Live, "finish", broken)
        with pytest.raises(ModelError):
            room.end(answering)
        answering.take.leave()
    (left,) = rescued()
    assert left.seconds == pytest.approx(len(pcm) / SAMPLE_RATE, abs=0.01)
    with sitting(Coach(Options())) as room:
        answered = room.take_up(left)
    assert answered.question == question
    assert answered.kept
    assert rescued() == ()


def test_what_seemed_to_be_over_can_go_on(pcm):
    with sitting(Coach(Options())) as room:
        answering = spoken(room, pcm)
        silence = np.zeros(20 * SAMPLE_RATE, np.int16)
        answering.hear(silence, SAMPLE_RATE)
        assert isinstance(answering.state, Stop)
        answering.go_on()
        assert isinstance(answering.state, Waiting)
        answering.abandon()
        answering.take.discard()


def test_two_rehearsals_at_once_keep_both_answers(pcm):
    with sitting(Coach(Options())) as one, sitting(Coach(Options())) as two:
        first, second = spoken(one, pcm), spoken(two, pcm)
        assert rescued() == ()  # what another program is at is offered to nobody
        kept = {two.end(second).kept, one.end(first).kept}
    assert kept == {f"{one.session}.1", f"{two.session}.1"}
    assert {take.id for take in Store.open().takes()} == kept
    assert rescued() == ()
