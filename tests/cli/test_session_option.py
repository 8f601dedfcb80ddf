"""``analyze --session``: what goes with it, what comes out."""

import json

import pytest

from tests.report.test_session_report import interview
from voicecoach import recorded


@pytest.fixture
def asked(monkeypatch):
    """Put an interview in the place of the work, and keep what was wanted."""
    wanted = []

    def review(coach, path, split, transcript=None, progress=None):
        wanted.append((path.name, split, transcript))
        return recorded.Recorded(interview(), None)

    monkeypatch.setattr(recorded, "review", review)
    return wanted


def test_one_document_an_interview_and_nothing_else(voicecoach, recording, asked):
    recording("a.wav"), recording("b.wav")
    run = voicecoach("analyze", "a.wav", "b.wav", "--session", "--json")
    assert (run.returncode, run.stderr) == (0, "")
    schemas = [json.loads(line)["schema"] for line in run.stdout.splitlines()]
    assert schemas == ["voicecoach.session/1"] * 2


def test_the_page_and_the_turns_are_written_and_named(
    voicecoach, recording, asked, tmp_path
):
    recording("a.wav")
    run = voicecoach("analyze", "a.wav", "--session", "--out", "o")
    assert run.returncode == 0
    names = [line.replace("\\", "/") for line in run.stdout.splitlines()]
    assert names == ["o/a.wav.report.html", "o/a.wav.turns.csv"]
    assert (tmp_path / "o" / "a.wav.answer-2.report.html").is_file()


def test_turns_and_roles_are_handed_on(voicecoach, recording, asked):
    recording("a.wav")
    voicecoach("analyze", "a.wav", "--session", "--turns", "t.csv", "--swap-roles")
    ((name, split, transcript),) = asked
    assert (name, str(split.turns), split.swap_roles) == ("a.wav", "t.csv", True)
    assert transcript is None


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["a.wav", "--turns", "t.csv"], "--turns needs --session."),
        (["a.wav", "--swap-roles"], "--swap-roles needs --session."),
        (["--transcript", "t.srt", "--session"], "--session needs a recording."),
        (["a.wav", "--session", "--question", "Why?"], "speak of one answer"),
        (["a.wav", "--session", "--turns", ""], "--turns is empty."),
        (["a.wav", "b.wav", "--session", "--turns", "t"], "cannot belong to 2"),
    ],
)
def test_what_makes_no_sense_together_is_2(voicecoach, recording, asked, options, said):
    recording("a.wav"), recording("b.wav")
    run = voicecoach("analyze", *options)
    assert run.returncode == 2
    assert said in run.stderr
    assert len(run.stderr.splitlines()) == 1
    assert asked == []
