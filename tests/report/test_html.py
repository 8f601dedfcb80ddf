import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from tests.report.made_reports import (
    HOSTILE,
    hostile,
    refused,
    rich_report,
    steps_of_tones,
    untimed,
)
from voicecoach.report import arithmetic, labels
from voicecoach.report.html import STATIC, render
from voicecoach.types import Sound


class Page(HTMLParser):
    """The elements of a page, and the text of its styles and scripts."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.inside, self.text = [], {}, []
        self.current = ("", "")
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.current = (tag, dict(attrs).get("type", ""))

    def handle_endtag(self, tag):
        self.current = ("", "")

    def handle_data(self, data):
        if self.current[0] in ("style", "script"):
            self.inside[self.current] = self.inside.get(self.current, "") + data
        else:
            self.text.append(data)

    @property
    def policy(self):
        (content,) = (
            attrs["content"]
            for tag, attrs in self.elements
            if attrs.get("http-equiv") == "Content-Security-Policy"
        )
        return {rule.split()[0]: rule.split()[1:] for rule in content.split("; ")}

    def has(self, name):
        return [attrs for tag, attrs in self.elements if name in attrs]


MADE = {
    "rich": lambda: render(rich_report(), steps_of_tones(49)),
    "soundless": lambda: render(rich_report()),
    "untimed": lambda: render(untimed(rich_report())),
    "refused": lambda: render(refused(), steps_of_tones(4)),
    "hostile": lambda: render(hostile(), steps_of_tones(49)),
}


@pytest.fixture(params=MADE)
def text(request):
    return MADE[request.param]()


def test_html_report(report, golden):
    """The page but for its style, script and policy, which have files of their own."""
    body = re.sub(r"(?s)<(style|script)>.*?</\1>", r"<\1></\1>", render(report))
    body = re.sub(r"sha256-[\w+/=]+", "sha256-", body)
    golden(re.sub(r"\n\s*\n+", "\n", body), ".html")


def test_the_policy_lets_exactly_this_style_and_this_script_in(text):
    page = Page(text)
    rules = page.policy
    assert rules["default-src"] == ["'none'"]
    assert rules["base-uri"] == rules["form-action"] == ["'none'"]

    def hashed(inside):
        digest = hashlib.sha256(inside.encode()).digest()
        return f"'sha256-{base64.b64encode(digest).decode()}'"

    assert rules["script-src"] == [hashed(page.inside["script", ""])]
    assert rules["style-src"][0] == hashed(page.inside["style", ""])
    assert not any("unsafe" in value for rule in rules.values() for value in rule)


def test_nothing_in_the_page_needs_what_the_policy_forbids(text):
    page = Page(text)
    assert page.has("style") == []
    assert [
        a for _, a in page.elements if any(name.startswith("on") for name in a)
    ] == []
    for attrs in page.has("src") + page.has("href"):
        address = attrs.get("src", attrs.get("href"))
        assert address.startswith(("data:audio/mp4;base64,", "data:,", "#"))


def test_hostile_text_is_text():
    page = Page(MADE["hostile"]())
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"img", "b", "iframe", "object"}
    assert sum(tag == "script" for tag, _ in page.elements) == 2
    shown = "".join(page.text)
    assert HOSTILE in shown
    assert "49" not in re.findall(r"`(\S*?)&", shown)  # {{7*7}} is no template


def test_the_numbers_for_the_script_cannot_end_their_element():
    page = Page(MADE["hostile"]())
    data = page.inside["script", "application/json"]
    assert not set("<>&\u2028") & set(data)
    assert json.loads(data)["duration"] == rich_report().recording.duration


def test_a_page_without_its_sound_is_small():
    assert len(MADE["soundless"]().encode()) < 400_000


def test_what_is_vendored_has_its_licence():
    for folder in (STATIC / "vendor").iterdir():
        assert (folder / "LICENSE").is_file(), folder.name


def test_every_number_opens_to_its_moments():
    page = MADE["rich"]().split("<h2>What was measured</h2>")[1]
    report = rich_report()
    for metric in report.analysis.metrics:
        row = page.split(labels.metric_title(metric.name) + "</span>", 1)[1]
        row = row.split("</details>", 1)[0]
        assert row.count('class="play"') == len(metric.evidence), metric.name


def test_moments_are_played_at_their_times(report):
    text = MADE["rich"]()
    for item in report.advice:
        for moment in item.evidence:
            start, end = f"{moment.start:.3f}", f"{moment.end:.3f}"
            assert f'data-start="{start}" data-end="{end}"' in text


def test_without_sound_nothing_can_be_pressed():
    text = MADE["soundless"]()
    assert "<button" not in text
    assert "<audio" not in text
    assert 'data-end="' not in text


def test_a_sound_without_samples_is_no_sound(report):
    empty = steps_of_tones(0)
    assert isinstance(empty, Sound)
    assert "<audio" not in render(report, empty)


def test_refusals_and_warnings_are_shown_plainly():
    shown = "".join(Page(MADE["refused"]()).text)
    assert "No speech was heard in 4.0 s of sound." in shown
    assert "Every sample is zero" in shown
    assert "No score" in shown
    assert "not measured" in shown


def test_a_value_that_is_missing_is_never_shown_as_none():
    for name in ("soundless", "untimed", "refused"):
        assert "None" not in "".join(Page(MADE[name]()).text).replace("None was", "")


def test_the_arithmetic_and_every_source_are_in_the_page(report):
    shown = "".join(Page(render(report)).text)
    assert "= 79.2" in shown
    for part in report.score.parts:
        assert arithmetic.reason(part) in shown
        assert part.source in shown
    for metric in report.analysis.metrics:
        assert metric.band is None or metric.band.source in shown


def test_the_page_says_what_it_does_not_judge(report):
    shown = "".join(Page(render(report)).text)
    for word in ("personality", "emotion", "confidence", "hired"):
        assert word in shown


def test_a_metric_that_no_label_is_known_for_is_shown_by_its_name(report):
    odd = replace(report.analysis.metrics[0], name="words_per_breath")
    more = replace(report, analysis=replace(report.analysis, metrics=(odd,)))
    assert "Words per breath" in render(more)
