"""Who is let in, and what every answer says."""

import re

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from tests.web.stand_ins import BASE, ScriptedBench, furnished
from voicecoach.web.address import Address
from voicecoach.web.guard import Guard
from voicecoach.web.keys import Keys

PAGE = {"accept": "text/html"}
PLACES = [
    "/welcome",
    "/library",
    "/rehearse",
    "/progress",
    "/questions",
    "/questions/new",
    "/plans",
    "/challenges",
    "/settings",
    "/static/studio.css",
    "/static/report/report.js",
    "/api/recordings",
    "/api/rehearsals",
    "/api/left-behind",
    "/api/openapi.json",
    "/nowhere",
]


@pytest.mark.parametrize("path", ["/", *PLACES])
def test_nothing_is_given_without_a_token(stranger, path):
    for headers in ({}, PAGE):
        answer = stranger.get(path, headers=headers)
        assert answer.status_code == 401
        assert "token" in answer.text


@pytest.mark.parametrize("given", ["", "wrong", "é", "\x00", "None"])
def test_a_wrong_token_opens_nothing(stranger, studio, given):
    assert stranger.get("/library", params={"token": given}).status_code == 401
    stranger.cookies.set(studio.address.cookie, "wrong")
    assert stranger.get("/library").status_code == 401


def test_the_token_is_exchanged_for_a_cookie_and_leaves_the_address(stranger, studio):
    answer = stranger.get(
        "/library", params={"token": studio.keys.token, "search": "a b"}, headers=PAGE
    )
    assert answer.status_code == 303
    assert answer.headers["location"] == "/library?search=a+b"
    cookie = answer.headers["set-cookie"]
    for part in ("HttpOnly", "SameSite=Strict", "Path=/"):
        assert part in cookie
    assert studio.keys.token not in cookie
    assert stranger.get("/library", headers=PAGE).status_code == 200


def test_a_program_that_names_no_kind_of_answer_gets_the_cookie_too(stranger, studio):
    answer = stranger.get("/", params={"token": studio.keys.token})
    assert answer.status_code in (303, 307)
    assert studio.address.cookie in answer.headers["set-cookie"]
    assert stranger.get(answer.headers["location"]).status_code == 200


def test_after_a_link_from_elsewhere_the_page_goes_on_by_itself(stranger, studio):
    # A redirect that another site began would not send the strict cookie.
    answer = stranger.get(
        "/",
        params={"token": studio.keys.token},
        headers={**PAGE, "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"},
    )
    assert answer.status_code == 200
    assert 'content="0;url=/"' in answer.text
    assert studio.keys.token not in answer.text


def test_programs_may_bring_the_token_in_the_address_or_as_bearer(stranger, studio):
    token = studio.keys.token
    assert stranger.get("/api/jobs", params={"token": token}).status_code == 200
    stranger.cookies.clear()
    bearer = {"authorization": f"Bearer {token}"}
    assert stranger.get("/api/jobs", headers=bearer).status_code == 200


def test_the_token_does_not_lead_to_another_host(stranger, studio):
    answer = stranger.get(
        "//evil.example/", params={"token": studio.keys.token}, headers=PAGE
    )
    assert not answer.headers.get("location", "/").startswith(("//", "http", "/\\"))


def test_the_ticket_of_the_browser_opens_once():
    keys = Keys()
    ticket = keys.ticket()
    assert keys.opens(ticket)
    assert not keys.opens(ticket)
    assert keys.opens(keys.token)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "127.0.0.1",
        "127.0.0.1:8001",
        "127.0.0.1.evil.example:8000",
        "localhost:8000.evil.example",
        "0.0.0.0:8000",
        "",
    ],
)
def test_another_name_for_this_computer_is_refused(client, studio, host):
    answer = client.get(
        "/api/jobs", headers={"host": host}, params={"token": studio.keys.token}
    )
    assert answer.status_code == 403


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "LOCALHOST:8000"])
def test_its_own_names_are_known(client, host):
    assert client.get("/api/jobs", headers={"host": host}).status_code == 200


FOREIGN = [
    {"origin": "http://evil.example"},
    {"origin": "null"},
    {"origin": "http://127.0.0.1:8001"},
    {"origin": "https://127.0.0.1:8000"},
    {"origin": "http://127.0.0.1:8000.evil.example"},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"origin": BASE, "sec-fetch-site": "cross-site"},
]


@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/recordings"),
        ("PUT", "/api/settings"),
        ("PUT", "/api/theme"),
        ("POST", "/api/checks"),
        ("POST", "/api/rehearsals"),
        ("POST", "/login"),
    ],
)
def test_another_site_changes_nothing(client, studio, method, path, headers):
    before = studio.preferences.read()
    answer = client.request(method, path, headers=headers, content=b"{}")
    assert answer.status_code == 403
    assert studio.jobs.listed() == ()
    assert studio.preferences.read() == before


def test_a_form_of_another_site_deletes_nothing(client, kept):
    form = {
        "origin": "http://evil.example",
        "content-type": "application/x-www-form-urlencoded",
    }
    for method in ("POST", "DELETE"):
        answer = client.request(method, f"/api/recordings/{kept}", headers=form)
        assert answer.status_code in (403, 405)
    assert client.get(f"/api/recordings/{kept}").status_code == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_does_not_put_the_studio_into_its_page(client, site):
    for mode in ("no-cors", "cors"):
        headers = {"sec-fetch-site": site, "sec-fetch-mode": mode}
        assert client.get("/library", headers=headers).status_code == 403


def test_the_studios_own_pages_may_change_things(client):
    headers = {"origin": BASE, "sec-fetch-site": "same-origin"}
    answer = client.put("/api/theme", json={"theme": "dark"}, headers=headers)
    assert answer.status_code == 200


