"""The page in a real browser: what is heard, what is blocked, who can use it."""

import json
import time
from pathlib import Path

import pytest

from tests.report.made_reports import (
    HOSTILE,
    hostile,
    refused,
    rich_report,
    steps_of_tones,
    untimed,
)
from tests.report.test_session_report import interview
from voicecoach.report import html, save, save_session
from voicecoach.types import Sound

pytestmark = pytest.mark.slow

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
PHONE = {"width": 360, "height": 780}
DESKTOP = {"width": 1280, "height": 900}

MADE = {
    "rich": lambda: (rich_report(), steps_of_tones(rich_report().recording.duration)),
    "soundless": lambda: (rich_report(), None),
    "untimed": lambda: (untimed(rich_report()), None),
    "refused": lambda: (refused(), steps_of_tones(4)),
    "hostile": lambda: (hostile(), steps_of_tones(rich_report().recording.duration)),
}

DRAWN = """() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 20))))"""

TONE = """async (seconds) => {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 8192;
  analyser.smoothingTimeConstant = 0;
  const sound = document.getElementById("sound");
  context.createMediaStreamSource(sound.captureStream()).connect(analyser);
  await context.resume();
  await new Promise((done) => setTimeout(done, 1000 * seconds));
  const levels = new Float32Array(analyser.frequencyBinCount);
  analyser.getFloatFrequencyData(levels);
  const loudest = levels.indexOf(Math.max(...levels));
  return {
    hz: (loudest * context.sampleRate) / analyser.fftSize,
    level: levels[loudest],
    time: sound.currentTime,
  };
}"""


@pytest.fixture
def visit(browser, tmp_path):
    """Save a report, open it from disk, and keep everything it complains of."""
    opened = []

    def go(report, sound, viewport=DESKTOP, scheme="light", **context):
        (path,) = save(report, sound, tmp_path, "answer #1.wav", ["html"])
        session = browser.new_context(viewport=viewport, color_scheme=scheme, **context)
        opened.append(session)
        page = session.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("dialog", lambda dialog: page.complaints.append(dialog.message))
        page.on("request", lambda request: page.asked.append(request.url))
        page.asked = []
        page.goto(path.as_uri())
        if context.get("java_script_enabled", True):
            page.evaluate(DRAWN)  # without scripts a page has no frames to wait for
        return page

    yield go
    for session in opened:
        session.close()


def until(page, condition, seconds=8.0):
    """Wait for a condition, from outside: the page's policy forbids it eval."""
    end = time.monotonic() + seconds
    while not page.evaluate(condition):
        assert time.monotonic() < end, condition
        page.wait_for_timeout(20)


def settled(page):
    """Wait until the sound can be played."""
    until(page, "document.getElementById('sound').readyState >= 2")


def now(page):
    return page.evaluate("document.getElementById('sound').currentTime")


def playing(page):
    return not page.evaluate("document.getElementById('sound').paused")


def assert_at(page, start):
    """The sound plays at a moment; a busy machine may be a little late to look."""
    assert start - 0.3 <= now(page) <= start + 1.5


def wait_until_playing(page):
    until(page, "!document.getElementById('sound').paused")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", MADE)
def test_nothing_is_blocked_fetched_or_complained_of(visit, name, scheme):
    page = visit(*MADE[name](), scheme=scheme)
    if name != "refused" and MADE[name]()[1]:
        settled(page)
        assert page.locator("#wave canvas").count() >= 1
        assert page.locator("#pace canvas").count() == 1
    assert page.complaints == []
    assert [url for url in page.asked if not url.startswith(("file:", "data:"))] == []


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("name", MADE)
def test_no_page_scrolls_sideways(visit, name, viewport):
    page = visit(*MADE[name](), viewport=viewport)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= viewport["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", MADE)
def test_axe_finds_nothing_serious(visit, name, scheme):
    # axe is put in by its source, which the page's own policy would not let in.
    page = visit(*MADE[name](), scheme=scheme, bypass_csp=True)
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    # The dark theme has other colours only.
    rules = "{runOnly: ['color-contrast']}" if scheme == "dark" else "{}"
    found = page.evaluate(f"axe.run(document, {rules})")
    serious = [
        (rule["id"], [node["html"] for node in rule["nodes"]][:3])
        for rule in found["violations"]
        if rule["impact"] in ("serious", "critical")
    ]
    assert serious == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_of_an_interview_holds_for_everybody(
    browser, tmp_path, picture, scheme
):
    made, tones = interview(), steps_of_tones(30)
    page_path, *_ = save_session(made, tones, tmp_path, "talk #1.wav", ["html"])
    session = browser.new_context(color_scheme=scheme)
    try:
        page = session.new_page()
        complaints = []
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(page_path.as_uri())
        for width, height in {390: 844, 820: 1180, 1280: 900}.items():
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            picture(page, f"interview-report-{scheme}-{width}")
        assert complaints == []
    finally:
        session.close()
    session = browser.new_context(color_scheme=scheme, bypass_csp=True)
    try:
        page = session.new_page()
        page.goto(page_path.as_uri())
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open=1")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document)")["violations"]
        assert [(rule["id"], len(rule["nodes"])) for rule in found] == []
    finally:
        session.close()


