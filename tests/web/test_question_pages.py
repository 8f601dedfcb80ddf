"""The question bank in the studio."""

import json

import pytest

from voicecoach import questions
from voicecoach.web.routes.questions import EXAMPLE

PAGE = {"accept": "text/html"}


@pytest.fixture
def own(client):
    answer = client.post("/api/questions", json={"text": EXAMPLE})
    assert answer.status_code == 201
    assert answer.json() == {"new": ["my-question"], "replaced": []}
    return "my-question"


def test_the_bank_is_listed_searched_and_narrowed(client):
    everything = client.get("/api/questions").json()["questions"]
    assert len(everything) == len(questions.built_in())
    some = client.get("/api/questions", params={"search": "attention"}).json()
    assert 0 < len(some["questions"]) < len(everything)
    team = client.get("/api/questions", params={"track": "team"}).json()["questions"]
    assert {item["track"] for item in team} == {"team"}
    assert client.get("/api/questions?track=nonsense").status_code == 422


def test_every_question_has_a_page(client):
    known = questions.built_in()[7]
    text = client.get(f"/questions/{known.id}", headers=PAGE).text
    assert known.key_points[0].split("'")[0] in text
    assert f"/library?question={known.id}" in text
    assert "/edit" not in text


def test_an_own_question_is_added_edited_and_taken_away(client, own):
    assert client.get(f"/api/questions/{own}").json()["own"]
    assert "yours" in client.get(f"/questions/{own}", headers=PAGE).text
    text = questions.as_text(questions.find(own)).replace("changed your", "lost your")
    answer = client.put(f"/api/questions/{own}", json={"text": text})
    assert answer.json() == {"new": [], "replaced": [own]}
    assert "lost your mind" in client.get(f"/questions/{own}/edit", headers=PAGE).text
    renamed = text.replace("my-question", "another")
    assert client.put(f"/api/questions/{own}", json={"text": renamed}).json() == {
        "new": ["another"],
        "replaced": [],
    }
    assert client.get(f"/api/questions/{own}").status_code == 404
    assert client.delete("/api/questions/another").status_code == 204
    assert not questions.own_file().exists()


def test_the_shipped_bank_is_never_changed(client):
    shipped = questions.built_in()[0].id
    before = questions.built_in.__wrapped__()
    taken = EXAMPLE.replace("my-question", shipped)
    assert client.post("/api/questions", json={"text": taken}).status_code == 409
    answer = client.put(f"/api/questions/{shipped}", json={"text": EXAMPLE})
    assert answer.status_code == 404
    assert client.delete(f"/api/questions/{shipped}").status_code == 404
    assert client.get(f"/questions/{shipped}/edit", headers=PAGE).status_code == 404
    assert questions.built_in.__wrapped__() == before


def test_every_mistake_is_told_with_its_line(client):
    wrong = EXAMPLE.replace("track: team", "track: teem").replace("level: mid", "")
    checked = client.post("/api/questions/check", json={"text": wrong}).json()
    assert checked["entries"] == 1
    assert checked["fine"] == 0
    lines = [mistake["line"] for mistake in checked["mistakes"]]
    assert 4 in lines
    answer = client.post("/api/questions", json={"text": wrong})
    assert answer.status_code == 409
    assert [item["line"] for item in answer.json()["mistakes"]] == lines
    assert not questions.own_file().exists()
    assert client.post("/api/questions/check", json={"text": EXAMPLE}).json() == {
        "entries": 1,
        "fine": 1,
        "mistakes": [],
    }


@pytest.mark.parametrize(
    "text", ["", "\x00", "a: [", "&a [*a, *a]", "questions: 5", "\ud83d", "x" * 200_001]
)
def test_what_is_no_file_of_questions_is_refused(client, text):
    answer = client.post("/api/questions", content=json.dumps({"text": text}))
    assert answer.status_code in (409, 422)
    assert answer.json()["error"]


def test_an_own_file_with_a_mistake_is_told_of_and_left_alone(client, own):
    path = questions.own_file()
    broken = path.read_text(encoding="utf-8").replace("track: team", "track: teem")
    path.write_text(broken, encoding="utf-8")
    assert client.get("/api/questions").json()["fault"]["error"]
    assert "have a mistake" in client.get("/questions", headers=PAGE).text
    other = EXAMPLE.replace("my-question", "other")
    assert client.post("/api/questions", json={"text": other}).status_code == 422
    assert path.read_text(encoding="utf-8") == broken


def test_hostile_questions_are_only_ever_text(client):
    text = EXAMPLE.replace("your mind", "<script>alert(1)</script>")
    assert client.post("/api/questions", json={"text": text}).status_code == 201
    for path in ("/questions", "/questions/my-question", "/questions/my-question/edit"):
        page = client.get(path, headers=PAGE).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


def test_plans_and_challenges_are_shown(client):
    plans = client.get("/api/plans").json()
    assert {plan["name"] for plan in plans} >= {"data-scientist", "first-round"}
    assert all(plan["questions"] for plan in plans)
    assert "Data scientist" in client.get("/plans", headers=PAGE).text
    challenges = client.get("/api/challenges").json()
    assert challenges
    page = client.get("/challenges", headers=PAGE).text
    assert all(item["id"] in page for item in challenges)
    assert "tests" not in challenges[0]