async def _echo(scope, receive, send):
    await receive()
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.close", "code": 1000})


@pytest.mark.parametrize(
    ("headers", "cookie", "fine"),
    [
        ({"origin": BASE}, True, True),
        ({}, True, False),
        ({"origin": "http://evil.example"}, True, False),
        ({"origin": BASE}, False, False),
        ({"origin": BASE, "host": "evil.example:8000"}, True, False),
    ],
)
def test_a_live_connection_is_guarded_like_a_change(headers, cookie, fine):
    address, keys = Address(port=8000), Keys()
    client = TestClient(Guard(_echo, address, keys), base_url=BASE)
    if cookie:
        client.cookies.set(address.cookie, keys.cookie)
    headers = {"host": "127.0.0.1:8000", **headers}
    if fine:
        with client.websocket_connect("/live", headers=headers):
            return
    with (
        pytest.raises(WebSocketDisconnect) as caught,
        client.websocket_connect("/live", headers=headers),
    ):
        pass
    assert caught.value.code == 1008


@pytest.mark.parametrize("path", PLACES)
def test_every_answer_is_dressed(client, stranger, path):
    nonces = set()
    for _ in range(2):
        answer = client.get(path, headers=PAGE)
        policy = answer.headers["content-security-policy"]
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
        assert rules["default-src"] == "'self'"
        assert rules["media-src"] == "'self' blob:"
        for name in ("object-src", "base-uri", "frame-ancestors"):
            assert rules[name] == "'none'"
        style = re.fullmatch(r"'self' 'nonce-([\w-]{16,})'", rules["style-src"])
        nonces.add(style.group(1))
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        if not path.startswith("/static/"):
            assert answer.headers["cache-control"] == "no-store"
    assert len(nonces) == 2


def test_a_refusal_is_dressed_too(stranger):
    answer = stranger.get("/library", headers=PAGE)
    nonce = re.search(r'<style nonce="([^"]+)"', answer.text).group(1)
    assert f"'nonce-{nonce}'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", [place for place in PLACES if "static" not in place])
def test_no_page_has_a_script_or_a_style_inside(client, path):
    assert_nothing_inside(client.get(path, headers=PAGE).text)


def test_no_page_of_a_report_has_a_script_or_a_style_inside(client, kept, studio):
    store = studio.shelf.store
    store.propose(kept, store.report(kept))
    assert_nothing_inside(client.get(f"/library/{kept}/words", headers=PAGE).text)
    assert_nothing_inside(client.get("/progress", headers=PAGE).text)


def assert_nothing_inside(text):
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", text)
    assert not re.search(r"\son\w+=|\sstyle=|javascript:", text)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text)


@pytest.mark.parametrize(
    "path",
    [
        "/static/",
        "/static",
        "/static/report",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static/..%5capp.py",
        "/static//etc/passwd",
        "/static/studio.css%00.js",
        "/library/..%2f..%2fstudio.json",
        "/api/recordings/..%2f..%2fstudio.json",
        "/api/recordings/%2e%2e",
        "/questions/..%2fquestions.yaml",
        "/rehearse/interviews/..%2f..%2fstudio.json",
        "/api/interviews/%2e%2e/sound",
        "/api/rehearsals/..%2f..%2fstudio.json",
    ],
)
def test_a_path_leads_to_nothing_but_what_is_there(client, path):
    for headers in ({}, PAGE):
        answer = client.get(path, headers=headers)
        assert answer.status_code in (404, 422)
        assert "import" not in answer.text
        assert "root:" not in answer.text


@pytest.mark.parametrize("method", ["PATCH", "DELETE", "PUT", "TRACE", "FOO"])
def test_a_method_that_nobody_expects_is_refused(client, method):
    answer = client.request(method, "/api/jobs")
    assert answer.status_code == 405
    assert set(answer.json()) == {"error", "remedy"}


def test_too_much_is_refused_whatever_it_says_of_its_size(client):
    much = b'"' + b"x" * 1_100_000 + b'"'
    assert client.put("/api/settings", content=much).status_code == 413
    pieces = (much[start : start + 10_000] for start in range(0, len(much), 10_000))
    answer = client.put("/api/settings", content=pieces)
    assert answer.status_code == 413
    assert set(answer.json()) == {"error", "remedy"}


def test_a_fault_tells_nothing_of_the_inside(client, studio, monkeypatch):
    def burst():
        raise ZeroDivisionError("secret/path")

    monkeypatch.setattr(type(studio.shelf), "listed", lambda _self: burst())
    for headers in ({}, PAGE):
        answer = client.get(
            "/api/recordings" if not headers else "/library", headers=headers
        )
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert "ZeroDivision" not in answer.text
        assert "nosniff" in answer.headers["x-content-type-options"]


def test_a_password_opens_and_is_not_guessed(home):
    address = Address("10.0.0.5", 8000, secure=True)
    studio, app = furnished(home, ScriptedBench(), address, "correct horse")
    base = "https://10.0.0.5:8000"
    with TestClient(app, base_url=base, follow_redirects=False) as client:
        assert client.get("/library", headers=PAGE).headers["location"] == "/login"
        assert "password" in client.get("/login", headers=PAGE).text
        for _ in range(5):
            answer = client.post("/login", data={"password": "wrong"})
            assert answer.status_code == 403
        answer = client.post("/login", data={"password": "correct horse"})
        assert answer.status_code == 429  # even the right one: no more tries
        studio.keys._tried.clear()
        answer = client.post("/login", data={"password": "correct horse"})
        assert answer.status_code == 303
        assert "Secure" in answer.headers["set-cookie"]
        assert client.get("/library", headers=PAGE).status_code == 200


def test_without_a_password_there_is_no_door_for_one(client):
    assert client.get("/login", headers=PAGE).status_code == 404
