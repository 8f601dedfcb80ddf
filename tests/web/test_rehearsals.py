"""Rehearsing over HTTP and a live connection, as the page does and as programs may."""

import struct
import time
from contextlib import contextmanager
from unittest.mock import Mock

import numpy as np
import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from tests.web.rehearsed import RATE, Speaking, rehearsing, spoken
from tests.web.stand_ins import BASE, PORT, ScriptedBench, furnished
from voicecoach import audio
from voicecoach.errors import ModelError, StoreError
from voicecoach.rehearsal import takes_folder
from voicecoach.store import Settings, Store, save_settings
from voicecoach.web.interviews import Interviews
from voicecoach.web.limits import Spoken

BLOCK = RATE // 10
ORIGIN = {"origin": BASE, "host": f"127.0.0.1:{PORT}"}
PCM = spoken()


@pytest.fixture(scope="module")
def studio(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        parts = rehearsing(patch, home, Spoken(ahead=1000.0, useless=3))
        made, app = furnished(home, ScriptedBench(), **parts)
        with TestClient(app, base_url=BASE, follow_redirects=False) as client:
            client.cookies.set(made.address.cookie, made.keys.cookie)
            made.rehearsals.client = client
            yield made


@pytest.fixture
def client(studio):
    return studio.rehearsals.client


@pytest.fixture
def begin(client):
    """Begin a rehearsal; it is ended after the test."""

    ids = []

    def made(**wanted):
        answer = client.post("/api/rehearsals", json=wanted)
        assert answer.status_code == 201, answer.text
        ids.append(answer.json()["id"])
        return answer.json()

    yield made
    for name in ids:
        client.post(f"/api/rehearsals/{name}/end")


def begun(client, rehearsal, rate=RATE):
    path = f"/api/rehearsals/{rehearsal['id']}/answers"
    answer = client.post(path, json={"rate": rate})
    assert answer.status_code == 201, answer.text
    return f"{path}/{answer.json()['number']}"


@contextmanager
def live(client, path, **headers):
    with client.websocket_connect(f"{path}/live", headers=ORIGIN | headers) as socket:
        yield socket, socket.receive_json()["have"]


def message(number, pcm=PCM):
    block = pcm[number * BLOCK : (number + 1) * BLOCK]
    return struct.pack("<I", number) + block.astype("<i2").tobytes()


def send(socket, numbers, pcm=PCM):
    told = []
    for number in numbers:
        socket.send_bytes(message(number, pcm))
        told.append(socket.receive_json())
    return told


def speak(client, path, pcm=PCM):
    blocks = -(-len(pcm) // BLOCK)
    with live(client, path) as (socket, have):
        assert have == 0
        told = send(socket, range(blocks), pcm)
    answer = client.post(f"{path}/end", json={"blocks": blocks})
    assert answer.status_code == 200, answer.text
    return answer.json(), told


def go_on(client, rehearsal, wish="next"):
    path = f"/api/rehearsals/{rehearsal['id']}/next"
    answer = client.post(path, json={"wish": wish})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_broken_connection_loses_nothing_and_another_take_is_compared(begin, client):
    rehearsal = begin(question_id="cheaper-or-faster", prepare=15, audience="recruiter")
    assert rehearsal["asked"]["id"] == "cheaper-or-faster"
    assert rehearsal["asked"]["of"] is None
    assert (rehearsal["prepare"], rehearsal["seconds"]) == (15, 180.0)
    path = begun(client, rehearsal)
    with live(client, path) as (socket, have):
        assert have == 0
        send(socket, range(25))
        early = client.post(f"{path}/end", json={"blocks": 170})
        assert early.status_code == 409
        assert "25" in early.json()["error"]
    with live(client, path) as (socket, have):
        assert have == 25
        # One that is there already, and one that would leave a gap.
        assert [told["have"] for told in send(socket, [24, 27, 25])] == [25, 25, 26]
        send(socket, range(26, 170))
    answer = client.post(f"{path}/end", json={"blocks": 170}).json()
    assert client.post(f"{path}/end", json={"blocks": 170}).json() == answer
    assert client.get(path).json() == answer
    assert answer["state"] == "done"
    card = answer["card"]
    assert len(card["points"]) <= 3
    assert card["duration"] == pytest.approx(len(PCM) / RATE, abs=0.01)
    assert card["after_stop"] > 0
    kept = Store.open().sound(answer["recording"])
    sent = np.round(audio.read(kept).samples * 32_768)
    assert np.array_equal(sent, PCM)
    heard = client.get(f"{path}/sound")
    assert heard.headers["content-type"] == "audio/wav"
    assert len(heard.content) == 44 + 2 * len(PCM)
    assert client.get(f"/library/{answer['recording']}").status_code == 200

    shown = client.get(f"/api/rehearsals/{rehearsal['id']}").json()
    assert shown["follow_up"]  # the story has no result
    again = go_on(client, rehearsal, "again")
    assert again["asked"] == rehearsal["asked"]
    other, _ = speak(client, begun(client, again), PCM[RATE:])
    compared = other["compared"]
    assert compared["number"] == 1
    assert compared["overall"]["before"] == f"{card['overall']:.3g}"
    assert {row["verdict"] for row in compared["within_noise"]} == {"within noise"}
    assert {row["verdict"] for row in compared["not_judged"]} <= {
        "not judged", "not measured twice"
    }  # fmt: skip
    assert compared["remarks"]

    follow = go_on(client, rehearsal, "follow-up")
    assert follow["asked"]["text"] == shown["follow_up"]
    assert follow["asked"]["following"]
    speak(client, begun(client, follow), PCM[: 2 * RATE])
    ended = client.post(f"/api/rehearsals/{rehearsal['id']}/end").json()
    assert ended["over"]
    assert ended["asked"] is None
    takes = Store.open().takes(answer["recording"].split(".")[0])
    assert [take.follow_up_of for take in takes] == [None, None, takes[1].id]
    assert list(takes_folder().iterdir()) == []


def test_questions_are_chosen_by_track_and_level(begin, client):
    rehearsal = begin(track="team", level="senior")
    seen = set()
    for _ in range(3):
        asked = rehearsal["asked"]
        assert asked["track"] == "team"
        seen.add(asked["text"])
        rehearsal = go_on(client, rehearsal)
    assert len(seen) == 3
    own = begin(question="Why this   company?")
    assert own["asked"]["text"].split() == ["Why", "this", "company?"]
    for wrong in ({"question_id": "nowhere"}, {"kind": "interview", "plan": "nowhere"}):
        assert client.post("/api/rehearsals", json=wrong).status_code == 404
    refused = client.post("/api/rehearsals", json={"plan": "../plan"})
    assert refused.status_code == 422


@pytest.mark.parametrize(
    ("headers", "cookie"),
    [
        ({"origin": "http://evil.example"}, None),
        ({"origin": ""}, None),
        ({"sec-fetch-site": "cross-site"}, None),
        ({"host": "evil.example:8000"}, None),
        ({}, "wrong"),
    ],
)
def test_a_stranger_speaks_into_no_answer(begin, client, studio, headers, cookie):
    path = begun(client, begin())
    if cookie:
        client.cookies.set(studio.address.cookie, cookie)
    try:
        with (
            pytest.raises(WebSocketDisconnect) as caught,
            live(client, path, **headers),
        ):
            pass
    finally:
        client.cookies.set(studio.address.cookie, studio.keys.cookie)
    assert caught.value.code == 1008
    client.cookies.clear()
    try:
        with (
            pytest.raises(WebSocketDisconnect),
            client.websocket_connect(f"{path}/live?token=wrong", headers=ORIGIN),
        ):
            pass
        token = f"{path}/live?token={studio.keys.token}"
        with client.websocket_connect(token, headers=ORIGIN) as socket:
            assert socket.receive_json() == {"have": 0}
    finally:
        client.cookies.set(studio.address.cookie, studio.keys.cookie)
    assert client.get(path).json()["have"] == 0


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (struct.pack("<I", 0) + bytes(2 * RATE + 2), 1009),
        (struct.pack("<I", 0) + bytes(3), 1009),
        (b"\0\0", 1008),
        ("hello", 1008),
        ([message(9)] * 4, 1008),
    ],
)
def test_what_is_no_block_ends_the_connection_and_not_the_answer(
    begin, client, sent, code
):
    path = begun(client, begin())
    with live(client, path) as (socket, _):
        send(socket, range(3))
        for one in sent if isinstance(sent, list) else [sent]:
            (socket.send_text if isinstance(one, str) else socket.send_bytes)(one)
        with pytest.raises(WebSocketDisconnect) as caught:
            list(iter(socket.receive_json, None))
    assert caught.value.code == code
    with live(client, path) as (socket, have):
        assert have == 3
        assert send(socket, [3])[0]["have"] == 4


