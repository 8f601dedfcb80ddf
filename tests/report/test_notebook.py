import html
import subprocess
import sys

import pytest

from tests.report.made_reports import HOSTILE, hostile, refused, rich_report, untimed
from voicecoach.types import Report


def test_notebook_report(report, golden):
    golden(report._repr_html_(), ".html")


@pytest.mark.parametrize("made", [rich_report, refused, lambda: untimed(rich_report())])
def test_every_report_shows_itself(made):
    assert "<table>" in made()._repr_html_()


def test_a_notebook_shows_hostile_text_as_text():
    shown = hostile()._repr_html_()
    assert "<img" not in shown
    assert "<script" not in shown
    assert html.escape(HOSTILE, quote=True).split("&#x27;")[0] in shown.replace(
        "&#34;", "&quot;"
    ).replace("&#39;", "&#x27;")


def test_a_report_has_its_plain_form_until_a_way_to_show_it_is_known(
    report, monkeypatch
):
    monkeypatch.setattr(Report, "notebook_form", None)
    assert report._repr_html_() is None


def test_a_report_of_the_python_interface_shows_itself():
    code = (
        "import voicecoach; voicecoach.analyze\n"
        "from voicecoach.types import Report\n"
        "print(Report.notebook_form is not None)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert run.stdout == "True\n"
