import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.report.made_reports import refused, rich_report, untimed
from voicecoach.thresholds import PROGRESS
from voicecoach.trends import Measure, Summary, summarise, trends
from voicecoach.trends.line import student

BEGIN = datetime(2025, 1, 1, tzinfo=UTC)


def take(number, value, *, name="filler_sounds", room=None, seconds=60.0, **more):
    interval = None if room is None else (value - room, value + room)
    measures = (Measure(name, "/min", value, interval),)
    fields = {"track": "team", "question_id": "conflict", **more}
    recorded = BEGIN + timedelta(days=number)
    return Summary(
        f"1.{number}", recorded, seconds=seconds, measures=measures, **fields
    )


def series(values, **more):
    (one,) = trends([take(n, v, **more) for n, v in enumerate(values)]).series
    return one


def test_a_straight_fall_of_fillers_is_better_beyond_noise():
    line = series([14.0, 13.1, 11.9, 11.0, 10.2, 9.0], room=0.5).line
    assert line.first == pytest.approx(14.0, abs=0.2)
    assert line.change == pytest.approx(-5.0, abs=0.2)
    assert line.beyond_noise
    assert line.better is True
    assert line.interval[0] < line.change < line.interval[1] < 0


def test_the_other_way_it_is_worse():
    found = trends(
        [take(n, v) for n, v in enumerate([9.0, 10.2, 11.0, 11.9, 13.1, 14.0])]
    )
    assert [one.name for one in found.worse] == ["filler_sounds"]
    assert found.better == ()


def test_the_intervals_of_the_takes_are_noise_as_well():
    fall = [8.0, 7.6, 7.2, 6.8, 6.4, 6.0]
    assert series(fall, room=0.2).line.beyond_noise
    assert not series(fall, room=4.0).line.beyond_noise


def test_inside_the_comfortable_band_nothing_gets_better():
    line = series([4.0, 3.5, 3.0, 2.5, 2.0, 1.5]).line
    assert line.beyond_noise
    assert line.better is None


def test_a_measure_without_a_band_has_a_direction_and_no_verdict():
    line = series([9.0, 8.1, 7.0, 6.1, 5.0, 4.2], name="hedges").line
    assert (line.beyond_noise, line.better) == (True, None)


@pytest.mark.parametrize("name", ["overall", "part flow"])
def test_more_points_are_better(name):
    assert series([50.0, 55.0, 60.0, 66.0, 70.0, 75.0], name=name).line.better is True


def test_equal_values_have_no_direction():
    line = series([74.0] * 8, name="overall").line
    assert (line.change, line.beyond_noise, line.better) == (0.0, False, None)


def test_with_too_few_takes_there_is_no_line_and_it_is_said():
    few = [take(n, 9.0 - n) for n in range(PROGRESS.fewest - 1)]
    found = trends(few)
    assert found.series[0].line is None
    assert found.better == ()
    assert f"there are {PROGRESS.fewest - 1}" in found.too_few
    assert "there is 1." in trends(few[:1]).too_few
    assert trends([]).series == ()
    assert trends([]).too_few
    assert trends([*few, take(9, 0.0)]).too_few is None


def test_what_was_not_measured_is_no_point():
    takes = [take(n, 5.0) for n in range(6)]
    takes.append(
        Summary(
            "2.1", BEGIN, None, None, None, (Measure("filler_sounds", "/min", None),)
        )
    )
    (one,) = trends(takes).series
    assert len(one.points) == 6


def test_the_points_are_in_the_order_of_recording_whatever_comes_first():
    takes = [take(n, float(n)) for n in range(6)]
    mixed = random.Random(1).sample(takes, len(takes))
    assert trends(mixed) == trends(takes)
    assert [point.take for point in trends(mixed).series[0].points] == [
        f"1.{n}" for n in range(6)
    ]


def test_a_track_and_a_question_are_looked_at_alone():
    takes = [
        *(take(n, 5.0) for n in range(3)),
        *(take(n, 9.0, track="impact", question_id="faster") for n in range(3, 5)),
    ]
    assert trends(takes, track="team").takes == 3
    assert trends(takes, question_id="faster").takes == 2
    assert trends(takes, track="team", question_id="faster").takes == 0
    assert trends(takes, track="impact").series[0].usual == 9.0


def test_a_long_answer_weighs_more_than_a_short_one():
    takes = [take(n, 6.0) for n in range(7)]
    short, long = (
        trends([*takes, take(7, 20.0, seconds=s)]).series[0].line for s in (5.0, 300.0)
    )
    assert 0 < short.change < long.change