def test_sound_is_limited_in_length_and_speed(begin, client, studio):
    save_settings(Settings(seconds=1.0))
    try:
        path = begun(client, begin())
        with live(client, path) as (socket, _):
            told = send(socket, range(12))
        assert [one.get("full", False) for one in told] == [False] * 10 + [True, False]
        assert told[-1]["have"] == 10
    finally:
        save_settings(Settings())
    sitting = studio.rehearsals.find(begin()["id"])
    sitting.limits = Spoken(ahead=0.5)
    path = begun(client, {"id": sitting.id})
    with live(client, path) as (socket, _), pytest.raises(WebSocketDisconnect):
        send(socket, range(30))
    others = [begun(client, begin()) for _ in range(1)]
    assert (
        client.post(
            f"/api/rehearsals/{begin()['id']}/answers", json={"rate": RATE}
        ).status_code
        == 429
    )
    for other in [path, *others]:
        studio.rehearsals.find(other.split("/")[3]).answers[-1].let_go()


def test_the_page_that_came_last_is_the_one_that_is_heard(begin, client):
    path = begun(client, begin())
    with live(client, path) as (first, _), live(client, path) as (second, _):
        assert send(second, [0])[0]["have"] == 1
        first.send_bytes(message(1))
        with pytest.raises(WebSocketDisconnect):
            first.receive_json()
        assert send(second, [1])[0]["have"] == 2


