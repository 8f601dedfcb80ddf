import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.errors import InputError
from voicecoach.exchange import Turn
from voicecoach.report import turn_table
from voicecoach.turns import read_turns

TURNS = (
    Turn(0.5, 2.0, "interviewer", "Why?"),
    Turn(2.25, 60.125, "candidate", '=cmd|"x", said; so\nit is'),
)


def bare(turns):
    return [(turn.start, turn.end, turn.role) for turn in turns]


def write(tmp_path, text, name="turns.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_written_is_read_again(tmp_path):
    path = write(tmp_path, turn_table.render(TURNS))
    assert bare(read_turns(path)) == bare(TURNS)


def test_no_text_of_a_turn_is_run_as_a_formula():
    assert "'=cmd" in turn_table.render(TURNS)


@pytest.mark.parametrize(
    "text",
    [
        "start,end,role\n0.5,2,interviewer\n2.25,1:00.125,candidate\n",
        "\ufeffStart;End;Role;text\n0.5;2;Interviewer;\n2.25;60.125;candidate;x\n;;;\n",
        json.dumps([{"start": s, "end": e, "role": r} for s, e, r in bare(TURNS)]),
        json.dumps(
            {
                "schema": "voicecoach.session/1",
                "turns": [
                    {"start": s, "end": e, "role": r, "text": "x"}
                    for s, e, r in bare(TURNS)
                ],
            }
        ),
    ],
)
def test_what_a_spreadsheet_or_session_writes_is_read(tmp_path, text):
    assert bare(read_turns(write(tmp_path, text))) == bare(TURNS)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("start,end,role\n1,2,boss\n", "line 2: 'boss' is no role"),
        ("start,end,role\n1,x,candidate\n", "line 2: start or end is no time"),
        ("start,end,role\n1,nan,candidate\n", "no time"),
        ("start,end,role\n1,-2,candidate\n", "no time"),
        ("start,end,role\n2,1,candidate\n", "ends before it starts"),
        ("start,end,role\n1,2,interviewer\n", "no turn of a candidate"),
        ("start,end,role\n1,5,candidate\n3,6,interviewer\n", "begins before"),
        ("", "no turn of a candidate"),
        ("words only", "no turn of a candidate"),
        ("{", "is no JSON"),
        ('{"turns": null}', "no list of turns"),
        ("[1]", "turn 1: start or end is no time"),
        ('[{"start": true, "end": 2, "role": "candidate"}]', "no time"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path, text, said):
    path = write(tmp_path, text)
    with pytest.raises(InputError) as caught:
        read_turns(path)
    assert said in caught.value.problem
    assert str(path) in caught.value.problem


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match="nowhere"):
        read_turns(tmp_path / "nowhere.csv")
    (tmp_path / "bytes.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="UTF-8"):
        read_turns(tmp_path / "bytes.csv")


@given(st.text(max_size=60))
def test_no_file_breaks_the_reader(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("turns") / "t.csv"
    path.write_text(text, encoding="utf-8", errors="replace")
    with suppress(InputError):
        assert read_turns(path)
