"""The score: a published formula, sums that add up, refusals instead of zeros."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.rubrics import ANSWERS
from voicecoach.score import Context, evaluate, points
from voicecoach.testing import acoustics, spoken
from voicecoach.thresholds import (
    BANDS,
    FILLER_SCALE,
    FLOW,
    JARGON_SCALE,
    NOT_JUDGED_IN,
    PACE_SCALE,
    STRUCTURE,
    WEIGHTS,
)
from voicecoach.types import (
    Analysis,
    Evidence,
    Fillers,
    Jargon,
    Metric,
    Question,
    RubricItem,
    Segment,
    Structure,
    Transcript,
    Word,
)

SCALES = (*FLOW, PACE_SCALE, FILLER_SCALE, JARGON_SCALE)
TEAM = Question("Tell me about a conflict.", track="team")
GOOD = {
    "speaking_rate": (140, (125, 156)),
    "answer_length": (90, None),
    "pauses_within": (2, (0.5, 6)),
    "mean_run": (10, None),
    "phonation_ratio": (0.8, None),
    "filler_sounds": (2, (0.5, 5)),
    "filler_markers": (1, (0.1, 4)),
    "jargon_density": (1, (0.2, 3)),
}
SHARE = (("situation", 0.2), ("task", 0.2), ("action", 0.4), ("result", 0.2))
STORY = Structure(
    (Segment("it went well", 60, 90, "result"),), "episode", (), True, True, SHARE
)


def analysis_of(story=STORY, rubric=(), **values):
    metrics = tuple(
        Metric(name, value, "", interval, evidence=(Evidence(0, 1, ""),))
        for name, (value, interval) in {**GOOD, **values}.items()
    )
    return Analysis(Fillers((), ()), (), metrics, story, Jargon((), 1, 0), rubric)


def context_of(words=200, question=TEAM, modes=(), **changes):
    said = " ".join(f"word{i % 120}" for i in range(words))
    transcript = replace(spoken(said), **changes)
    heard = acoustics(0.4 * words + 1, [(0, 0.4 * words)])
    return Context(transcript, heard, question, modes)


def part(evaluation, name):
    return next(p for p in evaluation.score.parts if p.name == name)


def test_the_weights_are_a_whole():
    assert sum(WEIGHTS.values()) == pytest.approx(1)


def test_the_story_points_are_a_hundred():
    with_episode = [
        getattr(STRUCTURE, name) for name in STRUCTURE.__slots__ if name != "habit"
    ]
    assert sum(with_episode) == 100


@pytest.mark.parametrize("scale", SCALES, ids=lambda scale: scale.metric)
def test_every_scale_has_a_source_and_points_between_0_and_100(scale):
    assert scale.source
    assert BANDS[scale.metric].source == scale.source
    values = [value for value, _ in scale.anchors]
    assert values == sorted(values)
    assert {0, 100} <= {mark for _, mark in scale.anchors}


@given(st.sampled_from(SCALES), st.floats(-1e6, 1e6), st.floats(0, 100))
def test_fillers_pauses_and_jargon_never_pay(scale, value, more):
    assert 0 <= points(scale, value) <= 100
    if scale.anchors[0][1] == 100:
        assert points(scale, value + more) <= points(scale, value)


@given(st.floats(*[BANDS["speaking_rate"].low, BANDS["speaking_rate"].high]))
def test_inside_the_band_of_pace_is_full_marks(value):
    assert points(PACE_SCALE, value) == 100


def test_the_overall_score_is_the_weighted_mean_of_the_parts_with_points():
    evaluation = evaluate(analysis_of(filler_sounds=(20, (15, 26))), context_of())
    judged = [p for p in evaluation.score.parts if p.points is not None]
    total = sum(p.weight for p in judged)
    mean = sum(p.weight * p.points for p in judged) / total
    assert evaluation.score.overall == pytest.approx(mean, abs=0.06)
    low, high = evaluation.score.interval
    assert low <= evaluation.score.overall <= high


def test_every_part_says_its_arithmetic_and_its_source():
    evaluation = evaluate(
        analysis_of(rubric=(RubricItem("empathy", True), RubricItem("learned", False))),
        context_of(),
    )
    assert [p.name for p in evaluation.score.parts] == list(WEIGHTS)
    for found in evaluation.score.parts:
        assert found.points is not None, found.name
        assert found.interval[0] <= found.points <= found.interval[1]
        assert found.why
        assert found.source
    assert part(evaluation, "rubric").points == 50
    assert evaluation.refusals == ()


def test_the_same_rate_of_fillers_costs_less_in_a_shorter_answer():
    fillers = {"filler_sounds": (12, (7, 19)), "filler_markers": (0, (0, 3))}
    marks = [
        part(
            evaluate(analysis_of(answer_length=(s, None), **fillers), context_of()),
            "fillers",
        ).points
        for s in (15, 60, 300)
    ]
    assert 100 > marks[0] > marks[1] > marks[2] > 50


def test_the_average_rate_of_fillers_costs_nothing():
    few = {"filler_sounds": (5, (2, 10)), "filler_markers": (0, (0, 3))}
    assert part(evaluate(analysis_of(**few), context_of()), "fillers").points == 100


def test_an_answer_of_few_different_words_is_less_clear():
    few = Context(spoken("word " * 200), None, TEAM)
    assert part(evaluate(analysis_of(), few), "clarity").points == 30


def test_an_answer_to_another_question_loses_the_rubric_and_half_the_story():
    items = (RubricItem(ANSWERS, False), RubricItem("empathy", True))
    other = evaluate(analysis_of(rubric=items), context_of())
    assert part(other, "rubric").points == 0
    assert part(other, "structure").points == 50


def test_pace_is_not_judged_under_thirty_seconds():
    evaluation = evaluate(analysis_of(answer_length=(25, None)), context_of())
    assert part(evaluation, "pace").points is None
    assert any("30 s" in refusal for refusal in evaluation.refusals)


@pytest.mark.parametrize("mode", NOT_JUDGED_IN)
def test_a_mode_leaves_its_parts_out_and_says_so(mode):
    evaluation = evaluate(analysis_of(), context_of(modes=(mode,)))
    for found in evaluation.score.parts:
        if found.name in NOT_JUDGED_IN[mode]:
            assert found.points is None
            assert mode in found.why
    assert evaluation.score.overall is not None


@pytest.mark.parametrize("track", ["python", "explain", "ambiguity"])
def test_no_story_is_asked_of_an_explanation(track):
    question = Question("Explain overfitting.", track=track)
    evaluation = evaluate(analysis_of(), context_of(question=question))
    assert part(evaluation, "structure").points is None


def test_an_opinion_loses_points_where_a_story_was_asked_for():
    opinion = replace(STORY, story="opinion")
    evaluation = evaluate(analysis_of(opinion), context_of())
    assert part(evaluation, "structure").points <= 80
    unknown = evaluate(analysis_of(opinion), context_of(question=None))
    assert part(unknown, "structure").points is None


def test_a_habit_is_worth_less_than_an_episode_and_more_than_an_opinion():
    marks = [
        part(evaluate(analysis_of(replace(STORY, story=s)), context_of()), "structure")
        for s in ("opinion", "habit", "episode")
    ]
    assert marks[0].points < marks[1].points < marks[2].points


@pytest.mark.parametrize(
    ("context", "says"),
    [
        (context_of(words=0), "No words"),
        (context_of(words=19), "19 words"),
        (context_of(words=24), "9.6 s of speech"),
        (context_of(language="de"), "another language"),
        (context_of(invented=100), "invented"),
        (
            Context(
                Transcript((Word("so", 0, 20, 0.3),) * 30, "scripted", None),
                acoustics(20, [(0, 20)]),
                TEAM,
            ),
            "30 % sure",
        ),
    ],
    ids=["silence", "few words", "short", "language", "invented", "unsure"],
)
def test_what_cannot_be_judged_is_refused_with_a_reason_and_never_scored_0(
    context, says
):
    evaluation = evaluate(analysis_of(), context)
    assert any(says in refusal for refusal in evaluation.refusals)
    assert evaluation.score.overall is None
    assert evaluation.score.interval is None
    for found in evaluation.score.parts:
        assert found.points is None
        assert found.interval is None


def test_a_transcript_without_times_is_scored_by_what_can_be_read():
    nothing = (None, None)
    untimed = analysis_of(
        speaking_rate=nothing, answer_length=nothing, pauses_within=nothing,
        mean_run=nothing, phonation_ratio=nothing, filler_sounds=nothing,
        filler_markers=nothing,
    )  # fmt: skip
    words = tuple(Word("word", None, None) for _ in range(100))
    context = Context(Transcript(words, "given", None), None, TEAM)
    evaluation = evaluate(untimed, context)
    for name in ("flow", "pace", "fillers"):
        assert part(evaluation, name).points is None
    assert part(evaluation, "structure").points == 100
    assert evaluation.score.overall is not None


def test_a_shorter_answer_has_a_wider_interval():
    widths = []
    for words in (60, 200, 400):
        low, high = part(
            evaluate(analysis_of(replace(STORY, result_present=False)),
                     context_of(words=words)),
            "structure",
        ).interval  # fmt: skip
        widths.append(high - low)
    assert widths == sorted(widths, reverse=True)
