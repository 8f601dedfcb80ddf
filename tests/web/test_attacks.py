"""What docs/studio.md says could happen is tried: no row of it is only said."""

import importlib
import os
import re
import socket
import sys
import time
from pathlib import Path

import pytest

from tests.web import greedy
from tests.web.stand_ins import ScriptedBench, served
from voicecoach.web import uploads
from voicecoach.web.child import Child, EndedError
from voicecoach.web.limits import Limits

PAGE = Path(__file__).parents[2] / "docs" / "studio.md"
LINUX = pytest.mark.skipif(
    sys.platform != "linux", reason="the kernel has no such limit"
)
POSIX = pytest.mark.skipif(os.name == "nt", reason="the kernel has no such limit")

TRIED = {
    "another computer connects": ["server other_computers_need_a_password_and_tls"],
    "another user of this computer connects": [
        "guard nothing_is_given_without_a_token",
        "guard the_ticket_of_the_browser_opens_once",
        "attacks each_start_has_a_token_of_its_own",
        "library an_upload_is_for_its_owner_alone",
        "words a_correction_is_for_its_owner_alone_and_gone_with_its_take",
    ],
    "the token stays in the history": [
        "guard the_token_is_exchanged_for_a_cookie_and_leaves_the_address"
    ],
    "another page in the browser sends requests": [
        "guard another_site_changes_nothing",
        "guard a_form_of_another_site_deletes_nothing",
        "guard another_site_does_not_put_the_studio_into_its_page",
        "guard a_live_connection_is_guarded_like_a_change",
        "attacks another_site_corrects_no_words",
    ],
    "a name that leads to 127.0.0.1 (DNS rebinding)": [
        "guard another_name_for_this_computer_is_refused"
    ],
    "a password is guessed": ["guard a_password_opens_and_is_not_guessed"],
    "text in a name, question or transcript is markup": [
        "library hostile_text_is_only_ever_text",
        "words markup_in_the_words_is_text",
        "progress a_question_with_markup_is_text",
        "attacks the_policy_stands_on_refusals_and_faults_too",
    ],
    "a path in a name or an id": [
        "guard a_path_leads_to_nothing_but_what_is_there",
        "library a_name_is_only_ever_shown",
        "attacks no_id_is_a_path",
    ],
    "one upload": [
        "library an_upload_over_the_limit_is_refused_and_nothing_stays",
        "decode too_long_a_sound_is_refused_on_every_system",
    ],
    "uploads that wait": ["library too_many_waiting_are_refused"],
    "disk that is left free": ["library an_upload_does_not_fill_the_disk"],
    "two pieces of an upload": [
        "library an_upload_that_stands_still_is_given_up",
        "attacks an_upload_that_stops_on_its_way_is_given_up",
    ],
    "any other request": ["guard too_much_is_refused_whatever_it_says_of_its_size"],
    "one answer": [
        "rehearsals sound_is_limited_in_length_and_speed",
        "rehearsals what_is_no_block_ends_the_connection_and_not_the_answer",
    ],
    "a page that is away while it is answered": [
        "rehearsals nobody_comes_back_and_what_was_said_is_discarded"
    ],
    "answers that come in at a time": [
        "rehearsals no_more_than_three_answers_come_in_at_a_time"
    ],
    "rehearsals that are remembered": ["rehearsals old_rehearsals_make_room"],
}
"""Each row of the two tables, and what tries it."""


def rows():
    text = PAGE.read_text(encoding="utf-8").split("## Who is let in")[1]
    found = re.findall(r"^\| ([^|]+) \|", text, re.MULTILINE)
    return [row for row in found if row not in ("what could happen", "limit", "---")]


def test_every_row_of_the_page_is_tried():
    assert rows() == list(TRIED)
    for tests in TRIED.values():
        for named in tests:
            module, name = named.split()
            tried = importlib.import_module(f"tests.web.test_{module}")
            assert callable(getattr(tried, f"test_{name}")), named


