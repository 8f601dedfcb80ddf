"""What several tests share: the corpora beside the checkout, golden files, a card."""

import os
import re
import signal
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from scripts.measuring.corpora import folder, found
from tests.pulse import SoundCard, missing
from voicecoach import audio
from voicecoach.session import Coach, Options
from voicecoach.types import SAMPLE_RATE, Question, Report

HERE = Path(__file__).parent

# A shell that starts the tests in the background, as scripts/check does with half of
# them, has Ctrl-C ignored, here and in every program that they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# The same examples at every run, so that a check tells of the change and not of luck;
# `pytest --hypothesis-profile=wide` looks further.
# No deadline: how long an example takes tells of the machine and what else it does.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("wide", max_examples=500, deadline=None)
settings.load_profile("steady")


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write tests/golden anew; read the difference before you keep it",
    )


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of recorded speech that is never part of the project."""
    place = found()
    if place is None:
        pytest.skip(f"no recordings in {folder()}: set VOICECOACH_CORPORA to have them")
    return place


@pytest.fixture(scope="session")
def begun(tmp_path_factory) -> Path:
    """The first sentences of a sample, for what needs speech and no whole answer."""
    from tests.test_audio import write_wav

    samples = audio.read(HERE.parent / "samples" / "impact-good.mp3").samples
    path = tmp_path_factory.mktemp("begun") / "begun.wav"
    return write_wav(path, samples[: 12 * SAMPLE_RATE])


@pytest.fixture(scope="session")
def coach() -> Coach:
    """A coach with the real models, which are loaded once."""
    question = Question("Tell me about a model that you improved.", track="impact")
    return Coach(Options(question=question))


@pytest.fixture(scope="session")
def reported(coach) -> Callable[[Path], Report]:
    """Report on a recording with the real models, on each only once."""
    return cache(lambda path: coach.analyze(path).report)


@pytest.fixture(scope="session")
def one_sound_card():
    """The sound card of the whole run."""
    if lacking := missing():
        pytest.skip(lacking)
    card = SoundCard()
    yield card
    card.close()


@pytest.fixture
def sound_card(one_sound_card) -> SoundCard:
    """A sound card without hardware, plugged in."""
    one_sound_card.plug_in()
    return one_sound_card


@pytest.fixture(scope="session")
def picture() -> Callable[..., None]:
    """Keep a picture of a page in the folder that VOICECOACH_SCREENSHOTS names, if any.

    Continuous integration names one; elsewhere the time is saved.
    """
    named = os.environ.get("VOICECOACH_SCREENSHOTS")

    def keep(page, name: str) -> None:
        if named:
            page.wait_for_timeout(200)  # drawings that a script makes
            page.screenshot(path=Path(named) / f"{name}.png")

    return keep


@pytest.fixture
def golden(request) -> Callable[..., None]:
    """Compare text with tests/golden/<test name><suffix>."""

    def check(text: str, suffix: str = ".txt") -> None:
        name = re.sub(r"[^\w.-]+", "-", request.node.name).strip("-")
        path = HERE / "golden" / f"{name}{suffix}"
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.is_file(), f"{path.name} is missing: run with --update-golden"
        assert text == path.read_text(encoding="utf-8")

    return check
