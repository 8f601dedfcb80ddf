from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.report.made_reports import rich_report
from tests.report.test_json import metrics, words
from voicecoach.store.forms import (
    read_report,
    read_summary,
    write_report,
    write_summary,
)
from voicecoach.trends import summarise

texts = st.text(st.characters(codec="utf-8"), max_size=30)


@settings(max_examples=40)
@given(
    st.lists(metrics, max_size=3).map(tuple),
    st.lists(words, max_size=4).map(tuple),
    st.lists(texts, max_size=2).map(tuple),
    st.none() | st.floats(0, 100),
)
def test_every_report_is_read_as_it_was_written(found, said, refusals, overall):
    plain = rich_report()
    made = replace(
        plain,
        analysis=replace(plain.analysis, metrics=found),
        transcript=replace(plain.transcript, words=said),
        refusals=refusals,
        score=replace(plain.score, overall=overall),
    )
    text = write_report(made)
    assert "\n" not in text
    assert read_report(text) == made


def test_a_summary_is_read_as_it_was_written():
    moment = datetime(2025, 6, 1, 12, tzinfo=UTC)
    summary = summarise(rich_report(), "1.1", moment)
    assert read_summary(write_summary(summary)) == summary


@pytest.mark.parametrize("text", ["", "{}", "null", "[]", '{"take": 3}', "{"])
def test_what_is_no_report_and_no_summary_is_refused(text):
    with pytest.raises(ValueError, match="validation error"):
        read_report(text)
    with pytest.raises(ValueError, match="validation error"):
        read_summary(text)
