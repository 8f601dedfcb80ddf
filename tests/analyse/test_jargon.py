"""What each listener stumbles over, and what it weighs."""

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analyse.said import said, written
from voicecoach.analyse.jargon import Use, jargon, jargon_density, load
from voicecoach.analyse.terms import entries
from voicecoach.types import Answer, OwnTerms, Token, Transcript


def names(line, audience="recruiter"):
    return [term.text for term in jargon(said(line, audience=audience)).terms]


# -- which words are terms -----------------------------------------------------------

LONG = (
    "so I was on the payments team and we used {} for the scoring, and after a month "
    "the customers were a lot happier with it"
)


@pytest.mark.parametrize(
    ("term", "recruiter", "manager", "engineer"),
    [
        ("a random forest", True, False, False),
        ("gradient boosting", True, True, False),
        ("speculative decoding", True, True, False),
        ("Kubernetes", False, False, False),
        ("a spreadsheet", False, False, False),
    ],
)
def test_terms_are_judged_by_who_listens(term, recruiter, manager, engineer):
    line = LONG.format(term)
    assert bool(names(line, "recruiter")) == recruiter
    assert bool(names(line, "manager")) == manager
    assert bool(names(line, "engineer")) == engineer


def test_a_term_of_another_field_is_one_to_an_engineer():
    line = "we priced options with gradient boosting and fed in the credit default swap"
    assert names(line, "engineer") == ["credit default swap"]


@pytest.mark.parametrize(
    "form",
    [
        "cross-validation",
        "cross validation",
        "Cross-Validation",
        "hyper-parameters",
        "hyperparameter",
        "random forests",
        "regularisation",
        "regularization",
        "SVMs",
        "an LSTM",
        "an R M S E",
    ],
)
def test_variants_of_a_term_are_the_same_term(form):
    assert len(names(LONG.format(form))) == 1


def test_terms_that_no_list_knows_are_found():
    line = (
        "I added a wobulator to the thermal annealing cascade and tuned the eigenplex"
    )
    assert names(line)


def test_an_everyday_story_has_no_terms():
    line = (
        "so my brother and I drove to Dundee with Ingrid and she was cross because the "
        "ferry was late, and in the end we said sorry and had a cup of tea together"
    )
    for audience in ("recruiter", "manager", "engineer"):
        assert names(line, audience) == []


@pytest.mark.parametrize("line", ["the rest of the map", "a rag on the floor"])
def test_acronyms_that_are_words_too_are_told_by_their_context(line):
    assert names(line) == []


def test_a_word_the_recogniser_was_unsure_of_is_not_held_against_the_speaker():
    words = said(LONG.format("softmax")).words
    unsure = tuple(
        replace(w, confidence=0.4) if w.text == "softmax" else w for w in words
    )
    for heard, count in ((words, 1), (unsure, 0)):
        answer = Answer(Transcript(heard, "x", None), (), None, None, None, "recruiter")
        assert len(jargon(answer).terms) == count


def test_an_acronym_and_its_words_are_one_term():
    found = jargon(
        said(LONG.format("a support vector machine, or SVM,"), audience="manager")
    )
    (term,) = found.terms
    assert (term.uses, term.explained) == (2, True)
    assert found.unexplained == 0


# -- the user's own list ------------------------------------------------------------


def test_what_the_listeners_know_is_no_jargon():
    answer = said(LONG.format("gradient boosting"), audience="manager")
    knowing = replace(answer, own_terms=OwnTerms(known=("Gradient-Boosting",)))
    assert jargon(answer).terms
    assert jargon(knowing).terms == ()


def test_what_is_jargon_here_counts_whoever_listens():
    answer = said(LONG.format("the golden path"), audience="engineer")
    (term,) = jargon(
        replace(answer, own_terms=OwnTerms(jargon=("golden paths",)))
    ).terms
    assert term.text == "golden path"


# -- explained or not ------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "we had overfitting, which means the model learns the examples by heart "
        "instead "
        "of learning the pattern",
        "we used dropout, so basically you switch off random parts of the "
        "network while "
        "it learns, and then it worked",
        "the model learned the old customers by heart, and that's called overfitting",
        "so RAG, think of it like an open book exam, the model looks things up first",
        "our API, it's like a waiter who takes your order to the kitchen and "
        "brings you "
        "back the food",
    ],
)
def test_explanations_are_heard(line):
    assert jargon(said(line, audience="recruiter")).terms[0].explained


@pytest.mark.parametrize(
    "line",
    [
        "we used gradient boosting, which is really important, and then we went home",
        "I did hyperparameter tuning and early stopping and moved on to the "
        "next project",
        "we put in rate limiting, which was honestly a nightmare for the whole team",
    ],
)
def test_near_misses_are_no_explanations(line):
    found = jargon(said(line, audience="recruiter"))
    assert found.terms
    assert found.unexplained == len(found.terms)


