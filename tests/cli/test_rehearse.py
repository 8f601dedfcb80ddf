"""Rehearse: the flow with a microphone, a voice and a recogniser that are stand-ins."""

import json
import signal
import time
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest

from tests.cli.sitting import Said, Typist, Voice, speech
from voicecoach import next_question, rehearsal
from voicecoach.cli import keys
from voicecoach.store import Store
from voicecoach.types import Advice, Evidence, Question

EVENTS = ["asking", "listening", "stopped"]
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