def test_a_page_that_is_closed_leaves_its_answer_to_the_next(begin, client, studio):
    rehearsal = begin(question_id="cheaper-or-faster")
    path = begun(client, rehearsal)
    with live(client, path) as (socket, _):
        send(socket, range(30))
    assert client.post(f"/api/rehearsals/{rehearsal['id']}/leave").status_code == 204
    assert client.get(path).json()["state"] == "left"
    with pytest.raises(WebSocketDisconnect), live(client, path):
        pass
    assert client.post(f"{path}/end", json={"blocks": 30}).status_code == 409
    (left,) = [
        one
        for one in client.get("/api/left-behind").json()
        if one["seconds"] == pytest.approx(3.0)
    ]
    assert left["question"] == rehearsal["asked"]["text"]
    taken = client.post(f"/api/left-behind/{left['name']}/report").json()
    answer = client.get(f"/api/rehearsals/{taken['id']}/answers/1").json()
    assert answer["state"] == "done"
    assert answer["recording"]
    assert client.get(f"/api/rehearsals/{taken['id']}").json()["asked"]["id"]
    assert left["name"] not in str(client.get("/api/left-behind").json())
    gone = client.post(f"/api/left-behind/{left['name']}/report")
    assert gone.status_code == 404


def test_nobody_comes_back_and_what_was_said_is_discarded(begin, client, studio):
    sitting = studio.rehearsals.find(begin()["id"])
    sitting.limits = Spoken(ahead=1000.0, grace=0.05)
    path = begun(client, {"id": sitting.id})
    with live(client, path) as (socket, _):
        send(socket, range(17))
    until = time.monotonic() + 5
    while client.get(path).json()["state"] != "left":
        assert time.monotonic() < until
        time.sleep(0.02)
    (left,) = [
        one
        for one in client.get("/api/left-behind").json()
        if one["seconds"] == pytest.approx(1.7)
    ]
    assert client.delete(f"/api/left-behind/{left['name']}").status_code == 204
    assert client.delete(f"/api/left-behind/{left['name']}").status_code == 404


