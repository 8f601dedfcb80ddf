"""From the recording of an interview to a report on each answer."""

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from tests.test_audio import write_wav
from tests.turns import made
from voicecoach import audio, recorded, session, weights
from voicecoach.errors import InputError, ModelError, UsageError
from voicecoach.recorded import Wanted, review
from voicecoach.session import Coach, Options
from voicecoach.types import SAMPLE_RATE, Span

ANSWER = (
    "So um last year I led a team and we had to make search faster because customers "
    "complained so I measured every stage and moved the slow one and it got twice as "
    "fast"
)
LINES = ("Tell me about a project.", ANSWER, "Why did you do it that way?", ANSWER)
SPOKEN = "start,end,role\n0,3,interviewer\n3.5,15,candidate\n15.5,18,interviewer\n"
SPOKEN += "18.5,30,candidate\n"


def paced(text, span):
    """Lay words out evenly over a span."""
    start, end = span
    step = (end - start) / len(text.split())
    return [
        {"text": word, "start": start + i * step, "end": start + (i + 1) * step}
        for i, word in enumerate(text.split())
    ]


def written(folder, words):
    path = folder / "said.json"
    path.write_text(json.dumps({"words": words}), encoding="utf-8")
    return path


@pytest.fixture
def interview(tmp_path, monkeypatch):
    """Make a recording in which tones speak, its words, and an encoder of tones."""
    sound, acoustics, spans = made.interview(
        (3.0, made.LOW), (11.5, made.HIGH), (2.5, made.LOW), (11.5, made.HIGH)
    )
    path = write_wav(tmp_path / "interview.wav", sound.samples)
    timed = [word for said in zip(LINES, spans, strict=True) for word in paced(*said)]
    transcript = written(tmp_path, timed)
    monkeypatch.setattr(session.hear, "listen", lambda sound: acoustics)
    monkeypatch.setattr(weights, "voice_encoder", lambda: None)
    monkeypatch.setattr(recorded, "VoiceEncoder", lambda content: made.embed)
    return path, transcript


def ask(interview, **wanted):
    path, transcript = interview
    return review(Coach(Options()), path, Wanted(**wanted), transcript).interview


def test_each_answer_has_a_report_and_its_question(interview):
    found = ask(interview)
    assert [turn.role for turn in found.turns] == ["interviewer", "candidate"] * 2
    assert [turn.text for turn in found.turns] == list(LINES)
    assert [e.report.question.text for e in found.exchanges] == [LINES[0], LINES[2]]
    assert [e.report.transcript.text for e in found.exchanges] == [ANSWER, ANSWER]
    assert (found.refusals, found.warnings) == ((), ())
    assert found.overall.answers == 2


def test_every_time_counts_from_the_first_sample_of_the_recording(interview):
    first, second = ask(interview).exchanges
    assert (first.asked, second.asked) == (Span(0.0, 3.0), Span(15.5, 18.0))
    words = second.report.transcript.words
    assert (words[0].start, words[-1].end) == pytest.approx((18.5, 30.0), abs=0.01)
    um = second.report.analysis.fillers.counted[0]
    assert second.answered.start < um.start < um.end < second.answered.end
    late = second.report.analysis.metric("time_to_first_word")
    assert late.value == pytest.approx(0.5, abs=0.02)
    assert second.report.recording.duration == pytest.approx(30.0)


def test_answers_that_are_the_same_are_measured_the_same_wherever_they_lie(interview):
    first, second = ask(interview).exchanges
    for one, other in zip(
        first.report.analysis.metrics, second.report.analysis.metrics, strict=True
    ):
        assert (one.value is None) == (other.value is None), one.name
        if one.value is not None:
            near = pytest.approx(other.value, rel=0.02, abs=0.02)
            assert one.value == near, one.name


def test_roles_can_be_exchanged(interview):
    found = ask(interview, swap_roles=True)
    assert [turn.role for turn in found.turns] == ["candidate", "interviewer"] * 2
    assert found.exchanges[-1].report.transcript.text == LINES[2]


