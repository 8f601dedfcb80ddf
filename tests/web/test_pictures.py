"""The pictures in docs/: of pages as they are now, of samples as they are analysed.

VOICECOACH_PICTURES=1 makes them anew, which takes a minute; otherwise they are only
looked at.
"""

import os
import struct
from pathlib import Path

import pytest

from tests.report.conftest import browser  # noqa: F401  (a fixture)
from tests.web.stand_ins import ScriptedBench, practise, served
from voicecoach import audio
from voicecoach.report import save
from voicecoach.session import Coach, Options
from voicecoach.settings import share

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
RENEW = bool(os.environ.get("VOICECOACH_PICTURES"))
LARGEST = 400_000
ASKED = {
    "impact-weak.m4a": "cheaper-or-faster",
    "impact-good.mp3": "model-you-improved",
    "team-weak.wav": "hard-feedback",
}
"""Which question of the bank each sample answers."""


@pytest.mark.slow
@pytest.mark.skipif(not RENEW, reason="VOICECOACH_PICTURES is not set")
def test_the_pictures_are_made(browser, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setenv("VOICECOACH_HOME", str(tmp_path / "home"))
    answers = [_answer(name, question) for name, question in ASKED.items()]
    weak, sound, _ = answers[0]
    (path,) = save(weak, sound, tmp_path, "impact-weak.m4a", ["html"])
    page = browser.new_page(viewport={"width": 1180, "height": 1680})
    page.goto(path.as_uri())
    _take(page, "report")
    with served(tmp_path / "home", ScriptedBench()) as studio:
        store = studio.shelf.store
        for report, _, source in answers:
            session = store.begin("upload", name=source.name)
            store.keep(session.id, report, source)
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(f"{studio.address.url}library?token={studio.keys.token}")
        _take(page, "studio")
        store.delete_all()
        practise(store, 9, better=4.0)
        page.set_viewport_size({"width": 1280, "height": 1120})
        page.goto(f"{studio.address.url}progress")
        _take(page, "progress")
    page.close()


def _answer(name, question_id):
    from dataclasses import replace

    from voicecoach import questions

    path = share("samples") / name
    question = replace(questions.find(question_id), audience="manager")
    report = Coach(Options(question=question)).analyze(path).report
    return report, audio.read(path), path


def _take(page, name):
    page.wait_for_timeout(500)  # the drawings that a script makes
    page.screenshot(path=DOCS / f"{name}.png")


@pytest.mark.parametrize("name", ["report", "studio", "progress"])
def test_a_picture_is_small_and_shown(name):
    content = (DOCS / f"{name}.png").read_bytes()
    assert content.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", content[16:24])
    assert width >= 1100
    assert height >= 800
    assert len(content) < LARGEST
    shown = f"{name}.png)"
    pages = [ROOT / "README.md", *DOCS.glob("*.md")]
    assert any(shown in page.read_text(encoding="utf-8") for page in pages)