def test_a_private_rehearsal_keeps_nothing(begin, client):
    before = Store.open().takes(), Store.open().sessions()
    rehearsal = begin(private=True)
    answer, _ = speak(client, begun(client, rehearsal), PCM[: 2 * RATE])
    assert answer["card"]
    assert answer["recording"] is None
    number = f"/api/rehearsals/{rehearsal['id']}/answers/1"
    assert client.get(f"{number}/sound").status_code == 200
    client.post(f"/api/rehearsals/{rehearsal['id']}/end")
    assert client.get(f"{number}/sound").status_code == 404
    assert (Store.open().takes(), Store.open().sessions()) == before


def test_an_interview_says_nothing_until_its_end(begin, client, studio):
    interview = begin(kind="interview", plan="two")
    assert (interview["plan"], interview["asked"]["of"]) == ("two", 2)
    first, _ = speak(client, begun(client, interview))
    assert (first["state"], first["card"]) == ("done", None)
    second = go_on(client, interview)
    # The answer was thin: a follow-up takes the place of the second question.
    assert second["asked"]["following"]
    assert second["follow_up"] is None
    speak(client, begun(client, second), PCM[: 2 * RATE])
    done = go_on(client, second)
    assert done["over"]
    assert [one["card"] is not None for one in done["answers"]] == [True, True]
    assert done["whole"]["answers"] == 2
    name = done["interview"]
    anew = Interviews(studio.shelf.store)  # as after another start
    for interviews in (studio.interviews, anew):
        whole = interviews.find(name)
        assert len(whole.interview.exchanges) == 2
        assert whole.interview.recording.duration == pytest.approx(19.0, abs=0.01)
    anew.close()
    page = client.get(f"/rehearse/interviews/{name}")
    assert page.status_code == 200
    assert page.text.count('href="/library/') == 2
    document = client.get(f"/api/interviews/{name}/report").json()
    assert document["schema"] == "voicecoach.session/1"
    part = client.get(f"/api/interviews/{name}/sound", headers={"range": "bytes=0-9"})
    assert (part.status_code, len(part.content)) == (206, 10)
    assert "2 answers" in page.text
    kept = client.get(f"/api/interviews/{name}/html")
    assert "Interview%20two.report.html" in kept.headers["content-disposition"]
    assert "data:audio/mp4;base64," in kept.text
    assert "two voices were told apart" not in kept.text
    assert "/library/" not in kept.text
    assert client.delete(f"/api/interviews/{name}").status_code == 204
    for take in done["answers"]:
        assert client.get(f"/library/{take['recording']}").status_code == 404
    assert client.get(f"/rehearse/interviews/{name}").status_code == 404
    gone = client.get(f"/api/rehearsals/{interview['id']}").json()
    assert (gone["interview"], gone["whole"]) == (None, None)


def test_a_microphone_without_sound_is_told_of_at_once(begin, client):
    path = begun(client, begin())
    with live(client, path) as (socket, _):
        told = send(socket, range(40), np.zeros(4 * RATE, np.int16))
    faults = [fault for one in told for fault in one.get("faults", [])]
    assert [fault["kind"] for fault in faults] == ["zeros"]
    assert "choose another" in faults[0]["remedy"]
    assert next(i for i, one in enumerate(told) if "faults" in one) == 19


def test_a_warning_of_silence_is_taken_back_when_somebody_speaks(begin, client):
    path = begun(client, begin())
    thinking = np.random.default_rng(1).normal(0, 10, 6 * RATE).astype(np.int16)
    with live(client, path) as (socket, _):
        told = send(socket, range(80), np.concatenate([thinking, PCM[: 4 * RATE]]))
    (quiet,) = (fault for one in told for fault in one.get("faults", []))
    assert quiet["kind"] == "quiet"
    assert [one["passed"] for one in told if "passed" in one] == [["quiet"]]


def test_a_question_of_no_words_is_refused(client):
    answer = client.post("/api/rehearsals", json={"question": "  "})
    assert answer.status_code == 422


def test_a_silence_ends_an_answer_where_that_is_wanted(begin, client):
    path = begun(client, begin(auto_stop=True))
    quiet = np.random.default_rng(1).normal(0, 10, 20 * RATE).astype(np.int16)
    with live(client, path) as (socket, _):
        told = send(socket, range(200), np.concatenate([PCM[: 8 * RATE], quiet]))
        counting = [one["ends_in"] for one in told if "ends_in" in one]
        assert counting[-1] == 0.0
        socket.send_text("go on")
        assert "ends_in" not in send(socket, [200], np.tile(PCM, 9))[0]


