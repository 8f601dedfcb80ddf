import csv
import io
from dataclasses import replace

import pytest

from tests.report.made_reports import HOSTILE, hostile, refused, rich_report, untimed
from voicecoach.report.csv import HEADER, render, row
from voicecoach.types import Recording

CONTRACT = (
    "name question_id speaking_rate articulation_rate answer_length time_to_first_word "
    "time_to_point pauses_within longest_pause mean_run phonation_ratio filler_sounds "
    "filler_markers repeats hedges jargon_density lexical_variety loudness pitch_range "
    "flow pace fillers structure clarity rubric overall"
).split()


def parsed(text):
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_csv_report(report, golden):
    golden(render(report).replace("\r\n", "\n"), ".csv")


def test_the_header_is_the_contract():
    assert list(HEADER) == CONTRACT


def test_a_report_is_one_row_and_null_is_empty(report):
    (found,) = parsed(render(report))
    assert found["name"] == "answer.m4a"
    assert found["question_id"] == "impact-02"
    assert float(found["speaking_rate"]) == 118.3
    assert found["pitch_range"] == ""
    assert found["rubric"] == ""
    assert float(found["overall"]) == 79.2
    (silent,) = parsed(render(refused()))
    assert [silent[name] for name in CONTRACT[2:]] == [""] * (len(CONTRACT) - 2)


@pytest.mark.parametrize("start", list("=+-@\t\r"))
def test_a_name_is_never_run_as_a_formula(report, start):
    name = start + "HYPERLINK(1).wav"
    named = replace(report, recording=Recording(name, 1.0, 8000, "00"))
    assert row(named)[0] == "'" + name


def test_numbers_below_zero_stay_numbers(report):
    assert row(report)[HEADER.index("loudness")] == "-23.4"


def test_hostile_text_stays_in_its_cell():
    (found,) = parsed(render(hostile()))
    assert found["name"] == HOSTILE + ".wav"
    assert found["question_id"] == HOSTILE


def test_a_transcript_alone_goes_by_the_name_of_the_input():
    assert row(untimed(rich_report()), "talk.txt")[0] == "talk.txt"
