"""The same words for another listener."""

import pytest

import voicecoach
from voicecoach.report.json import from_json, to_json
from voicecoach.types import Report

SAID = (
    "Overfitting is when the model learns noise. We use dropout, batch normalization, "
    "L2 regularization, and we watch the validation loss with early stopping. With a "
    "transformer the attention heads overfit, so we lower the learning rate and use "
    "weight decay, and we check the AUROC and the calibration on a holdout set."
)


@pytest.fixture
def report(tmp_path) -> Report:
    path = tmp_path / "said.txt"
    path.write_text(SAID, encoding="utf-8")
    return voicecoach.analyze(
        transcript=path, question="What is overfitting?", audience="engineer"
    )


def test_a_recruiter_hears_more_jargon_than_an_engineer(report):
    also = voicecoach.for_audience(report, "recruiter")
    assert also.more_terms
    assert also.clarity < 100
    assert also.overall < report.score.overall
    assert also.density > (report.analysis.jargon.density or 0)


def test_the_same_listener_hears_the_same(report):
    also = voicecoach.for_audience(report, "engineer")
    assert (also.more_terms, also.fewer_terms) == ((), ())
    assert also.overall == report.score.overall
    assert also.interval == report.score.interval


def test_a_report_read_back_is_judged_like_the_first(report):
    stored = from_json(to_json(report))
    assert voicecoach.for_audience(stored, "recruiter") == voicecoach.for_audience(
        report, "recruiter"
    )


def test_other_listeners_are_kept_in_the_report(tmp_path):
    path = tmp_path / "said.txt"
    path.write_text(SAID, encoding="utf-8")
    report = voicecoach.analyze(
        transcript=path, audience="engineer", also_for=["recruiter", "manager"]
    )
    assert [also.audience for also in report.also_for] == ["recruiter", "manager"]
    assert from_json(to_json(report)).also_for[0].audience == "recruiter"
