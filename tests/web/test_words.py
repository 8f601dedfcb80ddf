"""The words of a report are corrected, scored again, and kept or not."""

import os
import stat
import time
from dataclasses import replace

import pytest

from tests.report.made_reports import rich_report, steps_of_tones
from tests.web.stand_ins import QUESTION, ScriptedBench, furnished
from voicecoach.session import Coach
from voicecoach.web import correcting
from voicecoach.web.correcting import LONGEST

PAGE = {"accept": "text/html"}
HOSTILE = "<script>alert(1)</script>"


def text_of(client, kept):
    words = client.get(f"/api/recordings/{kept}/words").json()["words"]
    return " ".join(word["text"] for word in words)


def settled(client, job):
    end = time.monotonic() + 10
    while job["state"] in ("waiting", "working"):
        assert time.monotonic() < end
        time.sleep(0.01)
        job = client.get(f"/api/jobs/{job['id']}").json()
    return job


@pytest.fixture
def correct(client, kept):
    """Score the kept report again with some words put in the place of others."""

    def send(old, new):
        text = text_of(client, kept).replace(old, new, 1)
        answer = client.post(f"/api/recordings/{kept}/words", json={"text": text})
        assert answer.status_code == 202, answer.text
        return settled(client, answer.json())

    return send


def test_words_are_corrected_and_the_first_report_stays_until_it_is_accepted(
    client, kept, correct, bench
):
    first = client.get(f"/api/recordings/{kept}/report").json()
    job = correct("nightly import", "nightly export")
    assert (job["state"], job["corrects"], job["recording"]) == ("done", kept, kept)
    assert client.get(f"/api/recordings/{kept}/report").json() == first
    waits = client.get(f"/api/recordings/{kept}/words").json()["proposed"]
    assert "nightly export" in waits["text"]
    assert waits["comparison"]["overall"]["change"] == pytest.approx(2)
    assert "Corrected words wait" in client.get(f"/library/{kept}", headers=PAGE).text

    text = client.get(f"/library/{kept}/words", headers=PAGE).text
    assert "<del>import</del>" in text
    assert "<ins>export</ins>" in text
    assert "What the correction changes" in text

    path = f"/api/recordings/{kept}/words/accept"
    assert client.post(path).status_code == 204
    now = client.get(f"/api/recordings/{kept}/report").json()
    assert now["score"]["overall"] == pytest.approx(first["score"]["overall"] + 2)
    assert [w["text"] for w in now["transcript"]["words"]].count("export") == 1
    assert client.post(path).status_code == 404
    assert client.get("/api/recordings", params={"search": "nightly export"}).json()
    assert len(client.get("/api/recordings").json()) == 1  # nothing new in the library
    assert bench.seen[-1].corrects == kept


def test_a_correction_can_be_discarded(client, kept, correct):
    first = client.get(f"/api/recordings/{kept}/report").json()
    correct("nightly import", "nightly export")
    assert client.delete(f"/api/recordings/{kept}/words").status_code == 204
    assert client.get(f"/api/recordings/{kept}/words").json()["proposed"] is None
    assert client.get(f"/api/recordings/{kept}/report").json() == first
    assert client.delete(f"/api/recordings/{kept}/words").status_code == 404
    assert (
        "Corrected words wait" not in client.get(f"/library/{kept}", headers=PAGE).text
    )


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"text": ""}, 422),
        ({"text": " \n "}, 422),
        ({"text": "a\x00b"}, 422),
        ({"text": "x" * (LONGEST + 1)}, 422),
        ({"text": 5}, 422),
        ({"text": "fine", "more": 1}, 422),
        ({}, 422),
        ({"text": None}, 422),
    ],
)
def test_what_is_no_text_is_refused_and_nothing_waits(
    client, kept, home, given, status
):
    answer = client.post(f"/api/recordings/{kept}/words", json=given)
    assert answer.status_code == status
    assert set(answer.json()) == {"error", "remedy"}
    waiting = home / "studio" / "waiting"
    assert [job["corrects"] for job in client.get("/api/jobs").json()] == [None]
    assert not [place for place in waiting.iterdir() if (place / "words.txt").exists()]


def test_the_same_words_are_not_scored_again(client, kept):
    text = text_of(client, kept)
    answer = client.post(f"/api/recordings/{kept}/words", json={"text": f"  {text}\n"})
    assert answer.status_code == 409
    assert (
        client.post("/api/recordings/9.9/words", json={"text": "a"}).status_code == 404
    )


