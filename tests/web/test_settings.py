"""Settings, the first page, and what is kept of them."""

import time

import numpy as np
import pytest

from voicecoach import doctor
from voicecoach.speak import Prepared, Voice
from voicecoach.store import load_settings
from voicecoach.web import checkup
from voicecoach.web.preferences import Preferences, PreferencesFile
from voicecoach.web.voices import SENTENCE

PAGE = {"accept": "text/html"}
CHOSEN = {
    "voice": "Ann",
    "model": "tiny.en",
    "audience": "engineer",
    "modes": ["stutter", "no-pace"],
    "keep_sound": False,
    "theme": "dark",
}


def test_settings_are_kept(client, studio, home):
    assert client.put("/api/settings", json=CHOSEN).json() == CHOSEN
    assert client.get("/api/settings").json() == CHOSEN
    assert load_settings(home).modes == ("stutter", "no-pace")
    assert PreferencesFile(home / "studio.json").read().theme == "dark"
    text = client.get("/settings", headers=PAGE).text
    assert 'data-theme="dark"' in text
    assert "<option selected>Ann</option>" in text


@pytest.mark.parametrize(
    "change",
    [
        {"model": "../../etc"},
        {"audience": "nobody"},
        {"modes": ["x"]},
        {"theme": "pink"},
        {"voice": "a\nb"},
        {"voice": "x" * 1001},
        {"more": 1},
    ],
)
def test_settings_that_do_not_exist_are_refused(client, change):
    answer = client.put("/api/settings", json={**CHOSEN, **change})
    assert answer.status_code == (404 if "model" in change else 422)
    assert set(answer.json()) == {"error", "remedy"}
    assert client.get("/api/settings").json()["audience"] == "manager"


def test_settings_hold_for_what_is_uploaded(client, upload, bench):
    client.put("/api/settings", json=CHOSEN)
    upload()
    (order,) = bench.seen
    assert (order.model, order.audience) == ("tiny.en", "engineer")
    assert order.modes == ("stutter", "no-pace")


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"theme": 5, "welcomed": "yes"}', '{"theme": "pink"}']
)
def test_a_damaged_file_counts_as_nothing_said(tmp_path, text):
    path = tmp_path / "studio.json"
    path.write_text(text, encoding="utf-8")
    assert PreferencesFile(path).read() == Preferences()


def test_the_first_page_is_the_welcome_once(client):
    assert client.get("/").headers["location"] == "/welcome"
    assert client.post("/api/welcomed").status_code == 204
    assert client.get("/").headers["location"] == "/library"


class Child:
    """Stands for the process that does the checks."""

    def __init__(self, work, limits):
        found = [
            doctor.Check("Python", "system", "ok", "3.12"),
            doctor.Check("microphone", "device", "fail", "none", "Plug one in."),
        ]
        said = [{**_fields(check)} for check in found]
        self.line = self
        self._said = iter([*said, {"done": True}])

    def hear(self, until):
        return next(self._said)

    def end(self):
        pass


def _fields(check):
    from dataclasses import asdict

    return asdict(check)


def test_the_checks_of_the_doctor_are_shown_as_they_come(client, monkeypatch):
    monkeypatch.setattr(checkup, "Child", Child)
    assert client.get("/api/checks").json() == {"running": False, "checks": []}
    assert client.post("/api/checks").status_code == 202
    until = time.monotonic() + 5
    while (found := client.get("/api/checks").json())["running"]:
        assert time.monotonic() < until
    assert [check["name"] for check in found["checks"]] == ["Python", "microphone"]
    assert found["checks"][1]["remedy"] == "Plug one in."


def test_settings_that_somebody_broke_by_hand_are_told_of(client, home):
    home.mkdir(exist_ok=True)
    (home / "settings.toml").write_text("audience = 5\n", encoding="utf-8")
    answer = client.get("/library", headers=PAGE)
    assert answer.status_code == 503
    assert "audience" in answer.text
    assert client.get("/questions", headers=PAGE).status_code == 200


ANN = Voice("Ann", "system", "sys/ann", "en-gb")
BOB = Voice("Bob", "espeak-ng", "en-bob", "en-us")


@pytest.fixture
def spoken(monkeypatch):
    """Two voices, one of them listed twice; every text is a short tone by espeak-ng."""
    tone = np.sin(np.arange(800) / 4).astype(np.float32)
    prepared = Prepared(tone, 8000, "espeak-ng")
    asked = []

    def prepare(speaker, text, stop=None):
        asked.append((speaker._manner.voice, text))
        return prepared

    monkeypatch.setattr("voicecoach.speak.voices", lambda: (ANN, BOB, BOB))
    monkeypatch.setattr("voicecoach.speak.speaker.Speaker.prepare", prepare)
    return asked


def test_the_voices_that_are_here_are_listed_once(client, spoken):
    listed = client.get("/api/voices").json()
    assert [(one["id"], one["name"]) for one in listed] == [
        ("sys/ann", "Ann"),
        ("en-bob", "Bob"),
    ]


def test_a_voice_can_be_heard_and_another_does_not_pass_for_it(client, spoken):
    answer = client.get("/api/voices/sound", params={"voice": "bob"})
    assert answer.headers["content-type"] == "audio/wav"
    assert answer.content.startswith(b"RIFF")
    assert spoken == [("en-bob", SENTENCE)]
    fallen_back = client.get("/api/voices/sound", params={"voice": "sys/ann"})
    assert fallen_back.status_code == 503
    assert "espeak-ng would" in fallen_back.json()["error"]


@pytest.mark.parametrize("voice", ["", "nobody", "-f /etc/passwd", "x" * 201])
def test_only_a_voice_that_is_here_is_asked(client, spoken, voice):
    answer = client.get("/api/voices/sound", params={"voice": voice})
    assert answer.status_code in (404, 422)
    assert spoken == []