def test_hostile_text_does_nothing(visit):
    page = visit(*MADE["hostile"]())
    settled(page)
    assert page.locator("img").count() == 0
    assert HOSTILE.split("\u2028")[0] in page.locator("h1").text_content()
    assert page.complaints == []


# -- playing -------------------------------------------------------------------------


def test_a_filler_plays_its_moment_and_then_stops(visit, report, tones):
    page = visit(report, tones)
    settled(page)
    filler = report.analysis.fillers.counted[4]
    page.locator(f'.text .moment[data-start="{filler.start:.3f}"]').click()
    wait_until_playing(page)
    assert_at(page, filler.start)
    until(page, "document.getElementById('sound').paused")
    assert filler.end <= now(page) <= filler.end + 0.6


def test_what_comes_out_is_the_sound_of_that_moment(visit, report, tones):
    """Every second of this sound has its own tone: 300 Hz, 400 Hz ..."""
    page = visit(report, tones)
    settled(page)
    for word in (report.transcript.words[12], report.transcript.words[60]):
        page.locator(f'.text .w[data-start="{word.start:.3f}"]').first.click()
        wait_until_playing(page)
        heard = page.evaluate(TONE, 0.5)
        # The window that was listened to is 0.2 s, and output comes a little later.
        spoken = {300 + 100 * int(heard["time"] - late) for late in (0.05, 0.35)}
        assert heard["level"] > -40
        assert min(abs(heard["hz"] - tone) for tone in spoken) < 12
        assert word.start + 0.2 <= heard["time"] <= word.start + 2


SWEEP_START, SWEEP_RATE = 300.0, 300.0

CAPTURE = """async (from) => {
  const sound = document.getElementById("sound");
  if (!window.heard) {
    const context = new AudioContext({ sampleRate: 16000 });
    const source = context.createMediaElementSource(sound);
    const tap = context.createScriptProcessor(1024, 1, 1);
    source.connect(tap);
    tap.connect(context.destination);
    window.heard = [];
    tap.onaudioprocess = (event) =>
      window.heard.push(...event.inputBuffer.getChannelData(0));
    await context.resume();
  }
  sound.pause();
  await new Promise((done) => setTimeout(done, 200));
  const sought = new Promise((done) => (sound.onseeked = done));
  sound.currentTime = from;
  await sought;
  window.heard = [];
  await sound.play();
  await new Promise((done) => setTimeout(done, 450));
  sound.pause();
  return window.heard;
}"""


def test_a_time_that_is_sought_is_the_time_that_is_heard(visit, report):
    """The pitch of this sound rises evenly, so what comes out tells its time."""
    import numpy as np

    duration = 20.0
    t = np.arange(round(duration * 16_000)) / 16_000
    wave = np.sin(2 * np.pi * (SWEEP_START * t + SWEEP_RATE * t * t / 2))
    recording = rich_report().recording
    page = visit(report, Sound((0.5 * wave).astype(np.float32), recording))
    settled(page)

    def came(start):
        heard = np.array(page.evaluate(CAPTURE, start))
        first = int(np.argmax(np.abs(heard) > 1e-4))
        piece = heard[first + 1600 : first + 4800]  # 0.1 s to 0.3 s after the start
        spectrum = np.abs(np.fft.rfft(piece * np.hanning(len(piece)), 1 << 17))
        hz = np.argmax(spectrum) * 16_000 / (1 << 17)
        return (hz - SWEEP_START) / SWEEP_RATE - 0.2

    # A busy machine drops blocks of what is captured, but not the same ones each time.
    for start in (0.5, 2.013, 7.777, 12.345, 18.9):
        assert any(came(start) == pytest.approx(start, abs=0.02) for _ in range(3))


def test_advice_and_numbers_play_their_moments(visit, report, tones):
    page = visit(report, tones)
    settled(page)
    for place, evidence in (
        (".advice ol > li:nth-child(2) .play", report.advice[1].evidence[0]),
        ("#metric-7 .play", report.analysis.metrics[6].evidence[0]),
        (".rubric .play", report.analysis.rubric[0].evidence[0]),
    ):
        button = page.locator(place).first
        if place.startswith("#"):
            page.locator("#metric-7 summary").click()
        button.click()
        wait_until_playing(page)
        assert_at(page, evidence.start)
        page.keyboard.press("Escape")
        assert not playing(page)


