from dataclasses import replace

import pytest

from tests.report.made_reports import refused, rich_report, untimed
from voicecoach.overall import overall


def test_nothing_said_is_nothing_claimed():
    whole = overall([])
    assert (whole.answers, whole.scored, whole.score) == (0, 0, None)
    assert whole.speaking is None
    assert [rate.value for rate in whole.rates] == [None, None]
    assert whole.fillers == whole.missing == whole.parts == ()


def test_counts_are_added_up_and_scores_averaged():
    report = rich_report()
    one, two = overall([report]), overall([report, report])
    assert two.score == one.score == report.score.overall
    assert two.speaking == pytest.approx(2 * one.speaking)
    for once, twice in zip(one.rates, two.rates, strict=True):
        assert twice.value == pytest.approx(once.value)
        low, high = twice.interval
        assert once.interval[0] <= low <= twice.value <= high <= once.interval[1]
    uses = {habit.text: habit for habit in two.fillers}
    counted = report.analysis.fillers.counted
    assert sum(h.uses for h in two.fillers) == 2 * len(counted)
    assert all(habit.answers == 2 for habit in uses.values())


def test_an_answer_without_a_score_is_not_averaged():
    report = rich_report()
    whole = overall([report, refused()])
    assert (whole.answers, whole.scored) == (2, 1)
    assert whole.score == report.score.overall


def test_a_part_that_is_missing_in_most_stories_comes_first():
    def lacking(*parts):
        report = rich_report()
        story = replace(report.analysis.structure, story="episode", missing=parts)
        return replace(report, analysis=replace(report.analysis, structure=story))

    whole = overall([lacking("task"), lacking("result", "task"), lacking()])
    assert [(k.part, k.missing, k.answers) for k in whole.missing] == [
        ("task", 2, 3),
        ("result", 1, 3),
    ]


def test_without_times_there_are_no_rates():
    whole = overall([untimed(rich_report())])
    assert whole.speaking is None
    assert [rate.value for rate in whole.rates] == [None, None]
    assert whole.rates[0].evidence
