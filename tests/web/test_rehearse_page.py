"""Rehearsing in a real browser, with a microphone that plays a sample."""

import base64
import os
import shutil
import wave
from pathlib import Path

import av
import numpy as np
import pytest

from tests.web.rehearsed import Speaking, rehearsing, spoken
from tests.web.stand_ins import ScriptedBench, served
from tests.web.test_browser import ALL_RULES, AXE, WIDTHS, until
from voicecoach.store import Settings, Store, save_settings

pytestmark = pytest.mark.slow

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--autoplay-policy=no-user-gesture-required",
    "--use-fake-device-for-media-stream",
)
WATCHED = """
const Real = WebSocket;
window.sockets = [];
window.sent = {};
const text = (bytes) => btoa(String.fromCharCode(...bytes));
window.WebSocket = class extends Real {
  constructor(url) {
    super(url);
    window.sockets.push(this);
  }
  send(data) {
    const number = new DataView(data).getUint32(0, true);
    window.sent[number] = text(new Uint8Array(data, 4));
    if (!this.deaf) super.send(data);
  }
};
"""
MUTE = """
navigator.mediaDevices.getUserMedia = async () =>
  new AudioContext().createMediaStreamDestination().stream;
"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """A recording for the microphone, which plays again and again."""
    path = tmp_path_factory.mktemp("sample") / "sample.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(spoken(40.0).tobytes())
    return path


def launched(sample):
    """Open a browser whose microphone plays a sample."""
    sync_api = pytest.importorskip("playwright.sync_api")
    path = shutil.which("chromium") or shutil.which("google-chrome")
    flags = [*FLAGS, f"--use-file-for-fake-audio-capture={sample}"]
    with sync_api.sync_playwright() as playwright:
        try:
            opened = playwright.chromium.launch(executable_path=path, args=flags)
        except sync_api.Error as error:
            pytest.skip(f"no browser: {error.message.splitlines()[0]}")
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def chromium(sample):
    yield from launched(sample)


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    with (
        pytest.MonkeyPatch.context() as patch,
        served(home, ScriptedBench(), **rehearsing(patch, home)) as studio,
    ):
        yield studio


@pytest.fixture
def visit(chromium, live):
    opened = []

    def come(path="rehearse", microphone=True, script="", **context):
        session = chromium.new_context(
            viewport={"width": 1280, "height": 900},
            permissions=["microphone"] if microphone else [],
            **context,
        )
        opened.append(session)
        page = session.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        if script:
            page.add_init_script(script)
        page.goto(f"{live.address.url}{path}?token={live.keys.token}")
        return page

    yield come
    for session in opened:
        session.close()


def checked(page):
    """Pass the check of the microphone."""
    page.get_by_text("It hears you").wait_for()
    page.keyboard.press("Enter")  # the focus is where one goes on


def listening(page, seconds=0.0):
    page.locator("#now[data-state=listening]").wait_for()
    page.wait_for_timeout(1000 * seconds)


def heading(page, text):
    page.get_by_role("heading", name=text, exact=True).wait_for(timeout=60_000)


def samples(path):
    """Give the samples of a recording as they lie there."""
    with av.open(str(path)) as file:
        frames = [frame.to_ndarray().ravel() for frame in file.decode(audio=0)]
    return np.concatenate(frames).astype("<i2").tobytes()


def looks_right(page, state):
    """Look for what axe finds, in both themes, and for what is too wide.

    VOICECOACH_SCREENSHOTS names a folder that keeps the pictures.
    """
    folder = os.environ.get("VOICECOACH_SCREENSHOTS")
    before = len(page.complaints)
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    for theme, rules in (
        ("light", ALL_RULES),
        ("dark", "{runOnly: ['color-contrast']}"),
    ):
        page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
        page.wait_for_timeout(50)
        found = page.evaluate(f"axe.run(document, {rules})")["violations"]
        told = {
            rule["id"]: [node["html"][:200] for node in rule["nodes"]] for rule in found
        }
        assert told == {}, (state, theme)
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, (state, width)
            if folder:
                page.wait_for_timeout(150)
                name = f"rehearse-{state}-{theme}-{width}.png"
                page.screenshot(path=Path(folder) / name, full_page=True)
    page.evaluate("delete document.documentElement.dataset.theme")
    del page.complaints[before:]  # axe puts a style of its own into the page


def test_a_rehearsal_from_its_choice_to_its_end(visit, live):
    page = visit(script=WATCHED, reduced_motion="reduce")
    looks_right(page, "choice")
    page.get_by_label("Question", exact=True).select_option("id:cheaper-or-faster")
    page.get_by_label("Time to think").select_option("15")
    page.get_by_role("button", name="Begin").click()
    page.get_by_text("It hears you").wait_for()
    looks_right(page, "check")
    page.locator("#check-on").focus()
    page.keyboard.press("Enter")
    page.locator("#now[data-state=thinking]").wait_for()
    looks_right(page, "think")
    page.get_by_role("button", name="Begin now").press("Enter")

    listening(page, 6.0)
    # What is sent now is lost on its way; then the connection breaks, twice.
    page.evaluate("sockets.at(-1).deaf = true")
    page.wait_for_timeout(500)
    page.evaluate("sockets.at(-1).close()")
    until(page, "sockets.length === 2 && sockets[1].readyState === 1")
    page.evaluate("sockets.at(-1).close()")
    until(page, "sockets.length === 3 && sockets[2].readyState === 1")
    looks_right(page, "listening")
    listening(page, 8.0)
    assert page.evaluate("document.activeElement.textContent") == "Stop"
    page.keyboard.press("Space")
    heading(page, "Your answer")
    assert page.get_by_text("The connection").count() == 0
    sent = page.evaluate("sent")
    said = b"".join(base64.b64decode(sent[str(i)]) for i in range(len(sent)))
    take = Store.open().takes()[-1]
    assert samples(Store.open().sound(take.id)) == said
    assert take.seconds > 14
    looks_right(page, "report")

    moment = page.locator(".points .play").first
    moment.click()
    until(page, "document.querySelector('.play.playing') !== null")
    page.get_by_role("link", name="Whole report").wait_for()

    page.get_by_role("button", name="Follow-up").click()
    page.get_by_text("follow-up", exact=True).wait_for()
    page.get_by_role("button", name="Begin now").click()
    listening(page, 20.0)
    page.get_by_role("button", name="Stop").click()
    heading(page, "Your answer")

    page.get_by_role("button", name="Another take").click()
    page.get_by_role("button", name="Begin now").click()
    listening(page, 1.0)
    page.get_by_role("button", name="Stop").click()
    heading(page, "Your answer")  # one that is too short is not held against another

    page.get_by_role("button", name="Another take").click()
    page.get_by_role("button", name="Begin now").click()
    listening(page, 20.0)
    page.get_by_role("button", name="Stop").click()
    heading(page, "Take 4")
    page.get_by_role("heading", name="Beside take 2").wait_for()
    looks_right(page, "compared")
    page.get_by_role("button", name="End", exact=True).click()
    heading(page, "Your answers")
    assert page.locator(".answered li").count() == 4
    looks_right(page, "end")
    assert page.complaints == []


def test_a_microphone_that_is_refused_or_gives_nothing_is_told_of(visit):
    page = visit(microphone=False)
    page.get_by_role("button", name="Begin").click()
    page.get_by_text(
        "The browser does not let this page use the microphone."
    ).wait_for()
    page.get_by_text("Click the sign beside the address").wait_for()
    assert page.locator("#check-on").is_disabled()
    page.context.grant_permissions(["microphone"])
    page.get_by_role("button", name="Check again").click()
    page.get_by_text("It hears you").wait_for()
    mute = visit(script=MUTE)
    mute.get_by_role("button", name="Begin").click()
    mute.get_by_text("It gives nothing but zeros.").wait_for()
    assert mute.locator("#check-on").is_disabled()


@pytest.fixture
def short():
    """Have answers end after two seconds."""
    save_settings(Settings(seconds=2.0))
    yield
    save_settings(Settings())


def test_a_voice_that_fails_is_told_of_and_the_limit_ends_an_answer(
    visit, monkeypatch, short
):
    monkeypatch.setattr(Speaking, "broken", True)
    page = visit()
    page.get_by_role("button", name="Begin").click()
    checked(page)
    page.get_by_text("The question is shown and not spoken.").wait_for()
    listening(page)
    assert page.locator("#limit").inner_text().strip() == "/ 0:02"
    heading(page, "Your answer")
    page.get_by_text("That is the longest answer.").wait_for()


def test_a_page_that_is_closed_leaves_its_answer_to_the_next_one(visit):
    page = visit()
    page.get_by_label("Question", exact=True).select_option("own")
    page.get_by_label("The question, as it is asked").fill("Why here?")
    page.get_by_role("button", name="Begin").click()
    checked(page)
    page.get_by_role("heading", name="Why here?").wait_for()
    listening(page, 2.0)
    page.close(run_before_unload=False)
    other = visit(reduced_motion="reduce")
    offered = other.locator(".card.left", has_text="Why here?")
    offered.wait_for()
    looks_right(other, "left")
    offered.get_by_role("button", name="Report on it").click()
    heading(other, "Your answer")
    other.get_by_text("Too short to score").wait_for()
    other.get_by_role("button", name="Next question").click()
    checked(other)
    listening(other)


def test_an_interview_of_two_questions(visit):
    page = visit(reduced_motion="reduce")
    page.get_by_label("A whole interview").check()
    page.get_by_label("Speak the question").uncheck()
    page.get_by_role("button", name="Begin").click()
    checked(page)
    listening(page, 1.0)
    page.keyboard.press("Enter")
    heading(page, "Question 1 is answered")
    assert page.locator(".scorecard").count() == 0
    looks_right(page, "kept")
    page.reload()
    page.get_by_role("button", name="Go on").click()
    heading(page, "Question 1 is answered")
    page.get_by_role("button", name="Next question").click()
    checked(page)
    page.get_by_text("Question 2 of 2").wait_for()
    listening(page, 1.0)
    page.keyboard.press("Enter")
    heading(page, "Question 2 is answered")
    page.get_by_role("button", name="To the report").click()
    heading(page, "Your interview")
    assert page.locator(".answered li").count() == 2
    looks_right(page, "interview-end")
    page.get_by_role("link", name="Whole report").click()
    heading(page, "Interview: two")
    until(page, "document.getElementById('sound').readyState >= 2")
    page.get_by_role("button", name="Play the answer").last.click()
    until(page, "document.getElementById('sound').currentTime > 1")
    looks_right(page, "interview")
    assert page.complaints == []


def test_what_the_studio_does_not_know_any_more_can_be_saved(visit, live):
    page = visit(script=WATCHED)
    page.get_by_label("Speak the question").uncheck()
    page.get_by_role("button", name="Begin").click()
    checked(page)
    listening(page, 1.0)
    live.rehearsals._sittings.popitem()[1].close()  # as after another start
    page.evaluate("sockets.at(-1).close()")
    page.get_by_text("The connection to the studio broke.").wait_for()
    heading(page, "There is no report")
    with page.expect_download() as download:
        page.get_by_role("link", name="Save the recording as a file").click()
    with wave.open(str(download.value.path())) as file:
        assert file.getnframes() / file.getframerate() > 0.9
