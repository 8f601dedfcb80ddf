import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.report.made_reports import refused, rich_report, untimed
from voicecoach.analyse.rates import per_minute
from voicecoach.compare import chance_of, compare, difference
from voicecoach.types import Metric, Question, RubricItem, Score, Term

RATES = ("pauses_within", "filler_sounds", "filler_markers", "repeats", "hedges")


def counted(report, **counts):
    """The report with other numbers of events."""
    words = report.transcript.words
    seconds = words[-1].end - words[0].start

    def with_count(metric):
        if metric.name not in counts:
            return metric
        value, interval = per_minute(counts[metric.name], seconds)
        return replace(metric, value=value, interval=interval)

    metrics = tuple(map(with_count, report.analysis.metrics))
    return replace(report, analysis=replace(report.analysis, metrics=metrics))


def structured(report, **fields):
    structure = replace(report.analysis.structure, **fields)
    return replace(report, analysis=replace(report.analysis, structure=structure))


def scored(report, overall, interval):
    return replace(
        report, score=replace(report.score, overall=overall, interval=interval)
    )


def found(comparison, name):
    return next(change for change in comparison.changes if change.name == name)


# -- the chance of a difference -----------------------------------


@pytest.mark.parametrize(
    ("first", "second", "seconds", "after", "chance"),
    [
        # A fair coin: 2 * P(X <= 2 of 14) = 2 * 106 / 2**14.
        (12, 2, 60.0, 60.0, 2 * 106 / 2**14),
        (2, 12, 60.0, 60.0, 2 * 106 / 2**14),
        (0, 5, 30.0, 30.0, 2 / 2**5),
        (0, 6, 30.0, 30.0, 2 / 2**6),
        # A third of the time, all of the events: 2 * (1/3)**3.
        (3, 0, 30.0, 60.0, 2 / 27),
        (4, 4, 60.0, 60.0, 1.0),
        (0, 0, 60.0, 90.0, 1.0),
    ],
)
def test_the_chance_is_that_of_the_exact_test(first, second, seconds, after, chance):
    assert chance_of(first, seconds, second, after) == pytest.approx(chance)


counts = st.integers(0, 60)
lengths = st.floats(5, 600)


@given(counts, lengths, counts, lengths)
def test_the_chance_is_one_and_does_not_hang_on_the_order(first, one, second, other):
    chance = chance_of(first, one, second, other)
    assert 0 <= chance <= 1
    assert chance_of(second, other, first, one) == pytest.approx(chance)


@given(counts, lengths)
def test_more_events_in_the_same_time_are_never_likelier(count, seconds):
    chances = [chance_of(count, seconds, count + more, seconds) for more in range(8)]
    assert chances == sorted(chances, reverse=True)


def test_equal_rates_are_told_apart_in_no_more_than_one_in_twenty():
    """Add up what the test would say of every pair of counts of a rate of five."""
    weights = [math.exp(-5) * 5**k / math.factorial(k) for k in range(30)]
    wrong = sum(
        a * b
        for i, a in enumerate(weights)
        for j, b in enumerate(weights)
        if chance_of(i, 60.0, j, 60.0) < 0.05
    )
    assert 0.001 < wrong <= 0.05


def test_the_interval_of_a_difference_is_that_of_the_source():
    # Independent normal estimates: the half-widths add up as squares.
    change, (low, high) = difference(10.0, (7.0, 13.0), 14.0, (10.0, 18.0))
    assert (change, low, high) == (4.0, -1.0, 9.0)
    # Lopsided ones: down goes the later one's lower half, the earlier one's upper.
    assert difference(0.0, (0.0, 3.0), 5.0, (1.0, 5.0)) == (5.0, (0.0, 5.0))


# -- laws of the whole ------------------------------------------

metric_counts = st.fixed_dictionaries({name: st.integers(0, 40) for name in RATES})
scores = st.none() | st.floats(0, 100)


@st.composite
def reports(draw):
    base = draw(st.sampled_from([rich_report(), untimed(rich_report()), refused()]))
    if base.transcript.words and base.transcript.timed:
        base = counted(base, **draw(metric_counts))
    overall = draw(scores)
    room = draw(st.floats(0, 20))
    interval = None if overall is None else (overall - room, overall + room)
    base = scored(base, overall, interval)
    if base.analysis.structure.segments:
        base = structured(
            base,
            missing=tuple(draw(st.sets(st.sampled_from(["task", "result"])))),
            result_present=draw(st.none() | st.booleans()),
        )
    asked = st.sampled_from([None, Question("One?", "a"), Question("Two?", "b")])
    return replace(base, question=draw(asked))


@settings(max_examples=40)
@given(reports())
def test_a_report_differs_from_itself_in_nothing(report):
    same = compare(report, report)
    assert same.better == same.worse == same.fixed == same.lost == same.remarks == ()
    assert all(change.change in (None, 0) for change in same.changes)
    assert not any(change.beyond_noise for change in same.changes)


@settings(max_examples=60)
@given(reports(), reports())
def test_the_other_way_round_every_sign_is_turned(before, after):
    there, back = compare(before, after), compare(after, before)
    assert there.fixed == back.lost
    assert there.lost == back.fixed
    assert there.same_question == back.same_question
    assert len(there.changes) == len(back.changes)
    for one, other in zip(there.changes, back.changes, strict=True):
        assert (one.before, one.after) == (other.after, other.before)
        assert one.beyond_noise == other.beyond_noise
        assert one.better == (None if other.better is None else not other.better)
        if one.change is not None:
            assert one.change == -other.change


# -- what is said ---------------------------------------------------------


