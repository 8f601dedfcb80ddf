"""A report, its sound, and a browser to look at it in."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from tests.report.made_reports import rich_report, steps_of_tones
from voicecoach.types import Report, Sound


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The chromium of the system, or the one that Playwright brings."""
    sync_api = pytest.importorskip("playwright.sync_api")
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_api.sync_playwright() as playwright:
        try:
            opened = playwright.chromium.launch(
                executable_path=path,
                args=[
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-background-networking",
                    "--autoplay-policy=no-user-gesture-required",
                ],
            )
        except sync_api.Error as error:
            pytest.skip(f"no browser: {error.message.splitlines()[0]}")
        yield opened
        opened.close()


@pytest.fixture
def report() -> Report:
    return rich_report()


@pytest.fixture
def tones(report: Report) -> Sound:
    return steps_of_tones(report.recording.duration)