def test_each_start_has_a_token_of_its_own(tmp_path, stranger, studio):
    from tests.web.stand_ins import furnished

    other, _ = furnished(tmp_path / "other", ScriptedBench())
    for key in (other.keys.token, other.keys.cookie):
        assert stranger.get("/library", params={"token": key}).status_code == 401
        stranger.cookies.set(studio.address.cookie, key)
        assert stranger.get("/library").status_code == 401


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_another_site_corrects_no_words(client, kept, studio, method):
    store = studio.shelf.store
    store.propose(kept, store.report(kept))
    path = f"/api/recordings/{kept}/words"
    for headers in ({"origin": "http://evil.example"}, {"sec-fetch-site": "same-site"}):
        for target in (path, f"{path}/accept"):
            answer = client.request(method, target, headers=headers, json={"text": "a"})
            assert answer.status_code == 403
    assert store.proposed(kept) is not None
    assert [job["corrects"] for job in client.get("/api/jobs").json()] == [None]


@pytest.mark.parametrize(
    "given", ["1.1%2f..", "..%2f1.1", "1.1.json", "1", "-1.1", "१.१"]
)
def test_no_id_is_a_path(client, kept, given):
    for path in (f"/library/{given}/words", f"/api/recordings/{given}/words"):
        assert client.get(path).status_code in (404, 422)


@pytest.mark.parametrize(
    ("method", "path", "about", "status"),
    [
        ("GET", "/nowhere", {}, 404),
        ("GET", "/static/nowhere.css", {}, 404),
        ("PATCH", "/api/jobs", {}, 405),
        ("GET", "/api/jobs", {"headers": {"host": "evil.example"}}, 403),
        ("PUT", "/api/theme", {"headers": {"origin": "http://evil.example"}}, 403),
        ("PUT", "/api/theme", {"content": b"x" * 1_100_000}, 413),
        ("PUT", "/api/theme", {"json": {"theme": "pink"}}, 422),
        ("GET", "/progress", {}, 500),
    ],
)
def test_the_policy_stands_on_refusals_and_faults_too(
    client, studio, monkeypatch, method, path, about, status
):
    def burst(_store):
        raise ZeroDivisionError

    monkeypatch.setattr(type(studio.shelf.store), "summaries", burst)
    for accept in ("text/html", "application/json"):
        headers = {"accept": accept, **about.get("headers", {})}
        answer = client.request(method, path, **{**about, "headers": headers})
        assert answer.status_code == status
        policy = answer.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"


def test_an_upload_that_stops_on_its_way_is_given_up(home, bench, monkeypatch):
    """A real connection: it says a megabyte, sends a little, and stays open."""
    monkeypatch.setattr(uploads, "PATIENCE", 0.3)
    with served(home, bench) as studio:
        port = studio.address.port
        with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
            line.sendall(
                b"POST /api/recordings?name=slow.wav HTTP/1.1\r\n"
                + f"host: 127.0.0.1:{port}\r\n".encode()
                + f"authorization: Bearer {studio.keys.token}\r\n".encode()
                + b"content-length: 1000000\r\n\r\nRIFF"
            )
            before = time.monotonic()
            answer = line.recv(4096)
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert b"content-security-policy" in answer
        assert time.monotonic() - before < 15
        assert list((home / "studio" / "waiting").iterdir()) == []
        assert studio.jobs.listed() == ()


@pytest.mark.parametrize(
    ("work", "limits", "fate"),
    [
        pytest.param(
            greedy.take_memory,
            Limits(600_000_000, None, 1_000_000, 0.0, shared=True),
            "memory",
            marks=LINUX,
        ),
        pytest.param(
            greedy.work_on,
            Limits(4_000_000_000, None, 1_000_000, 0.0, shared=True),
            "processor's time",
            marks=POSIX,
        ),
    ],
)
def test_an_analysis_is_ended_too(work, limits, fate, capfd):
    child = Child(work, limits)
    try:
        assert child.line.hear(time.monotonic() + 60) == {"begun": True}
        with pytest.raises(EndedError):
            child.line.hear(time.monotonic() + 60)
        assert fate in child.fate()
    finally:
        child.end()
