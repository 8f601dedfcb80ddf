"""Uploading, waiting, listing, searching, deleting."""

import http.client
import json
import os
import re
import stat
import time
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from tests.web.stand_ins import ScriptedBench, furnished, served
from voicecoach.web import jobs as jobs_module
from voicecoach.web import uploads
from voicecoach.web.jobs import Jobs

PAGE = {"accept": "text/html"}
HOSTILE = "<img src=x onerror=alert(1)>\"'&.wav"


def until(true, seconds=10):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_an_upload_becomes_a_report(client, upload):
    job = upload(name="answer.m4a", question="What did you make faster?")
    assert job["state"] == "done"
    found = client.get(f"/api/recordings/{job['recording']}").json()
    assert found["name"] == "answer.m4a"
    assert found["question"] == "What did you make faster?"
    (listed,) = client.get("/api/recordings").json()
    assert listed == found
    assert "What did you make faster?" in client.get("/library", headers=PAGE).text


def test_nothing_of_an_upload_stays_but_its_report(studio, upload, home):
    upload()
    until(lambda: not list((home / "studio" / "waiting").iterdir()))
    (sound,) = (home / "sessions" / "sound").iterdir()
    assert sound.suffix == ".m4a"
    (session,) = studio.shelf.store.sessions()
    assert session.kind == "upload"


def test_a_question_of_the_bank_goes_with_its_upload(client, upload, bench):
    asked = client.get("/api/questions").json()["questions"][0]["id"]
    upload(question_id=asked, audience="engineer")
    assert bench.seen[0].question_id == asked
    assert bench.seen[0].audience == "engineer"


@pytest.mark.parametrize(
    ("about", "status"),
    [
        ({"question_id": "no-such"}, 404),
        ({"audience": "nobody"}, 422),
        ({"name": "x" * 1001}, 422),
    ],
)
def test_what_does_not_fit_is_refused_before_anything_is_kept(
    client, home, about, status
):
    answer = client.post("/api/recordings", params=about, content=b"sound")
    assert answer.status_code == status
    assert set(answer.json()) == {"error", "remedy"}
    assert not (home / "studio" / "waiting").exists()


def test_a_recording_that_cannot_be_read_says_so_and_can_be_taken_away(client, upload):
    job = upload(b"bad", name="answer.txt")
    assert job["state"] == "failed"
    assert "answer.txt holds no sound" in job["error"]
    assert job["remedy"]
    assert client.delete(f"/api/jobs/{job['id']}").status_code == 204
    assert client.get(f"/api/jobs/{job['id']}").status_code == 404


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_fault_with_one_recording_does_not_stop_the_next(upload):
    failed = upload(b"bug", name="strange.wav")
    assert failed["state"] == "failed"
    assert "ZeroDivision" not in json.dumps(failed)
    assert upload(b"sound")["state"] == "done"


def test_twenty_at_once_are_served_in_turn(client, upload, bench):
    bench.go.clear()
    sent = [upload(name=f"{number}.wav", wait=False) for number in range(20)]
    states = [job["state"] for job in client.get("/api/jobs").json()]
    assert states.count("working") <= 1
    assert client.get("/library", headers=PAGE).status_code == 200
    bench.go.set()
    until(lambda: {job["state"] for job in client.get("/api/jobs").json()} == {"done"})
    assert [order.name for order in bench.seen] == [job["name"] for job in sent]
    assert bench.most_at_work == 1


