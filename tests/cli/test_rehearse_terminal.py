"""Rehearse at a terminal, with stand-ins: small, without colour, interrupted."""

import sys
from pathlib import Path

import pytest

from voicecoach.takes import left_behind

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.cli.screen import Screen, resolved

SITTING = Path(__file__).with_name("sitting.py")
REHEARSE = (SITTING, "rehearse", "--question-id", "hard-feedback")

pytestmark = pytest.mark.slow


@pytest.fixture
def sit(tmp_path):
    """Sit down at a terminal whose microphone, voice and recogniser are stand-ins."""
    screens = []

    def begin(*options, **more):
        home = str(tmp_path / "home")
        command = (*REHEARSE, *options)
        screens.append(Screen(command, tmp_path, VOICECOACH_HOME=home, **more))
        return screens[-1]

    yield begin
    for screen in screens:
        screen.close()


def interrupted(screen):
    screen.interrupt()
    assert screen.end() == 130
    assert "Traceback" not in screen.shown


def test_ctrl_c_before_the_answer_leaves_nothing(sit, tmp_path):
    screen = sit("--prepare", "30")
    screen.until("s to prepare")
    interrupted(screen)
    assert left_behind(tmp_path / "home" / "takes") == ()


def test_ctrl_c_in_the_answer_leaves_it_to_be_offered_and_nothing_happens_unasked(
    sit, tmp_path
):
    screen = sit()
    screen.until("Enter ends")
    interrupted(screen)
    (left,) = left_behind(tmp_path / "home" / "takes")
    assert left.seconds > 5
    again = sit()
    again.until("d discards it")
    interrupted(again)
    assert left_behind(tmp_path / "home" / "takes") == (left,)
    again = sit("--prepare", "30")
    again.until("d discards it")
    again.press("d")
    again.until("y does")
    again.press("n")
    again.until("Question 1")
    interrupted(again)
    assert left_behind(tmp_path / "home" / "takes") == (left,)


def test_a_small_terminal_without_colour_can_be_read_and_left(sit, tmp_path):
    screen = sit(size=(5, 20), NO_COLOR="1")
    screen.until("[-")
    screen.press(" ")
    screen.until("(Enter:")
    screen.press("p7\n")
    interrupted(screen)
    assert "\x1b[3" not in screen.shown
    text = " ".join(" ".join(resolved(screen.shown)).split())
    assert "Question 1: Tell me about feedback that was hard to hear." in text
    assert "no score" in text or "of 100" in text
    assert "q quit" in text
    assert left_behind(tmp_path / "home" / "takes") == ()
