"""Progress: the figures of ``voicecoach history``, as a page and as JSON."""

import json

import pytest

from tests.web.stand_ins import ASKED, practise
from voicecoach.cli import main
from voicecoach.thresholds import PROGRESS
from voicecoach.web import charts

PAGE = {"accept": "text/html"}
HOSTILE = "<script>alert(1)</script>"


def page(client, **asked):
    answer = client.get("/progress", params=asked, headers=PAGE)
    assert answer.status_code == 200
    return " ".join(answer.text.split())


@pytest.fixture
def store(studio):
    return studio.shelf.store


def test_without_an_answer_it_says_how_to_begin(client):
    text = page(client)
    assert "Nothing to compare yet" in text
    assert 'href="/rehearse"' in text
    assert '<svg class="plot"' not in text
    found = client.get("/api/progress").json()
    assert (found["takes"], found["series"], found["pair"]) == (0, [], None)


def test_one_answer_is_a_dot_and_no_direction(client, store):
    practise(store, 1)
    text = page(client)
    assert "One answer has no direction." in text
    assert "both are then compared here" in text
    assert text.count('class="course"') == 0
    found = client.get("/api/progress").json()
    assert found["takes"] == 1
    assert found["too_few"]
    assert {one["line"] for one in found["series"]} == {None}
    assert found["habits"]["fillers"] is None


def test_what_got_better_beyond_noise_is_said_and_noise_is_not_praised(client, store):
    practise(store, 8, better=5.0)
    text = page(client)
    (overall,) = [
        one
        for one in client.get("/api/progress").json()["series"]
        if one["name"] == "overall"
    ]
    assert overall["line"]["better"] is True
    better = text.split("Better, beyond noise")[1].split("</dl>")[0]
    assert "<dt>Overall</dt>" in better
    assert "Several questions stand in one line here" in text


def test_chance_alone_is_no_progress(client, store):
    practise(store, 8)
    text = page(client)
    assert "Nothing got better beyond noise." in text
    noise = text.split("<h3>Within noise</h3>")[1].split("</p>")[0]
    assert "Overall" in noise
    score = text.split('id="score-title"')[1].split("</section>")[0]
    assert 'class="course"' not in score  # noise has no line


def test_it_is_what_the_command_line_says(client, store, capfd):
    practise(store, 7, better=2.0)
    assert main(["history", "trends", "--track", "team", "--json"]) == 0
    said = json.loads(capfd.readouterr().out)
    found = client.get("/api/progress", params={"track": "team"}).json()
    assert found["takes"] == said["takes"] == 4
    assert found["too_few"] == said["too_few"]
    assert found["habits"] == said["habits"]
    for here, there in zip(found["series"], said["series"], strict=True):
        assert (here["name"], here["usual"]) == (there["name"], there["usual"])
        assert here["line"] == there["line"]
        assert [p["value"] for p in here["points"]] == [
            p["value"] for p in there["points"]
        ]


def test_like_is_compared_with_like(client, store):
    ids = practise(store, 6)
    text = page(client, question_id=ASKED[0].id)
    assert "3 answers in 3 sessions" in text
    assert "Several questions" not in text
    held = client.get("/api/progress", params={"question_id": ASKED[0].id}).json()
    assert (held["pair"]["before"], held["pair"]["after"]) == (ids[2], ids[4])
    assert held["pair"]["comparison"]["same_question"] is True
    assert {one["key"]: one["takes"] for one in held["tracks"]} == {
        "impact": 3,
        "team": 3,
    }
    assert "No answer of this kind" in page(client, track="python")


def test_every_dot_stands_in_a_table_with_its_report(client, store):
    ids = practise(store, 3)
    text = page(client)
    score = text.split('id="score-title"')[1].split("</section>")[0]
    assert score.count("<circle") == 3
    for take in ids:
        assert f'<a href="/library/{take}">{take}</a>' in score
    assert "95 % interval" in score


def test_of_many_answers_the_last_are_drawn(client, store, monkeypatch):
    monkeypatch.setattr(charts, "MOST", 3)
    practise(store, 7)
    text = page(client)
    score = text.split('id="score-title"')[1].split("</section>")[0]
    assert score.count("<circle") == 3
    assert "the 4 before them are in the figures" in score


def test_habits_are_those_that_come_back(client, store):
    practise(store, PROGRESS.habit_fewest)
    text = page(client)
    fillers = text.split("<h3>Fillers</h3>")[1].split("</ul>")[0]
    assert "“uh”" in fillers
    assert "in 3 of 3 answers" in fillers


def test_a_question_with_markup_is_text(client, store):
    asked = tuple(
        type(one)(HOSTILE, f"{HOSTILE}{number}", one.track)
        for number, one in enumerate(ASKED)
    )
    practise(store, 4, asked=asked)
    text = page(client, track="team' onload=")
    assert HOSTILE not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize("asked", [{"track": "cooking"}, {"question_id": "x" * 61}])
def test_what_cannot_be_asked_is_refused(client, asked):
    answer = client.get("/api/progress", params=asked)
    assert answer.status_code == 422
    assert set(answer.json()) == {"error", "remedy"}
