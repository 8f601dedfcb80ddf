"""Rehearsing with the program as it is started: real models, a real voice, kill -9."""

import os
import signal
import subprocess
import sys
import wave

import numpy as np
import pytest

from tests.test_session import SAMPLES
from tests.web.test_browser import until
from tests.web.test_rehearse_page import checked, heading, launched, listening
from voicecoach import audio
from voicecoach.store import Store

pytestmark = pytest.mark.slow

RATE = 16_000
QUIET = 9.0
"""Seconds of a quiet room, in which the microphone is passed and the question asked."""

SPOKEN = 26.0
"""Seconds of the sample that are spoken."""


def room(seconds):
    return np.random.default_rng(0).normal(0, 1e-3, round(RATE * seconds))


@pytest.fixture(scope="module")
def answer():
    return audio.read(SAMPLES / "team-weak.wav").samples[: round(RATE * SPOKEN)]


@pytest.fixture(scope="module")
def browser(answer, tmp_path_factory):
    """A browser whose microphone hears somebody say hello, wait, and answer."""
    path = tmp_path_factory.mktemp("sample") / "answer.wav"
    parts = [answer[RATE : 4 * RATE], room(QUIET), answer, room(60)]
    pcm = np.round(np.clip(np.concatenate(parts), -1, 1) * 32_767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(pcm.tobytes())
    yield from launched(f"{path}%noloop")


class Serving:
    """``voicecoach serve`` in a process, over one home."""

    def __init__(self, home):
        self.home = home
        self.start()

    def start(self):
        """Start it; its address has another token each time."""
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "voicecoach",
                "serve",
                "--port",
                "0",
                "--no-browser",
            ],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "VOICECOACH_HOME": str(self.home)},
        )
        self.url = self.process.stdout.readline().strip()

    def end(self, how=signal.SIGTERM):
        """End it in some way."""
        self.process.send_signal(how)
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture(scope="module")
def serving(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VOICECOACH_HOME", str(home))
        serving = Serving(home)
        yield serving
        serving.end()


@pytest.fixture
def page(browser):
    context = browser.new_context(permissions=["microphone"])
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    context.close()


def test_from_the_first_page_to_the_report(serving, page, answer):
    page.goto(serving.url)
    page.get_by_role("button", name="Rehearse").click()
    page.get_by_label("Question", exact=True).select_option("own")
    page.get_by_label("The question, as it is asked").fill("When did you disagree?")
    page.get_by_role("button", name="Begin").click()
    page.get_by_text("Say a few words").wait_for()
    checked(page)
    page.get_by_text("The question is asked").wait_for()
    listening(page, QUIET + SPOKEN - 2)
    page.keyboard.press("Space")
    heading(page, "Your answer")

    (take,) = Store.open(serving.home).takes()
    report = Store.open(serving.home).report(take.id)
    assert report.timing.after_stop is not None
    said = {word.text.strip(".,").lower() for word in report.transcript.words}
    assert len(report.transcript.words) > 40
    assert {"team", "release"} & said
    shown = page.locator(".scorecard .big").inner_text()
    assert shown == str(round(report.score.overall))
    assert page.locator(".points li").count() == len(report.advice)

    start = next(e.start for a in report.advice for e in a.evidence if e.start)
    page.evaluate(
        """() => {
          const play = HTMLMediaElement.prototype.play;
          HTMLMediaElement.prototype.play = function () {
            window.playing = this;
            return play.call(this);
          };
        }"""
    )
    page.locator(".points .play").first.click()
    until(page, f"window.playing?.currentTime > {max(0.0, start - 0.5) + 0.2}")
    assert page.evaluate("playing.duration") == pytest.approx(take.seconds, abs=0.1)
    page.get_by_role("link", name="Whole report").click()
    heading(page, "When did you disagree?")
    assert page.complaints == []


def test_a_server_that_is_killed_in_the_middle_loses_nothing(serving, page):
    page.goto(f"{serving.url.replace('/?', '/rehearse?')}")
    page.get_by_label("Speak the question").uncheck()
    page.get_by_role("button", name="Begin").click()
    checked(page)
    listening(page, 4.0)
    asked = page.locator("#asked").inner_text()
    serving.end(signal.SIGKILL)
    page.get_by_text("The connection to the studio broke.").wait_for()
    page.on("dialog", lambda dialog: dialog.accept())
    serving.start()
    page.goto(f"{serving.url.replace('/?', '/rehearse?')}")
    left = page.locator(".card.left", has_text=asked)
    left.get_by_text("0:0").wait_for()
    left.get_by_role("button", name="Report on it").click()
    heading(page, "Your answer")
    take = Store.open(serving.home).takes()[-1]
    assert take.question == asked
    assert take.seconds >= 3.8