# -- what they weigh ------------------------------------------------------------

USES = st.lists(
    st.builds(
        lambda name, weight, how: Use(name, name, 0, 1, "term of art", weight, how),
        st.sampled_from("abcdef"),
        st.sampled_from([0.5, 1.0]),
        st.sampled_from([None, "defined"]),
    ),
    max_size=12,
)


@given(USES, st.data())
def test_explaining_a_term_never_raises_the_load(found, data):
    if found:
        at = data.draw(st.integers(0, len(found) - 1))
        told = [*found[:at], replace(found[at], how="defined"), *found[at + 1 :]]
        assert load(told) <= load(found)
        assert load(told) > 0


@given(USES, st.integers(0, 12))
def test_an_unexplained_term_more_never_lowers_the_load(found, place):
    new = Use("new", "new", 0, 1, "term of art", 1.0)
    assert load([*found[:place], new, *found[place:]]) == pytest.approx(load(found) + 1)


def test_an_explanation_halves_the_load_but_does_not_undo_it():
    bare = [Use("a", "a", 0, 1, "term of art", 1.0)]
    assert load([replace(bare[0], how="defined")]) == load(bare) / 2


def test_the_kth_use_weighs_a_kth():
    use = Use("a", "a", 0, 1, "term of art", 1.0)
    assert load([use] * 3) == pytest.approx(1 + 1 / 2 + 1 / 3)


def test_the_load_is_per_content_word_where_there_is_a_parse():
    line = "the backpropagation was in the way"
    pos = ["DET", "NOUN", "AUX", "ADP", "DET", "NOUN"]
    tokens = tuple(
        Token(text, text, tag, tag, "dep", i, i, 0)
        for i, (text, tag) in enumerate(zip(line.split(), pos, strict=True))
    )
    assert jargon(said(line, tokens=tokens, audience="recruiter")).density == (
        pytest.approx(50.0)
    )


# -- what the report relies on -------------------------------------------------------

WORDS = (
    "we used a grid search, SVM and RAG which means um it looks things up first. the "
    "latency of 3 models was so-called p99 and Kubernetes"
).split()


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
def test_capitals_and_punctuation_do_not_matter(words):
    plain = [re_plain for word in words if (re_plain := word.lower().strip(".,"))]
    loud = jargon(said(" ".join(words).upper(), audience="recruiter"))
    quiet = jargon(said(" ".join(plain), audience="recruiter"))
    assert [(t.text.lower(), t.uses, t.explained, t.start) for t in loud.terms] == [
        (t.text.lower(), t.uses, t.explained, t.start) for t in quiet.terms
    ]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
def test_terms_and_load_agree_and_start_with_a_word(words):
    answer = said(" ".join(words), audience="recruiter")
    found = jargon(answer)
    metric = jargon_density(answer, found)
    assert sum(term.uses for term in found.terms) == len(metric.evidence)
    assert found.unexplained == sum(not term.explained for term in found.terms)
    assert {term.start for term in found.terms} <= {word.start for word in answer.words}
    if found.density is not None:
        assert (found.density > 0) == bool(found.terms)


def test_the_metric_points_at_each_use():
    answer = said(
        "a grid search and then some days later a grid search", audience="manager"
    )
    metric = jargon_density(answer, jargon(answer))
    assert metric.value == jargon(answer).density
    low, high = metric.interval
    assert low <= metric.value <= high
    assert [(e.start, e.end) for e in metric.evidence] == [(0.4, 1.2), (3.6, 4.4)]


def test_no_jargon_is_a_load_of_zero_with_an_interval():
    answer = said("we had a good day")
    metric = jargon_density(answer, jargon(answer))
    assert metric.value == 0
    assert metric.evidence == ()
    assert metric.interval[1] > 0


@pytest.mark.parametrize("line", ["", "um uh"])
def test_without_words_there_is_no_density(line):
    answer = said(line)
    found = jargon(answer)
    assert (found.terms, found.density) == ((), None)
    metric = jargon_density(answer, found)
    assert (metric.value, metric.interval) == (None, None)


def test_without_times_a_term_has_no_start():
    assert jargon(written("a grid search", "recruiter")).terms[0].start is None


def test_the_list_has_many_terms_of_every_section():
    levels = [entry.level for entry in set(entries().values())]
    assert min(levels.count(level) for level in (1, 2, 3, 4)) > 80


def test_an_answer_of_two_minutes_is_quickly_read():
    line = " ".join([LONG.format("gradient boosting with early stopping")] * 10)
    jargon(said(line))  # loads the models
    started = time.process_time()
    jargon(said(line + " and that was all"))
    assert time.process_time() - started < 3  # a tenth of it on an idle machine