@pytest.mark.slow
def test_twenty_at_once_are_never_all_in_memory(home, bench):
    """Over real connections, 80 MB in all; what is waited for is told at any time."""
    size, block = 4_096_000, bytes(64_000)
    bench.go.clear()
    with served(home, bench) as studio:
        bearer = {"authorization": f"Bearer {studio.keys.token}"}

        def send(number):
            line = http.client.HTTPConnection("127.0.0.1", studio.address.port, 60)
            length = {"content-length": str(size)}
            pieces = (block for _ in range(size // len(block)))
            path = f"/api/recordings?name={number}.wav"
            with closing(line):
                line.request("POST", path, pieces, {**bearer, **length})
                return line.getresponse().status

        tracemalloc.start()
        try:
            with ThreadPoolExecutor(20) as senders:
                answers = list(senders.map(send, range(20)))
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert answers == [202] * 20
        assert peak < 30_000_000
        assert [job.state for job in studio.jobs.listed()].count("working") == 1
        kept = (home / "studio" / "waiting").glob("*/upload")
        assert sorted(path.stat().st_size for path in kept) == [size] * 20
        bench.go.set()
        until(lambda: {job.state for job in studio.jobs.listed()} == {"done"}, 30)
    assert bench.most_at_work == 1


def test_too_many_waiting_are_refused(client, upload, bench, monkeypatch):
    monkeypatch.setattr(jobs_module, "MOST_WAITING", 2)
    bench.go.clear()
    for _ in range(3):
        upload(wait=False)
    until(lambda: client.get("/api/jobs").json()[0]["state"] == "working")
    answer = client.post("/api/recordings", content=b"sound")
    assert answer.status_code == 429
    bench.go.set()


def test_an_upload_can_be_taken_away_while_it_is_worked_on(client, upload, bench, home):
    bench.go.clear()
    job = upload(wait=False)
    until(lambda: client.get(f"/api/jobs/{job['id']}").json()["state"] == "working")
    assert client.delete(f"/api/jobs/{job['id']}").status_code == 204
    until(lambda: not list((home / "studio" / "waiting").iterdir()))
    bench.go.set()
    assert upload()["state"] == "done"
    assert len(client.get("/api/recordings").json()) == 1


def test_what_was_not_analysed_yet_is_taken_up_at_the_next_start(home, upload, bench):
    bench.go.clear()
    upload(name="first.wav", wait=False)
    upload(name="second.wav", wait=False)
    next_bench = ScriptedBench()
    studio, _ = furnished(home, next_bench)
    studio.jobs.start()
    until(lambda: len(next_bench.seen) == 2)
    studio.jobs.close()
    assert [order.name for order in next_bench.seen] == ["first.wav", "second.wav"]


def test_half_an_upload_is_cleared_away_at_the_next_start(home, studio):
    place = home / "studio" / "waiting" / "20260101-000000-0badcafe"
    place.mkdir(parents=True)
    (place / "upload").write_bytes(b"half")
    later = Jobs(home / "studio" / "waiting", studio.shelf, ScriptedBench())
    later.start()
    later.close()
    assert not place.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_an_upload_is_for_its_owner_alone(home, upload, bench):
    bench.go.clear()
    upload(wait=False)
    (place,) = (home / "studio" / "waiting").iterdir()
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert stat.S_IMODE((place / "upload").stat().st_mode) == 0o600
    bench.go.set()


@pytest.mark.parametrize("told", [True, False])
def test_an_upload_over_the_limit_is_refused_and_nothing_stays(
    client, home, monkeypatch, told
):
    monkeypatch.setattr(uploads, "LARGEST", 1000)
    monkeypatch.setattr(uploads.receive, "__defaults__", (1000,))
    pieces = (b"x" * 100 for _ in range(11))
    answer = client.post("/api/recordings", content=b"x" * 1100 if told else pieces)
    assert answer.status_code == 413
    assert list((home / "studio" / "waiting").iterdir()) == []


def test_an_upload_does_not_fill_the_disk(client, home, monkeypatch):
    monkeypatch.setattr(uploads, "SPARE", 1 << 60)
    assert client.post("/api/recordings", content=b"sound").status_code == 507
    assert list((home / "studio" / "waiting").iterdir()) == []


def test_an_upload_that_stands_still_is_given_up(client, home, monkeypatch):
    async def never(self):
        import asyncio

        yield b"begun"
        await asyncio.sleep(60)

    monkeypatch.setattr(uploads, "PATIENCE", 0.05)
    monkeypatch.setattr("starlette.requests.Request.stream", never)
    assert client.post("/api/recordings", content=b"sound").status_code == 408
    assert list((home / "studio" / "waiting").iterdir()) == []


def test_an_empty_upload_is_refused(client):
    assert client.post("/api/recordings", content=b"").status_code == 422


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../../etc/passwd", "passwd"),
        ("C:\\Windows\\a.wav", "a.wav"),
        ("a\r\nSet-Cookie: x=1.wav", "a Set-Cookie: x=1.wav"),
        ("\u202egnp.wav", "gnp.wav"),
        ("x" * 300 + ".wav", "x" * 200),
        ("", "recording"),
        ("...", "..."),
    ],
)
def test_a_name_is_only_ever_shown(upload, client, home, given, shown):
    kept = upload(name=given)["recording"]
    assert client.get(f"/api/recordings/{kept}").json()["name"] == shown
    (sound,) = (home / "sessions" / "sound").iterdir()
    assert re.fullmatch(r"[0-9a-f]{16}\.m4a", sound.name)


