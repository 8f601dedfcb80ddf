"""The studio in a real browser: a first visit from the welcome to the deletion."""

import re
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.web.stand_ins import ASKED, ScriptedBench, practise, served
from tests.web.test_openapi import NoChild
from voicecoach import correct, doctor, questions
from voicecoach.settings import share
from voicecoach.speak import Voice
from voicecoach.store import load_settings
from voicecoach.web import checkup
from voicecoach.web.checkup import Checkup
from voicecoach.web.routes.questions import EXAMPLE

pytestmark = pytest.mark.slow

AXE = Path(__file__).parents[1] / "report" / "vendor" / "axe-core" / "axe.min.js"
WIDTHS = {390: 844, 820: 1180, 1280: 900}
SAMPLE = share("samples") / "team-weak.wav"
PAGES = (
    "welcome",
    "library",
    "questions?track=team",
    "questions/new",
    "plans",
    "challenges",
    "settings",
    "rehearse",
    "progress",
    "nowhere",
)
ALL_RULES = (
    "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],"
    " resultTypes: ['violations']}"
)
DARK_RULES = "{runOnly: ['color-contrast'], resultTypes: ['violations']}"
CHECKS = (
    doctor.Check("Python", "system", "ok", "3.12 on Linux"),
    doctor.Check("microphone", "device", "fail", "none that works", "Plug one in."),
)
VOICES = (
    Voice("Joe", "piper", "en_US-joe-medium", "en-us"),
    Voice("English (Scotland)", "espeak-ng", "en-gb-scotland", "en-gb-scotland"),
)


@pytest.fixture
def live(tmp_path, monkeypatch):
    monkeypatch.setenv("VOICECOACH_HOME", str(tmp_path))
    monkeypatch.setattr(checkup, "Child", NoChild)
    monkeypatch.setattr(Checkup, "found", lambda _self: (False, CHECKS))
    monkeypatch.setattr("voicecoach.speak.voices", lambda: VOICES)
    with served(tmp_path, ScriptedBench()) as studio:
        yield studio


@pytest.fixture
def visit(browser, live):
    """Come in by the printed address; keep everything the browser complains of."""
    opened = []

    def come(path="", scheme="light", width=1280, **context):
        size = {"width": width, "height": WIDTHS[width]}
        session = browser.new_context(viewport=size, color_scheme=scheme, **context)
        opened.append(session)
        page = session.new_page()
        page.complaints, page.asked = [], []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(f"{live.address.url}{path}?token={live.keys.token}")
        return page

    yield come
    for session in opened:
        session.close()


@pytest.fixture
def kept(live):
    """The page of a report that is there already."""
    import urllib.request

    asked = urllib.request.Request(
        f"{live.address.url}api/recordings?name=answer.wav",
        data=SAMPLE.read_bytes(),
        headers={"authorization": f"Bearer {live.keys.token}"},
        method="POST",
    )
    urllib.request.urlopen(asked).close()
    end = time.monotonic() + 10
    while not live.shelf.listed():
        assert time.monotonic() < end
        time.sleep(0.02)
    return f"library/{live.shelf.listed()[0].id}"


@pytest.fixture
def pages(live, kept):
    """Every page there is, with something to show on each."""
    store = live.shelf.store
    practise(store, 8, better=4.0)
    report = store.report(kept.removeprefix("library/"))
    edited = correct.apply(report.transcript, [correct.Edit(6, 7, "export")])
    store.propose(kept.removeprefix("library/"), replace(report, transcript=edited))
    asked = f"questions/{questions.built_in()[0].id}"
    return (*PAGES, kept, f"{kept}/words", asked)


def until(page, condition, seconds=8.0):
    """Wait for a condition, from outside: the page's policy forbids it eval."""
    end = time.monotonic() + seconds
    while not page.evaluate(condition):
        assert time.monotonic() < end, condition
        page.wait_for_timeout(20)