def test_turns_that_are_given_are_used_as_they_are(interview, tmp_path, monkeypatch):
    def never(content):
        raise ModelError("nobody asked for it", "-")

    monkeypatch.setattr(recorded, "VoiceEncoder", never)
    file = tmp_path / "turns.csv"
    file.write_text(SPOKEN.replace("18.5,30", "20.25,28"), encoding="utf-8")
    found = ask(interview, turns=file)
    assert [(t.start, t.end) for t in found.turns][-1] == (20.25, 28.0)
    assert len(found.exchanges) == 2


def test_turns_after_the_end_are_told_of(interview, tmp_path):
    file = tmp_path / "turns.csv"
    file.write_text(SPOKEN + "300,310,candidate\n", encoding="utf-8")
    found = ask(interview, turns=file)
    assert found.warnings == (
        "1 of the turns that were given lie after the recording's end.",
    )
    file.write_text("start,end,role\n300,310,candidate\n", encoding="utf-8")
    assert ask(interview, turns=file).turns is None


def test_one_voice_is_refused_and_everything_is_one_report(interview, monkeypatch):
    def deaf(mels):
        vectors = made.embed(mels)
        vectors[:] = vectors.mean(axis=0)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    monkeypatch.setattr(recorded, "VoiceEncoder", lambda content: deaf)
    found = ask(interview)
    assert found.turns is None
    (everything,) = found.exchanges
    assert "one person" in found.refusals[0]
    assert "--turns" in found.refusals[0]
    assert everything.report.transcript.text == " ".join(LINES)
    assert everything.report.score.overall is None
    assert all(part.points is None for part in everything.report.score.parts)
    assert everything.report.refusals
    assert everything.report.analysis.metric("answer_length").value > 20


def test_an_interview_in_which_nobody_answers_is_refused(interview, tmp_path):
    file = tmp_path / "turns.csv"
    rows = "start,end,role\n0,14,interviewer\n14.1,14.2,candidate\n"
    file.write_text(rows, encoding="utf-8")
    found = ask(interview, turns=file)
    assert "No answer was found" in found.refusals[0]
    assert len(found.exchanges) == 1


def test_words_without_times_cannot_be_split(interview, tmp_path):
    text = tmp_path / "said.txt"
    text.write_text(ANSWER, encoding="utf-8")
    with pytest.raises(UsageError, match="no times"):
        review(Coach(Options()), interview[0], Wanted(), text)


def test_a_wrong_file_of_turns_is_found_before_the_work(tmp_path):
    with pytest.raises(InputError, match="nowhere"):
        review(Coach(Options()), tmp_path / "x.wav", Wanted(tmp_path / "nowhere.csv"))


@pytest.mark.slow
def test_a_synthetic_interview_is_told_apart_by_the_real_encoder(tmp_path):
    """Two synthetic voices: the samples answer, espeak-ng asks."""
    if shutil.which("espeak-ng") is None:
        pytest.skip("espeak-ng is not installed")
    if not {m.name: there for m, there in weights.listed()}["voice-encoder"]:
        pytest.skip("the package resemblyzer is not installed")
    samples = Path(__file__).parents[1] / "samples"
    pieces, words, truth, at = [], [], [], 0.0
    for number, answer in enumerate(("impact-good.mp3", "team-good.opus")):
        spoken = tmp_path / f"{number}.wav"
        asked = "Tell me about a project that you are proud of. Why did you do it?"
        said = ["espeak-ng", "-v", "en-us+f3", "-w", str(spoken), asked]
        subprocess.run(said, check=True)
        answered = audio.read(samples / answer).samples[: 25 * SAMPLE_RATE]
        for heard, text in ((audio.read(spoken).samples, asked), (answered, ANSWER)):
            end = at + len(heard) / SAMPLE_RATE
            words += paced(text, (at + 0.5, end - 0.5))
            truth.append((at, end))
            pieces += [heard, np.zeros(SAMPLE_RATE // 2, np.float32)]
            at = end + 0.5
    path = write_wav(tmp_path / "interview.wav", np.concatenate(pieces))
    transcript = written(tmp_path, words)
    found = review(Coach(Options()), path, Wanted(), transcript).interview
    assert [turn.role for turn in found.turns] == ["interviewer", "candidate"] * 2
    for turn, (start, end) in zip(found.turns, truth, strict=True):
        assert turn.start == pytest.approx(start, abs=0.8)
        assert turn.end == pytest.approx(end, abs=0.8)
