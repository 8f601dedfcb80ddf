"""Rehearse: the flow with a microphone, a voice and a recogniser that are stand-ins."""

import json
import signal
import sys
import time
from contextlib import contextmanager
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from tests.microphone.fake_sounds import Sounds, device
from tests.test_session import SPOKEN, TEXT
from voicecoach import audio, next_question, rehearsal, session, speak
from voicecoach.cli import keys, main
from voicecoach.errors import StoreError
from voicecoach.speak import Spoken
from voicecoach.store import Store
from voicecoach.testing import ScriptedEngine
from voicecoach.types import SAMPLE_RATE, Advice, Evidence, Question

EVENTS = ["asking", "listening", "stopped"]


def speech(seconds=10.0):
    samples = audio.read(SPOKEN).samples[: round(seconds * SAMPLE_RATE)]
    return (np.clip(samples, -1, 1) * 32_767).astype(np.int16)


class Said:
    """Blocks of an answer: speech, and a silence that goes on until it is ended."""

    def __init__(self, silence=15.0):
        self.ended = False
        noise = np.random.default_rng(1).normal(0, 3, round(silence * SAMPLE_RATE))
        self._whole = np.concatenate([speech(), noise.astype(np.int16)])

    def __iter__(self):
        yield from np.split(self._whole, range(1600, len(self._whole), 1600))
        self.through()
        while not self.ended:
            time.sleep(0.02)
            yield np.ones(320, np.int16)

    def through(self):
        """What happens when all was said."""


class Plugged(Sounds):
    """A microphone that says the same at each opening, until it is closed."""

    def InputStream(self, **options):  # noqa: N802
        self.blocks = self.make()
        stream = super().InputStream(**options)
        stop, blocks = stream.stop, self.blocks

        def end(ignore_errors):
            blocks.ended = True
            stop(ignore_errors)

        stream.stop = end
        return stream


class Voice:
    """A voice that remembers what it said."""

    said = ()

    def __init__(self, manner):
        self.manner = manner

    def prepare(self, text, stop=None):
        pass

    def say(self, text, stop=None):
        type(self).said += (text,)
        return Spoken("espeak-ng", 0.1)

    def close(self):
        pass


@pytest.fixture
def plug(monkeypatch):
    """Plug in a microphone that gives these blocks."""

    def plugged(blocks=None, **options):
        found = [device(0, "Built-in", rate=float(SAMPLE_RATE))]
        sounds = (Sounds if blocks is not None else Plugged)(found, blocks, **options)
        sounds.make = Said
        monkeypatch.setitem(sys.modules, "sounddevice", sounds)
        return sounds

    return plugged


