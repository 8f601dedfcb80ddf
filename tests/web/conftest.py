"""A studio for each test, and somebody who may come in."""

import time

import pytest
from starlette.testclient import TestClient

from tests.report.conftest import browser  # noqa: F401  (a fixture)
from tests.web.stand_ins import BASE, ScriptedBench, furnished


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("VOICECOACH_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def bench():
    return ScriptedBench()


@pytest.fixture
def furnishing(home, bench):
    return furnished(home, bench)


@pytest.fixture
def studio(furnishing):
    return furnishing[0]


@pytest.fixture
def stranger(furnishing):
    """Somebody at the right address, without token or cookie."""
    with TestClient(
        furnishing[1],
        base_url=BASE,
        follow_redirects=False,
        raise_server_exceptions=False,
    ) as client:
        yield client


@pytest.fixture
def client(stranger, studio):
    """The user's browser: it has the cookie, and asks for pages."""
    stranger.cookies.set(studio.address.cookie, studio.keys.cookie)
    return stranger


@pytest.fixture
def upload(client):
    """Upload something and wait until it is done; give its job."""

    def send(content=b"sound", wait=True, **about):
        answer = client.post("/api/recordings", params=about, content=content)
        assert answer.status_code == 202, answer.text
        job = answer.json()
        until = time.monotonic() + 10
        while wait and job["state"] not in ("done", "failed"):
            assert time.monotonic() < until
            time.sleep(0.01)
            job = client.get(f"/api/jobs/{job['id']}").json()
        return job

    return send


@pytest.fixture
def kept(upload):
    """The id of a report on the shelf."""
    return upload(name="answer.wav")["recording"]