def test_a_voice_that_cannot_speak_is_told_of(begin, client, monkeypatch):
    path = f"/api/rehearsals/{begin()['id']}/voice"
    said = client.get(path)
    assert said.content[:4] == b"RIFF"
    monkeypatch.setattr(Speaking, "broken", True)
    refused = client.get(path)
    assert refused.status_code == 503
    assert refused.json() == {
        "error": "There is no voice.",
        "remedy": "Install espeak-ng.",
    }


def test_a_report_that_fails_says_why_and_loses_nothing(begin, client, monkeypatch):
    rehearsal = begin()
    for length, fault, said in (
        (23, ModelError("The model is gone.", "Put it back."), "The model is gone."),
        (24, ZeroDivisionError("secret"), "A fault in voicecoach itself."),
    ):
        monkeypatch.setattr("voicecoach.live.transcribe", Mock(side_effect=fault))
        path = begun(client, rehearsal)
        answer, _ = speak(client, path, PCM[: length * BLOCK])
        assert (answer["state"], answer["error"]) == ("failed", said)
        seconds = [one["seconds"] for one in client.get("/api/left-behind").json()]
        assert length / 10 in seconds
    assert go_on(client, rehearsal, "again")["asked"] == rehearsal["asked"]


def test_a_report_that_cannot_be_kept_is_shown_and_says_so(begin, client, monkeypatch):
    full = StoreError("The disk is full.", "Make room.")
    monkeypatch.setattr(Store, "keep", Mock(side_effect=full))
    answer, _ = speak(client, begun(client, begin()))
    assert (answer["state"], answer["recording"]) == ("done", None)
    assert (answer["error"], answer["remedy"]) == (full.problem, full.remedy)
    assert answer["card"]["duration"] > 0
    assert [one["seconds"] for one in client.get("/api/left-behind").json()]


def test_what_makes_no_sense_is_refused(begin, client):
    rehearsal = begin()
    base = f"/api/rehearsals/{rehearsal['id']}"
    assert client.post(f"{base}/next", json={"wish": "follow-up"}).status_code == 409
    assert client.get(f"{base}/answers/7").status_code == 404
    assert client.get(f"{base}/answers/7/sound").status_code == 404
    for rate in (0, 7999, 10**9):
        assert client.post(f"{base}/answers", json={"rate": rate}).status_code == 422
    assert client.get("/api/rehearsals/00ff").status_code == 404
    assert client.get("/rehearse/interviews/999").status_code == 404
    path = begun(client, rehearsal)
    assert client.post(f"{base}/next", json={"wish": "next"}).status_code == 409
    empty = client.post(f"{path}/end", json={"blocks": 0}).json()
    assert empty["state"] == "failed"
    client.post(f"{base}/end")
    assert client.post(f"{base}/answers", json={"rate": RATE}).status_code == 409


def test_no_more_than_three_answers_come_in_at_a_time(begin, client, studio):
    sittings = [begin() for _ in range(4)]
    paths = [f"/api/rehearsals/{one['id']}/answers" for one in sittings]
    made = [client.post(path, json={"rate": RATE}) for path in paths]
    assert [answer.status_code for answer in made] == [201, 201, 201, 429]
    assert "End one of them first." in made[-1].text
    for path, answer in zip(paths, made[:3], strict=False):
        client.post(f"{path}/{answer.json()['number']}/end", json={"blocks": 0})
    assert client.post(paths[3], json={"rate": RATE}).status_code == 201


def test_old_rehearsals_make_room(begin, client):
    first = begin()
    for _ in range(9):
        begin()
    assert client.get(f"/api/rehearsals/{first['id']}").status_code == 404
    assert len(client.get("/api/rehearsals").json()) <= 9


def test_the_page_shows_what_can_be_chosen(client):
    text = client.get("/rehearse", params={"question": "cheaper-or-faster"}).text
    assert 'value="id:cheaper-or-faster" selected' in text
    assert '"deaf":-75.0' in text
    text = client.get("/rehearse", params={"plan": "two"}).text
    assert 'value="two" selected' in text
