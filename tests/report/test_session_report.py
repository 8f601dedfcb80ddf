"""An interview as files: its page, its JSON, a report an answer, the turns."""

import csv
import json
import re
from dataclasses import replace

import pytest

from tests.report.made_reports import HOSTILE, refused, rich_report, steps_of_tones
from voicecoach.errors import OutputError, UsageError
from voicecoach.exchange import Exchange, Interview, Turn
from voicecoach.overall import overall
from voicecoach.report import save_session, session_json
from voicecoach.report.json import from_json
from voicecoach.report.session_save import local
from voicecoach.shift import shifted
from voicecoach.types import Span

AT = 4.0
NAME = "talk #1.wav"


def interview(report=None, **changes):
    """Put a rich report into an interview, as its second answer."""
    report = report or rich_report()
    length = report.recording.duration
    whole = replace(report.recording, duration=AT + length)
    placed = replace(shifted(report, AT), recording=whole)
    first = replace(refused(), recording=whole)
    exchanges = (
        Exchange(None, Span(0.0, 1.0), first),
        Exchange(Span(2.0, AT), Span(AT, AT + length), placed, report.peaks),
    )
    values = {
        "version": "0",
        "recording": whole,
        "turns": (
            Turn(0.0, 1.0, "candidate", "Hello."),
            Turn(2.0, AT, "interviewer", "Why?"),
            Turn(AT + 0.5, AT + length, "candidate", "Because."),
        ),
        "exchanges": exchanges,
        "overall": overall([e.report for e in exchanges]),
        "refusals": (),
        "warnings": (),
        "timing": report.timing,
        "peaks": report.peaks,
    }
    return Interview(**{**values, **changes})


def saved(folder, made, formats=("html",), sound=None):
    paths = save_session(made, sound, folder, NAME, formats)
    return {path.name: path.read_text(encoding="utf-8") for path in paths}


def test_every_answer_of_the_document_is_a_report(tmp_path):
    document = json.loads(session_json.to_json(interview()))
    assert document["schema"] == "voicecoach.session/1"
    assert [turn["role"] for turn in document["turns"]][1] == "interviewer"
    first, second = document["answers"]
    assert first["asked"] is None
    assert second["asked"] == {"start": 2.0, "end": 4.0}
    assert second["schema"] == "voicecoach.report/1"
    read = from_json(json.dumps(second))
    assert read.transcript.words[0].start >= AT
    assert document["overall"]["answers"] == 2


def test_what_could_not_be_split_has_no_turns():
    document = json.loads(session_json.to_json(interview(turns=None, refusals=("x",))))
    assert document["turns"] is None
    assert document["refusals"] == ["x"]


def test_the_files_stand_beside_each_other(tmp_path):
    files = saved(tmp_path, interview(), ("html", "json", "csv", "vtt"))
    assert list(files) == [
        f"{NAME}.report.html",
        f"{NAME}.report.json",
        f"{NAME}.report.csv",
        f"{NAME}.answer-1.report.vtt",
        f"{NAME}.answer-2.report.vtt",
        f"{NAME}.turns.csv",
    ]
    pages = sorted(path.name for path in tmp_path.glob("*.answer-*.html"))
    links = re.findall(r'href="(talk[^"]*)"', files[f"{NAME}.report.html"])
    assert [link.replace("%20", " ").replace("%23", "#") for link in links] == pages
    assert len(list(csv.reader(files[f"{NAME}.report.csv"].splitlines()))) == 3


def test_an_answer_on_its_page_begins_at_zero():
    report = rich_report()
    alone = local(interview(report).exchanges[1])
    assert alone.transcript == shifted(report, 0.0).transcript
    assert alone.recording.duration == pytest.approx(report.recording.duration)
    assert alone.peaks == report.peaks


def test_the_page_shows_turns_answers_and_what_repeats(tmp_path):
    page = saved(tmp_path, interview())[f"{NAME}.report.html"]
    assert page.count('class="item"') == 3
    assert "Who said what" in page
    assert "What repeats" in page


def test_a_page_without_turns_says_why(tmp_path):
    made = interview(turns=None, refusals=("It sounds like one person.",))
    files = saved(tmp_path, made)
    assert list(files) == [f"{NAME}.report.html"]
    assert "It sounds like one person." in files[f"{NAME}.report.html"]


def test_what_was_said_cannot_become_part_of_the_page(tmp_path):
    turn = Turn(0.0, 1.0, "candidate", HOSTILE)
    page = saved(tmp_path, interview(turns=(turn,), warnings=(HOSTILE,)))
    assert HOSTILE not in page[f"{NAME}.report.html"]


def test_the_sound_is_in_the_pages(tmp_path):
    made = interview()
    sound = steps_of_tones(made.recording.duration)
    page = saved(tmp_path, made, sound=sound)[f"{NAME}.report.html"]
    answer = (tmp_path / f"{NAME}.answer-1.report.html").read_text(encoding="utf-8")
    inside = [
        len(re.search(r'src="data:([^"]*)"', each).group(1)) for each in (page, answer)
    ]
    assert inside[1] < inside[0] / 2  # an answer has its own stretch alone


def test_a_file_that_cannot_be_written_leaves_none(tmp_path):
    (tmp_path / f"{NAME}.answer-2.report.html").mkdir()
    with pytest.raises(OutputError):
        save_session(interview(), None, tmp_path, NAME)
    assert not list(tmp_path.glob(".voicecoach-*"))


def test_a_format_that_does_not_exist_is_a_usage_error(tmp_path):
    with pytest.raises(UsageError):
        save_session(interview(), None, tmp_path, NAME, ["docx"])