def test_a_word_without_marks_plays_on(visit, report, tones):
    page = visit(report, tones)
    settled(page)
    word = report.transcript.words[10]
    page.locator(f'.text .w[data-start="{word.start:.3f}"]').click()
    page.wait_for_timeout(1300)
    assert playing(page)
    assert now(page) > word.end + 0.5
    assert page.locator(".w.now").count() == 1


def test_the_timeline_plays_from_where_it_is_clicked(visit, report, tones):
    page = visit(report, tones)
    settled(page)
    box = page.locator("#wave").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 10)
    wait_until_playing(page)
    assert now(page) == pytest.approx(report.recording.duration / 2, abs=0.4)


def test_zooming_in_makes_the_timeline_wider_than_its_frame(visit, report, tones):
    page = visit(report, tones)
    settled(page)
    width = "document.getElementById('inner').clientWidth"
    before = page.evaluate(width)
    page.locator("#wider").click()
    page.wait_for_timeout(200)
    assert page.evaluate(width) == pytest.approx(2 * before, abs=2)
    assert page.locator("#pace canvas").bounding_box()["width"] == pytest.approx(
        2 * before, abs=2
    )
    assert page.complaints == []


def test_the_keyboard_reaches_and_plays_everything(visit, report, tones):
    page = visit(report, tones)
    settled(page)
    page.locator("#inner").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert now(page) == pytest.approx(2.0, abs=0.01)
    page.keyboard.press("Space")
    wait_until_playing(page)
    page.keyboard.press("Space")
    until(page, "document.getElementById('sound').paused")

    page.locator(".text .moment").first.focus()  # um
    page.keyboard.press("ArrowRight")  # so
    page.keyboard.press("ArrowRight")  # last
    focused = page.evaluate("document.activeElement.textContent")
    assert focused == "last"
    page.keyboard.press("Enter")
    wait_until_playing(page)
    assert_at(page, report.transcript.words[2].start)
    page.keyboard.press("Escape")

    page.locator("#metric-1 summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    wait_until_playing(page)


def test_what_has_the_focus_can_be_seen(visit, report, tones):
    page = visit(report, tones)
    style = "e => getComputedStyle(e).outlineStyle"
    for _ in range(12):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        assert focused.evaluate(style) != "none", focused.evaluate("e => e.outerHTML")


def test_marks_can_be_put_out(visit, report, tones):
    page = visit(report, tones)
    line = "e => getComputedStyle(e).textDecorationLine"
    mark = page.locator(".text .mark.sound").first
    assert mark.evaluate(line) == "underline"
    page.locator('[data-mark="sound"]').uncheck()
    assert mark.evaluate(line) == "none"


def test_every_kind_of_mark_has_a_line_of_its_own(visit, report, tones):
    page = visit(report, tones)
    style = "e => getComputedStyle(e).textDecorationStyle"
    styles = [
        page.locator(f".text .mark.{kind}").first.evaluate(style)
        for kind in ("sound", "marker", "repeat", "hedge", "jargon")
    ]
    assert len(set(styles)) == 5


def test_paper_shows_everything_and_no_player(visit, report, tones):
    page = visit(report, tones)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert not page.locator(".player").is_visible()
    assert page.locator("details:not([open])").count() == 0
    assert page.locator("#wave .still").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 0


def test_the_page_reads_without_its_script(visit, report, tones):
    page = visit(report, tones, java_script_enabled=False)
    assert page.locator("#wave .still").is_visible()
    assert page.locator("audio[controls]").is_visible()
    page.locator("#metric-1 summary").click()
    assert page.locator("#metric-1 .inside").is_visible()


def test_a_sound_beside_the_page_plays_from_disk(visit, report, tones, monkeypatch):
    monkeypatch.setattr(html, "LONGEST_INSIDE", 5.0)
    page = visit(report, tones)
    settled(page)
    word = report.transcript.words[60]
    page.locator(f'.text .w[data-start="{word.start:.3f}"]').click()
    wait_until_playing(page)
    assert_at(page, word.start)
    assert page.complaints == []


def test_the_numbers_in_the_page_are_those_of_the_report(visit, report, tones):
    page = visit(report, tones)
    data = json.loads(page.locator("#data").text_content())
    assert data["duration"] == report.recording.duration
    assert len(data["peaks"]) == len(report.peaks)