def test_only_one_correction_of_a_report_is_under_way(client, kept, bench):
    bench.go.clear()
    path = f"/api/recordings/{kept}/words"
    job = client.post(path, json={"text": "we led the team"}).json()
    assert client.post(path, json={"text": "we lead the team"}).status_code == 409
    assert (
        f'data-job="{job["id"]}"'
        in client.get(f"/library/{kept}/words", headers=PAGE).text
    )
    bench.go.set()
    assert settled(client, job)["state"] == "done"


def test_a_correction_that_fails_says_why_and_leaves_the_first(client, kept, correct):
    job = correct("nightly import", "refuse this")
    assert job["state"] == "failed"
    assert job["remedy"] == "Write other words."
    assert client.get(f"/api/recordings/{kept}/words").json()["proposed"] is None


def test_markup_in_the_words_is_text(client, kept, correct):
    correct("nightly import", f"{HOSTILE} </textarea>{HOSTILE}")
    for path in (f"/library/{kept}/words", f"/library/{kept}"):
        text = client.get(path, headers=PAGE).text
        assert HOSTILE not in text
        assert "</textarea><script" not in text
    client.post(f"/api/recordings/{kept}/words/accept")
    assert HOSTILE not in client.get(f"/library/{kept}", headers=PAGE).text


def test_a_correction_is_for_its_owner_alone_and_gone_with_its_take(
    client, kept, correct, home
):
    correct("nightly import", "nightly export")
    folder = home / "sessions" / "corrected"
    (draft,) = folder.iterdir()
    if os.name != "nt":
        assert stat.S_IMODE(draft.stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert client.delete(f"/api/recordings/{kept}").status_code == 204
    assert list(folder.iterdir()) == []
    assert client.get(f"/library/{kept}/words", headers=PAGE).status_code == 404


def test_a_take_that_is_deleted_meanwhile_gets_no_correction(client, kept, bench, home):
    bench.go.clear()
    path = f"/api/recordings/{kept}/words"
    job = client.post(path, json={"text": "we led the team"}).json()
    client.delete(f"/api/recordings/{kept}")
    bench.go.set()
    assert settled(client, job)["state"] == "failed"
    assert not list((home / "sessions").glob("corrected/*"))


def test_a_correction_is_taken_up_at_the_next_start(client, kept, bench, home):
    bench.go.clear()
    path = f"/api/recordings/{kept}/words"
    client.post(path, json={"text": "we led the team"})
    later = ScriptedBench()
    studio, _ = furnished(home, later)
    studio.jobs.start()
    end = time.monotonic() + 10
    while studio.shelf.store.proposed(kept) is None:
        assert time.monotonic() < end
        time.sleep(0.01)
    studio.jobs.close()
    assert [order.corrects for order in later.seen] == [kept]


def test_without_its_sound_it_says_what_will_be_missing(client, kept, home):
    (sound,) = (home / "sessions" / "sound").iterdir()
    sound.unlink()
    text = client.get(f"/library/{kept}/words", headers=PAGE).text
    assert "The sound of this answer was not kept" in text
    assert "<audio" not in text
    assert client.get(f"/api/recordings/{kept}/words").json()["sound"] is False


@pytest.mark.slow
def test_the_right_words_are_judged_as_they_are(tmp_path):
    """With the real judges, and the sound of the first report where there is one."""
    before = rich_report()
    before = replace(before, question=replace(QUESTION, audience="engineer"))
    text = before.transcript.text.replace("um so ", "so ", 1).replace("uh I", "I", 1)
    correcting.lay(tmp_path, before, text + " It cut the bill by ten per cent.")
    order = {"audience": "manager", "modes": ["no-pace"], "model": "base"}
    length = before.recording.duration
    tones = replace(steps_of_tones(length), recording=before.recording)
    told = []
    for sound in (None, tones):
        after = correcting.review(
            tmp_path, order, sound, Coach, lambda stage, _: told.append(stage)
        )
        assert after.transcript.text.endswith("by ten per cent.")
        assert not {"um", "uh"} & {f.text for f in after.analysis.fillers.counted}
        assert after.question == before.question  # of the same listener
        assert after.recording == before.recording
        old = {word.text: word.start for word in before.transcript.words}
        new = {word.text: word.start for word in after.transcript.words}
        assert new["embedding"] == old["embedding"]
        assert after.timing.audio == (length if sound else None)
    assert "transcribing" not in told  # nothing is recognised anew
