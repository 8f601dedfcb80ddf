"""The report on paper: its text, its size, and that it opens nothing."""

import re
import sys
import zlib

import pytest

from tests.report.made_reports import hostile, rich_report
from voicecoach.errors import OutputError
from voicecoach.report import html, pdf, save

weasyprint = pytest.importorskip("weasyprint")

A4 = (595, 842)


def boxes(data):
    """The sizes of the pages, in points."""
    found = re.findall(rb"/MediaBox \[\s*0 0 ([\d.]+) ([\d.]+)", unpacked(data))
    return {(round(float(width)), round(float(height))) for width, height in found}


def unpacked(data):
    """All that is in a PDF, its packed streams unpacked."""
    parts = [data]
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            parts.append(zlib.decompress(packed))
        except zlib.error:
            continue
    return b"\n".join(parts)


@pytest.fixture(scope="module")
def paper():
    return pdf.render(rich_report())


@pytest.mark.slow
def test_a_report_is_laid_out_on_pages_of_a4(paper):
    assert paper.startswith(b"%PDF-")
    assert boxes(paper) == {A4}


@pytest.mark.slow
def test_what_is_on_paper_is_text_and_no_picture_of_it(paper):
    inside = unpacked(paper)
    assert b"Tj" in inside or b"TJ" in inside
    assert b"/Subtype /Image" not in inside
    assert "Tell me about a time".encode("utf-16-be") in inside or (
        b"Tell me about a time" in inside
    )  # its title


def test_paper_has_nothing_to_press_and_all_that_is_to_read():
    text = html.printed(rich_report())
    assert "<script" not in text
    assert "<button" not in text
    assert "<audio" not in text
    for heading in ("What to do next", "How the score is made", "What was measured"):
        assert heading in text


@pytest.mark.slow
def test_a_hostile_report_makes_a_pdf_opens_nothing_and_runs_nothing():
    opened = []
    sys.addaudithook(
        lambda event, args: opened.append(args) if event == "socket.connect" else None
    )
    written = unpacked(pdf.render(hostile()))
    assert opened == []
    assert b"/JavaScript" not in written
    assert b"/EmbeddedFile" not in written


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "http://127.0.0.1/x", "data:text/css,*{}"]
)
def test_what_is_outside_is_refused(url):
    with pytest.raises(ValueError, match="opens nothing"):
        pdf._refuse(url)


def test_a_missing_pango_is_told_with_its_remedy(monkeypatch, tmp_path):
    class Missing:
        def find_spec(self, name, path=None, target=None):
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.delitem(sys.modules, "weasyprint")
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    with pytest.raises(OutputError, match="Pango") as caught:
        save(rich_report(), None, tmp_path, "a.wav", ["html", "pdf"])
    assert "apt install" in caught.value.remedy
    assert list(tmp_path.iterdir()) == []