def test_hostile_text_is_only_ever_text(upload, client):
    kept = upload(name=HOSTILE, question=HOSTILE)["recording"]
    for path in ("/library", f"/library/{kept}", "/library?search=%3Cimg%20src%3Dx%3E"):
        text = client.get(path, headers=PAGE).text
        assert "<img src=x" not in text
        assert "&lt;img" in text


def test_a_search_finds_all_words_anywhere(upload, client):
    upload(name="monday.wav", question="How does attention work?")
    upload(name="tuesday.wav", question="How does a hash map work?")
    found = client.get("/api/recordings", params={"search": "WORK mon"}).json()
    assert [item["name"] for item in found] == ["monday.wav"]
    page = client.get("/library", params={"search": "nothing of it"}, headers=PAGE)
    assert "Nothing matches" in page.text


def test_an_empty_library_says_what_to_do(client):
    text = client.get("/library", headers=PAGE).text
    assert "No reports yet" in text
    assert "/questions" in text


def test_deleting_is_for_good(client, kept, home):
    assert client.delete(f"/api/recordings/{kept}").status_code == 204
    assert client.get(f"/api/recordings/{kept}").status_code == 404
    assert client.get(f"/library/{kept}", headers=PAGE).status_code == 404
    assert list((home / "sessions" / "sound").iterdir()) == []
    assert client.get("/api/recordings").json() == []
    assert client.delete(f"/api/recordings/{kept}").status_code == 404


def test_only_one_take_of_a_session_is_deleted(client, kept, studio):
    store = studio.shelf.store
    report = store.report(kept)
    other = store.keep(store.take(kept).session, report)
    assert client.delete(f"/api/recordings/{kept}").status_code == 204
    assert [item["id"] for item in client.get("/api/recordings").json()] == [other]


def test_without_its_sound_a_report_is_still_shown(client, kept, home):
    (sound,) = (home / "sessions" / "sound").iterdir()
    sound.unlink()
    assert client.get(f"/api/recordings/{kept}/sound").status_code == 404
    text = client.get(f"/library/{kept}", headers=PAGE).text
    assert "What was measured" in text
    assert "<audio" not in text
    assert client.get(f"/api/recordings/{kept}/html").status_code == 200


def test_the_sound_is_not_kept_where_nobody_wants_it(client, upload, home):
    chosen = client.get("/api/settings").json()
    client.put("/api/settings", json={**chosen, "keep_sound": False})
    kept = upload()["recording"]
    assert client.get(f"/api/recordings/{kept}/report").status_code == 200
    assert client.get(f"/api/recordings/{kept}/sound").status_code == 404
    assert not (home / "sessions" / "sound").exists()


def test_what_was_said_is_found_too(upload, client):
    upload(name="monday.wav")
    found = client.get("/api/recordings", params={"search": "nightly import"}).json()
    assert [item["name"] for item in found] == ["monday.wav"]
