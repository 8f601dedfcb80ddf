import io
import re

from rich.console import Console

from tests.report.made_reports import HOSTILE, hostile, refused, rich_report, untimed
from voicecoach.report.labels import PARTS
from voicecoach.report.terminal import plain, scorecard


def shown(report, width=90):
    console = Console(width=width, file=io.StringIO(), color_system=None)
    console.print(scorecard(report))
    return "".join(
        line.rstrip() + "\n" for line in console.file.getvalue().splitlines()
    )


def test_terminal_report(report, golden):
    golden(shown(report))


def test_a_refusal_shows_why_and_no_number():
    text = shown(refused())
    assert "no score" in text
    assert "No speech was heard in 4.0 s of sound." in text
    assert "of 100" not in text


def test_a_report_without_times_is_shown_without_them():
    assert "0:22.6" in shown(rich_report())
    assert not re.search(r"\d:\d\d\.\d", shown(untimed(rich_report())))


def test_text_of_the_recording_is_never_markup(report):
    text = shown(hostile(), width=300)
    assert plain(HOSTILE) in text


def test_escape_sequences_never_reach_the_terminal():
    assert plain("\x1b[31mred\x07 [bold]") == " [31mred  [bold]"


def test_a_narrow_terminal_shows_the_points_of_every_part():
    report = rich_report()
    text = shown(report, width=20)
    for part in report.score.parts:
        points = "–" if part.points is None else f"{part.points:.0f}"
        assert re.search(rf"^ *{points}  {PARTS[part.name].split()[0]}", text, re.M)
    assert max(map(len, text.splitlines())) <= 20
