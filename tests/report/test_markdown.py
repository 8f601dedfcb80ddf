import re

import pytest

from tests.report.made_reports import HOSTILE, hostile, refused, rich_report, untimed
from voicecoach.report.markdown import escape, render


def test_markdown_report(report, golden):
    golden(render(report), ".md")


@pytest.mark.parametrize("made", [rich_report, refused, lambda: untimed(rich_report())])
def test_every_report_can_be_written(made):
    text = render(made())
    assert text.startswith("# ")
    assert "## The answer" in text
    assert "None" not in text


def test_no_text_of_the_recording_is_markup():
    text = render(hostile())
    bare = re.sub(r"\\.", "", text)  # what is escaped is no markup
    assert not re.search(r"<\w|\]\(", bare)
    assert "`" not in bare


def test_a_table_keeps_its_columns_under_hostile_text():
    for line in render(hostile()).splitlines():
        if line.startswith("|"):
            cells = re.split(r"(?<!\\)\|", line)
            assert len(cells) == 7, line


def test_escaped_text_stays_on_one_line():
    assert escape("a\n# b") == r"a \# b"
    assert "\n" not in escape(HOSTILE + "\n" + HOSTILE)


def test_a_refusal_is_told_before_everything_else():
    text = render(refused())
    assert text.index("No speech was heard") < text.index("**No score.**")
