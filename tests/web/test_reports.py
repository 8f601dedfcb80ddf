"""One report in the studio: its page, its sound, its downloads."""

import json
from urllib.parse import unquote

import pytest

from voicecoach.web.routes.reports import FORMS, MEDIA, disposition

PAGE = {"accept": "text/html"}


def test_the_page_has_all_that_the_report_has(client, kept):
    text = client.get(f"/library/{kept}", headers=PAGE).text
    for heading in (
        "What to do next",
        "Over time",
        "The answer",
        "How the score is made",
        "What was measured",
        "Formula and sources",
    ):
        assert heading in text
    assert f'src="/api/recordings/{kept}/sound"' in text
    for form, _, _ in FORMS:
        assert f"/api/recordings/{kept}/{form}" in text


def test_the_document_is_the_report_of_the_contract(client, kept):
    document = client.get(f"/api/recordings/{kept}/report").json()
    assert document["schema"] == "voicecoach.report/1"
    assert document["recording"]["name"] == "answer.wav"


def test_the_sound_can_be_had_in_parts(client, kept):
    whole = client.get(f"/api/recordings/{kept}/sound")
    assert whole.headers["content-type"] == "audio/mp4"
    part = client.get(f"/api/recordings/{kept}/sound", headers={"range": "bytes=10-19"})
    assert part.status_code == 206
    assert part.content == whole.content[10:20]


@pytest.mark.parametrize("form", [form for form in MEDIA if form != "pdf"])
def test_every_form_can_be_had(client, kept, form):
    answer = client.get(f"/api/recordings/{kept}/{form}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == MEDIA[form]
    said = answer.headers["content-disposition"]
    assert said.startswith('attachment; filename="answer.wav.report.')
    assert answer.content
    if form == "html":
        assert b"data:audio/mp4;base64," in answer.content
    if form == "json":
        assert json.loads(answer.content)["schema"] == "voicecoach.report/1"


@pytest.mark.slow
def test_the_pdf_can_be_had(client, kept):
    answer = client.get(f"/api/recordings/{kept}/pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


def test_a_form_that_does_not_exist_is_refused(client, kept):
    assert client.get(f"/api/recordings/{kept}/docx").status_code == 422


@pytest.mark.parametrize(
    "name",
    ['a"; filename="b.exe', "a\r\nX-Evil: 1", "日本語.wav", "a%0d%0aX: 1", "é\\.wav"],
)
def test_no_name_breaks_out_of_its_header(name):
    said = disposition(name)
    assert said.isascii()
    assert said.isprintable()
    assert said.count('"') == 2
    plain, coded = said.split("; filename*=UTF-8''")
    assert "\\" not in plain
    assert "%" not in plain
    assert unquote(coded) == name