@pytest.fixture
def rehearse(monkeypatch, tmp_path, capfd, plug):
    """Run the command in an empty folder; the recogniser has decided what it hears."""
    monkeypatch.setenv("VOICECOACH_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(session, "open_engine", lambda *_: ScriptedEngine([TEXT * 2]))
    monkeypatch.setattr(session, "find", lambda name: name)
    monkeypatch.setattr(session, "load", lambda model: model)
    monkeypatch.setattr(speak, "Speaker", Voice)
    monkeypatch.setattr(Voice, "said", ())
    monkeypatch.setattr(keys, "there", lambda: False)
    plug()

    def run(*arguments, command="rehearse"):
        capfd.readouterr()
        code = main([command, *map(str, arguments)])
        shown = capfd.readouterr()
        return SimpleNamespace(code=code, out=shown.out, err=shown.err)

    return run


ONCE = ("--question-id", "hard-feedback", "--no-keys", "--auto-stop")


def test_a_script_hears_what_happens_and_gets_a_report(rehearse, tmp_path):
    done = rehearse(*ONCE, "--json")
    assert done.code == 0
    *events, told = done.err.splitlines()
    assert events == EVENTS
    page = tmp_path / told.removeprefix("report ")
    assert page.suffix == ".html"
    assert page.parent.name == "voicecoach-reports"
    assert "hard-feedback" not in done.out.splitlines()[1:]
    report = json.loads(done.out)
    assert report["question"]["id"] == "hard-feedback"
    assert report["timing"]["after_stop"] > 0
    assert 16 < report["timing"]["audio"] < 30
    assert Voice.said == (report["question"]["text"],)
    (take,) = Store.open().takes()
    assert take.question_id == "hard-feedback"
    assert rehearsal.rescued() == ()


def test_every_question_counts_and_a_thin_answer_is_followed_up(rehearse, monkeypatch):
    further = Question("What changed, in numbers?", track="team")
    monkeypatch.setattr(next_question, "follow_up", lambda *_: further)
    done = rehearse(*ONCE, "--json", "--mute", "--questions", 2)
    first, second = map(json.loads, done.out.splitlines())
    assert done.err.count("asking") == 2
    assert first["question"]["id"] == "hard-feedback"
    assert second["question"]["text"] == further.text
    one, two = Store.open().takes()
    assert {one.follow_up_of, two.follow_up_of} == {None, "1.1"}


def test_private_leaves_nothing_on_the_disk(rehearse, tmp_path):
    done = rehearse(*ONCE, "--private")
    assert done.code == 0
    assert done.err.splitlines() == [*EVENTS, "report -"]
    assert list(tmp_path.iterdir()) == []


def test_an_answer_ends_at_its_limit(rehearse, plug):
    plug().make = lambda: Said(silence=0)
    done = rehearse("--question", "Why?", "--no-keys", "--seconds", 10.5, "--json")
    assert done.code == 0
    assert json.loads(done.out)["timing"]["audio"] == pytest.approx(10.5, abs=0.6)


def test_without_a_microphone_no_question_is_asked(rehearse, plug):
    plug().devices.clear()
    done = rehearse(*ONCE)
    assert done.code == 4
    assert "asking" not in done.err
    assert len(done.err.splitlines()) == 1
    assert Voice.said == ()


def test_a_microphone_that_vanishes_costs_nothing_that_was_said(rehearse, plug):
    plug(np.split(speech(), 100))
    done = rehearse("--question", "Why?", "--no-keys", "--json", "--questions", 3)
    assert done.code == 4
    assert "Built-in is gone" in done.err
    assert done.err.count("asking") == 1
    assert json.loads(done.out)["timing"]["audio"] == pytest.approx(10, abs=0.1)
    assert len(Store.open().takes()) == 1


def test_a_report_that_cannot_be_kept_leaves_the_recording(rehearse, monkeypatch):
    def full(*_, **__):
        raise StoreError("The disk is full.", "Make room.")

    monkeypatch.setattr(Store, "keep", full)
    done = rehearse(*ONCE)
    assert done.code == 1
    assert "The disk is full. Make room." in done.err
    (left,) = rehearsal.rescued()
    assert left.seconds > 6


def test_ctrl_c_leaves_the_recording_to_be_taken_up(rehearse, plug, tmp_path):
    whole = speech().nbytes

    class Interrupted(Said):
        def through(self):
            end = time.monotonic() + 20
            while not any(p.stat().st_size >= whole for p in tmp_path.rglob("*.wav")):
                assert time.monotonic() < end
                time.sleep(0.01)
            signal.raise_signal(signal.SIGINT)

    plug().make = lambda: Interrupted(silence=0)
    done = rehearse("--question", "Why?", "--no-keys")
    assert done.code == 130
    (left,) = rehearsal.rescued()
    assert left.about["question"]["text"] == "Why?"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Add --no-keys"),
        (("--no-keys", "--private", "--out", "x"), "--private keeps nothing"),
        (("--no-keys", "--plan", "nobodys"), "There is no plan"),
        (("--no-keys", "--plan", "x", "--track", "team"), "--plan says"),
        (("--no-keys", "--question", "a", "--question-id", "b"), "cannot go together"),
        (("--no-keys", "--rate", "7"), "7 words a minute"),
    ],
)
def test_options_that_make_no_sense_are_told_before_anything_happens(
    rehearse, arguments, said, tmp_path
):
    done = rehearse(*arguments)
    assert done.code == 2
    assert said in done.err
    assert len(done.err.splitlines()) == 1
    assert not (tmp_path / "home").exists()


def test_hands_free_says_the_advice_and_does_what_it_is_told(rehearse, monkeypatch):
    report = rehearsal.Answering.report
    advice = Advice("Say what changed.", (Evidence(1.0, 2.0, "here"),))

    def advised(answering):
        reviewed = report(answering)
        return replace(reviewed, report=replace(reviewed.report, advice=(advice,)))

    monkeypatch.setattr(rehearsal.Answering, "report", advised)
    heard = iter(["Again.", "Stop, please."])
    monkeypatch.setattr(rehearsal.Rehearsal, "words", lambda *_: next(heard))
    done = rehearse("--question-id", "hard-feedback", "--hands-free", "--json")
    assert done.code == 0
    one, two = map(json.loads, done.out.splitlines())
    assert one["question"] == two["question"]
    assert Voice.said.count("Again, next or stop?") == 2
    assert Voice.said.count("Say what changed.") == 2


class Typist:
    """Presses these keys, one each time somebody waits for one long enough."""

    def __init__(self, typed):
        self._typed = list(typed)

    def poll(self, seconds):
        if seconds < 0.04:  # the voice speaks: let it
            return None
        return self._typed.pop(0) if self._typed else "q"


def test_with_keys_the_same_is_asked_again_and_another_question_too(
    rehearse, monkeypatch
):
    @contextmanager
    def pressed(_leaving):
        yield Typist("\nax n\nq")

    monkeypatch.setattr(keys, "there", lambda: True)
    monkeypatch.setattr(keys, "pressed", pressed)
    done = rehearse("--question-id", "hard-feedback", "--json")
    assert done.code == 0
    first, again, other = map(json.loads, done.out.splitlines())
    assert first["question"] == again["question"] != other["question"]
    assert done.err == ""


def test_an_interview_has_a_report_an_answer_and_one_over_all(rehearse, tmp_path):
    done = rehearse(
        *("--plan", "ml-engineer", "--questions", 2, "--no-keys", "--auto-stop"),
        command="interview",
    )
    assert done.code == 0
    events = done.err.splitlines()
    assert [line.split()[0] for line in events] == [*EVENTS, "report"] * 2
    (whole,) = done.out.splitlines()
    for page in whole, *(line.removeprefix("report ") for line in events[3::4]):
        assert (tmp_path / page).is_file()
    (kept,) = Store.open().sessions()
    assert (kept.kind, kept.plan) == ("interview", "ML engineer")
    assert len(Store.open().takes(kept.id)) == 2
