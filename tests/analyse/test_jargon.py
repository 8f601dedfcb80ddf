"""What each listener stumbles over, and what it weighs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analyse.said import said, written
from voicecoach.analyse.jargon import jargon, jargon_density
from voicecoach.analyse.terms import entries
from voicecoach.types import Answer, Token, Transcript, Word


def names(line, audience="recruiter"):
    return [term.text for term in jargon(said(line, audience=audience)).terms]


@pytest.mark.parametrize(
    ("line", "recruiter", "manager", "engineer"),
    [
        ("we built a random forest", ["random forest"], [], []),
        ("we used gradient boosting", ["gradient boosting"], ["gradient boosting"], []),
        (
            "we tried speculative decoding",
            ["speculative decoding"],
            ["speculative decoding"],
            ["speculative decoding"],
        ),
        ("the model had a label and some noise", [], [], []),
        ("the RFQX was late", ["RFQX"], ["RFQX"], ["RFQX"]),
        ("our CEO and HR were there in the US", [], [], []),
        ("we ran it on Kubernetes with PyTorch", [], [], []),
    ],
)
def test_terms_are_judged_by_who_listens(line, recruiter, manager, engineer):
    assert names(line, "recruiter") == recruiter
    assert names(line, "manager") == manager
    assert names(line, "engineer") == engineer


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
        "k n n",
        "K-N-N",
        "data sets",
    ],
)
def test_variants_of_a_term_are_the_same_term(form):
    assert len(names(f"we used {form} there")) == 1


def test_a_term_does_not_reach_over_the_end_of_a_sentence():
    assert "random forest" not in names("it was random. forest fires came")


@pytest.mark.parametrize("line", ["the rest of the map", "a rag on the floor"])
def test_acronyms_that_are_words_need_their_capitals(line):
    assert names(line) == []


def test_the_same_acronym_in_capitals_counts():
    assert names("we used RAG with a REST service") == ["RAG", "REST"]


def test_a_transcript_in_capitals_is_no_row_of_acronyms():
    assert names("WE MADE A VERY GOOD CAKE FOR THE WHOLE TEAM") == []


def test_a_rare_word_counts_for_outsiders_alone():
    assert names("it was an econometric study") == ["econometric"]
    assert names("it was an econometric study", "engineer") == []


def test_a_word_made_of_common_words_is_not_rare():
    assert names("she was snowboarding and whiteboarding") == []


def test_an_unknown_word_said_once_is_a_slip_of_the_recogniser():
    assert names("we flurgled the whole thing") == []


def test_a_name_is_no_jargon():
    line = "I met krzysztof and econometrica"
    words = said(line).words
    tokens = tuple(
        Token(w.text, w.text, "PROPN", "NNP", "obj", i, i, 0)
        for i, w in enumerate(words)
    )
    assert jargon(said(line, tokens=tokens, audience="recruiter")).terms == ()


def test_a_word_the_recogniser_was_unsure_of_is_not_held_against_the_speaker():
    words = (Word("the", 0, 1, 0.9), Word("softmax", 1, 2, 0.4))
    answer = Answer(Transcript(words, "x", None), (), None, None, None, "recruiter")
    assert jargon(answer).terms == ()


def test_an_acronym_and_its_words_are_one_term_and_explain_each_other():
    found = jargon(
        said("a support vector machine, or SVM, was best", audience="manager")
    )
    (term,) = found.terms
    assert (term.uses, term.explained) == (2, True)
    assert found.unexplained == 0


def test_an_explanation_halves_the_load_but_does_not_undo_it():
    bare = jargon(said("dropout was fine for the most part there", audience="manager"))
    told = jargon(said("dropout is when you switch parts off", audience="manager"))
    assert told.terms[0].explained
    assert bare.unexplained == 1
    assert bare.terms[0].why.endswith("not explained")


def test_a_second_use_weighs_half_of_the_first():
    once = jargon(said("a grid search and then some more words there"))
    twice = jargon(said("a grid search and then a grid search there"))
    assert once.density == pytest.approx(100 / 9)
    assert twice.density == pytest.approx(150 / 9)


def test_the_load_is_per_content_word_where_there_is_a_parse():
    line = "the backpropagation was in the way"
    pos = ["DET", "NOUN", "AUX", "ADP", "DET", "NOUN"]
    tokens = tuple(
        Token(text, text, tag, tag, "dep", i, i, 0)
        for i, (text, tag) in enumerate(zip(line.split(), pos, strict=True))
    )
    assert jargon(said(line, tokens=tokens)).density == pytest.approx(50.0)


def test_the_metric_points_at_each_use():
    answer = said("a grid search and then a grid search there")
    metric = jargon_density(answer, jargon(answer))
    assert metric.value == jargon(answer).density
    low, high = metric.interval
    assert low <= metric.value <= high
    assert [(e.start, e.end) for e in metric.evidence] == [(0.4, 1.2), (2.4, 3.2)]


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
    assert found.density is None
    metric = jargon_density(answer, found)
    assert (metric.value, metric.interval) == (None, None)


def test_without_times_a_term_has_no_start():
    assert jargon(written("a grid search", "recruiter")).terms[0].start is None


def test_the_list_has_several_hundred_terms():
    assert len({entry.name for entry in entries().values()}) > 500


@given(
    st.lists(
        st.sampled_from("we RAG grid search, SVM is a PCA um latency the of 3".split()),
        min_size=1,
        max_size=40,
    )
)
def test_terms_and_load_agree(words):
    answer = said(" ".join(words), audience="recruiter")
    found = jargon(answer)
    metric = jargon_density(answer, found)
    assert sum(term.uses for term in found.terms) == len(metric.evidence)
    assert found.unexplained == sum(not term.explained for term in found.terms)
    if found.density is not None:
        assert (found.density > 0) == bool(found.terms)