@settings(max_examples=60)
@given(
    st.lists(st.floats(0, 100), min_size=6, max_size=20),
    st.floats(-50, 50),
    st.floats(0.1, 10),
)
def test_the_line_follows_a_shift_and_a_scale(values, shift, scale):
    plain = series(values, name="hedges").line
    moved = series([v * scale + shift for v in values], name="hedges").line
    assert moved.change == pytest.approx(plain.change * scale, abs=1e-5)
    assert moved.first == pytest.approx(plain.first * scale + shift, abs=1e-5)


@settings(max_examples=60)
@given(st.lists(st.floats(5, 100), min_size=6, max_size=20))
def test_backwards_the_change_has_the_other_sign(values):
    there = series(values, name="hedges").line
    back = series(values[::-1], name="hedges").line
    assert back.change == pytest.approx(-there.change, abs=1e-6)
    assert there.interval[0] <= there.change <= there.interval[1]


def test_noise_alone_has_a_direction_in_about_one_of_twenty():
    chance = random.Random(7)
    wrong = sum(
        series(
            [chance.gauss(50, 8) for _ in range(10)], name="hedges"
        ).line.beyond_noise
        for _ in range(600)
    )
    assert 0.02 < wrong / 600 < 0.08


def test_student_is_that_of_the_tables():
    known = {1: 12.706, 2: 4.303, 3: 3.182, 5: 2.571, 8: 2.306, 20: 2.086, 120: 1.980}
    assert {n: round(student(n), 3) for n in known} == known


# -- habits -------------------------------------------------------------


def habits(takes):
    return trends(takes).habits


def test_a_filler_of_half_of_the_takes_is_a_habit():
    takes = [
        take(0, 5.0, fillers=(("um", 4), ("like", 1))),
        take(1, 5.0, fillers=(("um", 2), ("so", 9))),
        take(2, 5.0),
        take(3, 5.0, fillers=(("like", 3),)),
    ]
    found = habits(takes).fillers
    assert [(one.name, one.takes, one.of, one.count) for one in found] == [
        ("um", 2, 4, 6),
        ("like", 2, 4, 4),
    ]


def test_the_part_that_is_usually_missing_is_named_among_stories_only():
    takes = [
        take(0, 5.0, missing=("result",)),
        take(1, 5.0, missing=("result", "task")),
        take(2, 5.0, missing=()),
        take(3, 5.0, missing=None),
    ]
    (one,) = habits(takes).missing
    assert (one.name, one.takes, one.of) == ("result", 2, 3)


@pytest.mark.parametrize(
    ("pauses", "place"),
    [
        ([(20, 3), (14, 5), (9, 2)], "within"),
        ([(2, 13), (4, 15), (1, 9)], "between"),
        ([(5, 5), (6, 4), (5, 6)], None),
    ],
)
def test_the_usual_place_of_pauses_is_told_where_it_is_sure(pauses, place):
    takes = [take(n, 5.0, pauses=pair) for n, pair in enumerate(pauses)]
    assert habits(takes).pauses.place == place


def test_two_takes_make_no_habit():
    found = habits([take(n, 5.0, fillers=(("um", 4),), pauses=(9, 1)) for n in (0, 1)])
    assert (found.fillers, found.missing, found.pauses) == (None, None, None)


# -- what is taken from a report ---------------------------------------


def test_a_summary_has_every_number_of_the_report():
    report = rich_report()
    summary = summarise(report, "3.1", BEGIN)
    values = {measure.name: measure for measure in summary.measures}
    assert values["overall"].value == report.score.overall
    assert values["part flow"].interval == report.score.parts[0].interval
    for metric in report.analysis.metrics:
        assert values[metric.name].value == metric.value
    assert (summary.track, summary.question_id) == ("impact", "impact-02")
    assert dict(summary.fillers)["i mean"] == 1
    assert summary.missing == ()
    assert summary.pauses == (6, 0)
    assert summary.seconds == 41.9


def test_what_a_report_does_not_know_its_summary_does_not():
    summary = summarise(refused(), "3.1", BEGIN)
    assert all(measure.value is None for measure in summary.measures)
    assert (summary.track, summary.missing, summary.seconds) == (None, None, None)
    assert summarise(untimed(rich_report()), "3.1", BEGIN).pauses is None
