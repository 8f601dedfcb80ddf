from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.report.made_reports import refused, rich_report, untimed
from voicecoach.report.labels import gauge
from voicecoach.report.timeline import MOST_TICKS, timeline
from voicecoach.types import Band, Metric, Recording


def test_items_lie_where_their_times_are(report):
    drawn = timeline(report)
    half = next(item for item in drawn.structure if item.text == "action")
    assert half.left == round(100 * half.start / drawn.duration, 3)
    assert len(drawn.fillers) == 6
    assert len(drawn.pauses) == 6


def test_nothing_to_draw_is_no_timeline():
    assert timeline(refused()) is None
    assert timeline(untimed(rich_report())) is None


def test_silence_draws_no_outline_and_divides_by_nothing(report):
    assert timeline(replace(report, peaks=(0.0,) * 50)).outline == ""


@given(st.floats(0.05, 30_000))
def test_the_axis_has_few_marks_that_lie_on_it(duration):
    report = rich_report()
    long = replace(
        report,
        recording=Recording("a", duration, 16000, ""),
        transcript=replace(report.transcript, words=()),
        analysis=replace(
            report.analysis,
            pauses=(),
            fillers=replace(report.analysis.fillers, counted=()),
            structure=replace(report.analysis.structure, segments=()),
            pace=(),
        ),
    )
    ticks = timeline(long).ticks
    assert 1 <= len(ticks) <= MOST_TICKS + 1
    assert all(0 <= left <= 100 for left, _ in ticks)


edges = st.none() | st.floats(-100, 1000)


@given(st.floats(-100, 1000), st.floats(0, 50), edges, st.floats(0, 100))
def test_a_gauge_draws_everything_inside_its_width(value, spread, low, width):
    high = None if low is None else low + width
    metric = Metric(
        "loudness", value, "dBFS", (value - spread, value + spread), Band(low, high, "")
    )
    drawn = gauge(metric)
    places = (drawn.value, *drawn.interval, *drawn.band)
    assert all(-0.1 <= place <= 100.1 for place in places)
    assert drawn.interval[0] <= drawn.value <= drawn.interval[1]


def test_a_metric_without_value_or_band_has_no_gauge():
    assert gauge(Metric("loudness", None, "dBFS", None, Band(0, 1, ""))) is None
    assert gauge(Metric("loudness", -20.0, "dBFS")) is None
