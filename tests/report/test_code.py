"""The section on the code: there when there is code, and all of it only text."""

import json
import re
from dataclasses import replace

import pytest

from tests.report.made_reports import HOSTILE, rich_report, steps_of_tones, untimed
from tests.report.test_html import Page
from voicecoach.report import html, labels, markdown
from voicecoach.report.json import document, from_json, to_json
from voicecoach.types import (
    Claim,
    CodeFunction,
    CodePart,
    Evidence,
    Mention,
    Walkthrough,
)

SAID = (Evidence(12.5, 13.25, "“use a heap”"),)


def walkthrough(name="solution.py", said=SAID, text="use a heap"):
    return Walkthrough(
        name=name,
        sha256="ab" * 32,
        length=24,
        functions=(
            CodeFunction(name, 3, 2, False, 1, f"loops over {name}: grows with that"),
        ),
        classes=(CodePart(name, (1,)),),
        structures=(CodePart("dict", (4, 5, 6, 7, 8, 9)),),
        hidden_loops=(CodePart("sorted", (9,)),),
        mentioned=(Mention("nearest", "function", 3, said),),
        not_mentioned=(Mention(name, "class", 1), Mention("dict", "structure", 4)),
        claims=(
            Claim("I sort the", True, "sorted is used", 9, said),
            Claim("linear", None, "the nesting of the loops does not tell", None, said),
            Claim(text, False, "there is no heap in the code", None, said),
        ),
    )


@pytest.fixture
def report():
    return replace(rich_report(), code=walkthrough())


def test_without_code_there_is_null_and_no_section():
    plain = rich_report()
    assert document(plain)["code"] is None
    assert "The code" not in markdown.render(plain)
    assert "The code" not in html.render(plain)


def test_the_json_has_everything_and_is_read_back(report):
    code = json.loads(to_json(report))["code"]
    assert code["functions"][0]["cost"].startswith("loops over")
    assert code["structures"] == [{"name": "dict", "lines": [4, 5, 6, 7, 8, 9]}]
    assert code["mentioned"][0] == {
        "name": "nearest",
        "kind": "function",
        "line": 3,
        "evidence": [{"start": 12.5, "end": 13.25, "note": "“use a heap”"}],
    }
    assert [claim["holds"] for claim in code["claims"]] == [True, None, False]
    assert to_json(from_json(to_json(report))) == to_json(report)


def test_a_report_stored_before_there_was_code_is_still_read():
    data = json.loads(to_json(rich_report()))
    del data["code"]
    assert from_json(json.dumps(data)).code is None


def test_the_page_shows_contradictions_first_with_their_moments(report):
    page = html.render(report, steps_of_tones(49))
    section = page.split('<section class="code">')[1].split("</section>")[0]
    assert section.index("use a heap") < section.index("I sort the")
    assert section.count('data-start="12.500" data-end="13.250"') == 4
    shown = " ".join("".join(Page(page).text).split())
    for text in (labels.CODE_STATEMENT, "solution.py", "there is no heap in the code"):
        assert text in shown
    assert "lines 4, 5, 6, 7, 8 ..." in shown


def test_markdown_shows_the_same(report):
    text = markdown.render(report)
    section = text.split("## The code: ")[1].split("## The answer")[0]
    assert section.startswith("solution\\.py")
    assert section.index("use a heap") < section.index("I sort the")
    assert "   - 0:12\\.5" in section
    assert "Not spoken of: solution\\.py (class, line 1), dict (structure" in section


def test_hostile_code_is_only_text(report):
    bad = replace(report, code=walkthrough(HOSTILE, SAID, HOSTILE))
    page = Page(html.render(bad))
    assert not {tag for tag, _ in page.elements} & {"img", "b", "iframe"}
    assert HOSTILE in "".join(page.text)
    bare = re.sub(r"\\.", "", markdown.render(bad))
    assert not re.search(r"<\w|\]\(", bare)


def test_without_times_there_is_no_moment_to_play(report):
    still = (Evidence(None, None, "“use a heap”"),)
    made = replace(untimed(rich_report()), code=walkthrough(said=still))
    assert "None" not in "".join(Page(html.render(made)).text)
    assert "“use a heap”" in markdown.render(made)