def test_a_first_visit(visit, live):
    page = visit()
    assert page.url == f"{live.address.url}welcome"  # and no token in it
    page.get_by_text("Plug one in.").wait_for()
    page.get_by_role("button", name="Go to the library").click()
    page.get_by_text("No reports yet").wait_for()

    page.get_by_label("Question that was asked").select_option("own")
    page.get_by_label("The question, as it was asked").fill("What went wrong?")
    page.locator("#files").set_input_files(SAMPLE)
    page.get_by_text("Its report is ready").wait_for()
    page.locator(".entry", has_text="What went wrong?").wait_for()
    page.get_by_role("link", name="Open").click()
    page.get_by_role("heading", name="What went wrong?").wait_for()

    until(page, "document.getElementById('sound').readyState >= 2")
    page.locator(".moment").first.click()
    until(page, "document.getElementById('sound').currentTime > 0.3")
    assert page.locator("#wave canvas").count() >= 1
    assert page.locator("#pace canvas").count() == 1

    page.get_by_text("Download", exact=True).click()
    page.set_viewport_size({"width": 390, "height": 844})
    inside = "document.querySelector('.menu > ul').getBoundingClientRect()"
    assert page.evaluate(f"{inside}.left") >= 0
    assert page.evaluate(f"{inside}.right") <= 390
    page.set_viewport_size({"width": 1280, "height": 900})
    # The parts of the story stand beside their text, and make it no longer.
    overlong = (
        "[...document.querySelectorAll('.stretch')].filter((one) => one.offsetHeight >"
        " one.querySelector('p').offsetHeight + 60).length"
    )
    assert page.locator(".stretch").count() > 1
    assert page.evaluate(overlong) == 0
    with page.expect_download() as download:
        page.get_by_role("link", name="Markdown").click()
    assert download.value.suggested_filename == "team-weak.wav.report.md"
    page.keyboard.press("Escape")

    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Keep").click()
    assert live.shelf.listed()
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Delete for good").click()
    page.get_by_text("No reports yet").wait_for()
    page.get_by_text("Deleted: What went wrong?").wait_for()
    assert page.evaluate("document.activeElement.id") == "main"
    assert live.shelf.listed() == ()

    assert page.complaints == []
    origin = live.address.url
    foreign = [
        url for url in page.asked if not url.startswith((origin, "blob:", "data:"))
    ]
    assert foreign == []


def test_recordings_can_be_dropped_and_a_bad_one_says_why(visit):
    page = visit("library")
    page.evaluate(
        """() => {
          const given = new DataTransfer();
          given.items.add(new File(["bad"], "notes.txt"));
          given.items.add(new File(["sound"], "answer.wav"));
          const how = { dataTransfer: given, cancelable: true };
          dispatchEvent(new DragEvent("drop", how));
        }"""
    )
    page.get_by_text("notes.txt holds no sound. Choose another.").wait_for()
    page.locator(".entry", has_text="answer.wav").wait_for()
    away = page.get_by_role("button", name="Take notes.txt away")
    away.click()
    away.wait_for(state="detached")  # the server is asked first
    assert page.get_by_text("notes.txt").count() == 0


def test_the_theme_is_switched_at_once_and_kept(visit):
    page = visit("settings", scheme="light")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="Dark").click()
    assert page.evaluate(paper) != light
    page.wait_for_timeout(200)
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.get_by_role("radio", name="As the system has it").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").wait_for()
    assert page.evaluate(paper) == light


def test_a_question_is_written_checked_and_kept(visit):
    page = visit("questions/new")
    editor = page.get_by_label("Questions, as YAML")
    editor.fill(EXAMPLE.replace("track: team", "track: teem"))
    page.get_by_role("button", name="Check").click()
    page.get_by_role("button", name="Line 4").click()
    chosen = "document.getElementById('text').value.slice("
    chosen += "document.getElementById('text').selectionStart,"
    chosen += "document.getElementById('text').selectionEnd)"
    assert page.evaluate(chosen) == "  track: teem"
    editor.fill(EXAMPLE)
    editor.press("Control+Enter")
    page.get_by_text("yours").wait_for()
    page.get_by_role("button", name="Delete").click()
    page.locator("dialog").get_by_role("button", name="Delete").click()
    page.get_by_role("heading", name="Questions").wait_for()
    assert page.complaints == []


def test_a_correction_made_before_the_script_is_there_counts(visit, kept):
    page = visit(kept)
    held = []
    page.route("**/static/words.js", lambda route: held.append(route))
    page.get_by_role("link", name="Correct the words").click()
    page.get_by_label("Line 1", exact=True).fill("something else")
    assert page.get_by_text("1 line changed.").count() == 0
    held.pop().continue_()
    page.get_by_text("1 line changed.").wait_for()