def test_far_fewer_fillers_are_better_and_beyond_noise():
    before = counted(rich_report(), filler_sounds=14)
    after = counted(rich_report(), filler_sounds=2)
    change = found(compare(before, after), "filler_sounds")
    assert (change.beyond_noise, change.better, change.method) == (True, True, "counts")
    assert change.chance == pytest.approx(2 * 137 / 2**16)
    words = rich_report().transcript.words
    seconds = words[-1].end - words[0].start
    assert change.change == pytest.approx(-12 * 60 / seconds)
    assert found(compare(after, before), "filler_sounds").better is False


def test_two_fillers_fewer_are_noise():
    before = counted(rich_report(), filler_sounds=5)
    after = counted(rich_report(), filler_sounds=3)
    change = found(compare(before, after), "filler_sounds")
    assert (change.beyond_noise, change.better) == (False, None)
    assert change in compare(before, after).noise


def test_a_measure_that_nothing_judges_is_changed_and_not_better():
    before = counted(rich_report(), hedges=20)
    change = found(compare(before, counted(rich_report(), hedges=2)), "hedges")
    assert (change.beyond_noise, change.better) == (True, None)


def test_inside_the_band_a_change_is_neither_better_nor_worse():
    def speaking(rate):
        plain = rich_report()
        metric = replace(
            plain.analysis.metric("speaking_rate"),
            value=rate,
            interval=(rate - 2, rate + 2),
        )
        return replace(plain, analysis=replace(plain.analysis, metrics=(metric,)))

    inside = found(compare(speaking(130.0), speaking(150.0)), "speaking_rate")
    assert (inside.beyond_noise, inside.better) == (True, None)
    fast = found(compare(speaking(150.0), speaking(230.0)), "speaking_rate")
    assert fast.better is False
    slower = found(compare(speaking(230.0), speaking(150.0)), "speaking_rate")
    assert slower.better is True


def test_points_are_compared_by_their_intervals():
    low = scored(rich_report(), 50.0, (47.0, 53.0))
    high = scored(rich_report(), 60.0, (56.0, 64.0))
    change = compare(low, high).overall
    assert (change.method, change.interval) == ("intervals", (5.0, 15.0))
    assert change.better is True
    near = scored(rich_report(), 54.0, (50.0, 58.0))
    assert compare(low, near).overall.beyond_noise is False


def test_what_was_not_measured_twice_is_not_compared():
    before, after = refused(), rich_report()
    comparison = compare(before, after)
    assert comparison.overall.change is None
    assert comparison.overall.beyond_noise is None
    assert comparison.better == ()
    assert found(comparison, "filler_sounds").before is None


def test_a_measure_without_an_interval_is_shown_and_not_judged():
    change = found(compare(rich_report(), rich_report()), "longest_pause")
    assert change.change == 0
    assert (change.beyond_noise, change.method) == (None, None)


def test_without_times_rates_are_not_compared_by_counts():
    change = found(compare(untimed(rich_report()), rich_report()), "filler_sounds")
    assert change.method is None


def test_a_part_of_the_story_that_is_there_now_is_fixed():
    before = structured(
        rich_report(),
        missing=("result",),
        result_present=False,
        result_quantified=False,
    )
    steps = compare(before, rich_report()).fixed
    assert [(step.kind, step.name) for step in steps] == [
        ("part", "result"),
        ("result", "result"),
        ("number", "result"),
    ]
    assert compare(before, rich_report()).lost == ()


def test_a_term_that_is_explained_now_is_fixed():
    def with_term(explained, text="Backfill"):
        plain = rich_report()
        jargon = replace(
            plain.analysis.jargon, terms=(Term(text, 1, explained, 1.0, ""),)
        )
        return replace(plain, analysis=replace(plain.analysis, jargon=jargon))

    (step,) = compare(with_term(False), with_term(True, "backfill")).fixed
    assert (step.kind, step.name) == ("term", "backfill")
    assert compare(with_term(False), with_term(True, "ORM")).fixed == ()
    assert compare(with_term(True), with_term(False)).fixed == ()


def test_an_item_of_the_rubric_that_is_met_now_is_fixed():
    def with_item(met):
        plain = rich_report()
        items = (RubricItem("own part", met),)
        return replace(plain, analysis=replace(plain.analysis, rubric=items))

    (step,) = compare(with_item(False), with_item(True)).fixed
    assert (step.kind, step.name) == ("rubric", "own part")
    assert compare(with_item(None), with_item(True)).fixed == ()


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        (Question("A?", "a"), Question("B?", "a"), True),
        (Question("A?", "a"), Question("A?", "b"), False),
        (Question("A  b?"), Question("A b?", "a"), True),
        (Question("A?"), Question("B?"), False),
        (None, Question("B?"), None),
    ],
)
def test_it_is_said_whether_the_question_was_the_same(before, after, same):
    reports = [replace(rich_report(), question=asked) for asked in (before, after)]
    comparison = compare(*reports)
    assert comparison.same_question is same
    assert any("two questions" in r for r in comparison.remarks) == (same is False)


def test_another_listener_model_or_version_is_remarked():
    plain = rich_report()
    other = replace(
        plain,
        version="9.9",
        question=replace(plain.question, audience="recruiter"),
        transcript=replace(plain.transcript, model="small.en"),
    )
    comparison = compare(plain, other)
    assert comparison.same_audience is False
    said = " ".join(comparison.remarks)
    for word in ("listener", "writing down", "versions"):
        assert word in said


def test_parts_and_metrics_that_only_one_report_has_are_left_out():
    plain = rich_report()
    more = Metric("later", 1.0, "s")
    later = replace(
        plain,
        analysis=replace(plain.analysis, metrics=(more,)),
        score=Score(None, None, plain.score.parts[:1]),
    )
    comparison = compare(plain, later)
    assert [change.name for change in comparison.parts] == ["flow"]
    assert comparison.metrics == ()
