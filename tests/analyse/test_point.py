import pytest

from tests.analyse.said import said, written
from voicecoach.analyse.point import time_to_point
from voicecoach.analyse.structure import structure


def measure(answer):
    return time_to_point(answer, structure(answer))


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("That's a good question.", None),
        ("Okay, let me think.", None),
        ("Um, sure. Let's see.", None),
        ("So one time when I showed leadership.", None),
        ("So disagreed with a team mate.", "When have you disagreed with a team mate?"),
        (
            "So cross-validation and why it matters.",
            "Cross-validation, why it matters?",
        ),
    ],
)
def test_thinking_aloud_and_restating_come_before_the_point(before, question):
    answer = said(before + " Last year I was at a bank.", question=question)
    metric = measure(answer)
    assert metric.value == pytest.approx(0.4 * len(before.split()))
    (evidence,) = metric.evidence
    assert (evidence.start, evidence.end) == (0.0, metric.value)


def test_who_answers_at_once_needs_no_time():
    metric = measure(said("Last year I was at a bank. We lost a customer."))
    assert (metric.value, metric.evidence) == (0.0, ())


def test_a_definition_is_an_answer_although_it_names_the_subject():
    line = "Overfitting is when a model learns its examples by heart."
    assert measure(said(line, question="What is overfitting?")).value == 0.0


def test_who_never_gets_there_has_no_time():
    metric = measure(said("Um, let me think. That's a tough one."))
    assert (metric.value, metric.evidence) == (None, ())


def test_a_filler_before_the_point_counts_into_its_time():
    assert measure(said("um uh last year I was at a bank")).value == pytest.approx(0.8)


@pytest.mark.parametrize("answer", [said(""), written("Last year I was at a bank.")])
def test_without_times_or_words_there_is_none(answer):
    assert measure(answer).value is None