def test_words_are_heard_corrected_and_kept(visit, kept, live):
    page = visit(kept)
    page.get_by_role("link", name="Correct the words").click()
    line = page.get_by_label("Line 1", exact=True)
    line.fill(line.input_value().replace("import", "export"))
    page.get_by_text("1 line changed.").wait_for()
    line.press("End")
    line.press("Control+Space")  # the word at the cursor
    until(page, "document.getElementById('sound').currentTime > 0")
    until(page, "document.getElementById('sound').paused")
    heard = page.evaluate("document.getElementById('sound').currentTime")
    word = next(w for w in _words(live, kept) if w.text == "import")
    assert word.start < heard < word.end + 0.9
    line.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == (
        "Line 2"
    )
    page.keyboard.press("Control+Enter")
    page.get_by_role("heading", name="What the correction changes").wait_for()
    assert page.locator("ins").inner_text() == "export"
    assert "import" in [w.text for w in _words(live, kept)]  # until it is accepted
    page.get_by_role("button", name="Keep the corrected report").click()
    page.get_by_role("heading", name="The answer", exact=True).wait_for()
    assert "export" in [w.text for w in _words(live, kept)]
    assert page.complaints == []


def _words(live, kept):
    report = live.shelf.store.report(kept.removeprefix("library/"))
    return report.transcript.words


def test_a_voice_is_chosen_among_those_that_are_here(visit, live):
    page = visit("settings")
    page.get_by_label("Voice", exact=True).select_option("en-gb-scotland")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").wait_for()
    assert load_settings(live.home).voice == "en-gb-scotland"
    page.reload()
    until(page, "document.querySelectorAll('#voice optgroup').length === 2")
    assert page.get_by_label("Voice", exact=True).input_value() == "en-gb-scotland"


def test_what_was_chosen_is_still_in_sight_after_coming_back(visit, live):
    page = visit("library")
    page.get_by_label("Question that was asked").select_option("own")
    page.get_by_label("The question, as it was asked").fill("What went wrong?")
    page.goto(f"{live.address.url}settings")
    page.go_back()
    chosen = page.get_by_label("Question that was asked").input_value()
    assert chosen == "own"
    page.get_by_label("The question, as it was asked").wait_for()


def test_progress_needs_no_script(visit, live):
    practise(live.shelf.store, 6, better=5.0)
    page = visit("progress", java_script_enabled=False)
    page.get_by_label("Question", exact=True).select_option(ASKED[0].id)
    page.get_by_role("button", name="Show").click()
    page.get_by_text("3 answers in 3 sessions").wait_for()
    assert page.locator(".chart.tall circle").count() == 3
    page.get_by_text("As a table").first.click()
    page.get_by_role("row", name="3.1 ").first.get_by_role("link").click()
    page.get_by_role("heading", name=ASKED[0].text).wait_for()


def test_everything_is_reached_by_the_keyboard(visit):
    page = visit("library")
    page.keyboard.press("Tab")
    focused = "document.activeElement.textContent.trim()"
    assert page.evaluate(focused) == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "files"
    ring = (
        "getComputedStyle(document.querySelector('.drop .zone .button')).outlineStyle"
    )
    assert page.evaluate(ring) == "solid"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(visit, pages, live, scheme):
    page = visit("library", scheme=scheme, bypass_csp=True)
    found = {}
    for path in pages:
        page.goto(live.address.url + path)
        page.evaluate(
            "for (const d of document.querySelectorAll('details:not(.menu)'))"
            " d.open = true"
        )
        page.evaluate(AXE.read_text(encoding="utf-8"))
        # The dark theme has other colours only.
        rules = DARK_RULES if scheme == "dark" else ALL_RULES
        found_here = page.evaluate(f"axe.run(document, {rules})")
        for rule in found_here["violations"]:
            nodes = [node["html"][:150] for node in rule["nodes"]]
            found[path, rule["id"]] = nodes[:3]
    assert found == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_scrolls_sideways_or_jumps(visit, pages, live, scheme, picture):
    """Pictures are kept where ``picture`` is told to."""
    page = visit("library", scheme=scheme)
    for path in pages:
        page.goto(live.address.url + path)
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            name = re.sub(r"[^a-z0-9]+", "-", path).strip("-")
            picture(page, f"{name}-{scheme}-{width}")
    complaints = [text for text in page.complaints if "404" not in text]
    assert complaints == []
