"""How well the labels agree with a reader's, and laws that hold for any answer."""

import importlib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analyse.said import LABELS, cases, said, written
from voicecoach.analyse.structure import structure

WORDS = st.lists(
    st.sampled_from(
        "I we they built the um problem was in end. it won, 40% and so because last "
        "year yeah — had to $5 learned uh".split()
    ),
    max_size=60,
)


def judge(case):
    return structure(said(" ".join(case.words), question=case.question))


def labels_by_word(found):
    return [part.label for part in found.segments for _ in part.text.split()]


def macro_f1(name):
    pairs = Counter(
        pair
        for case in cases(name)
        for pair in zip(labels_by_word(judge(case)), case.labels, strict=True)
    )
    scores = []
    for label in LABELS.values():
        hits = pairs[label, label]
        told = sum(n for (guess, _), n in pairs.items() if guess == label)
        true = sum(n for (_, truth), n in pairs.items() if truth == label)
        scores.append(2 * hits / (told + true))
    return sum(scores) / len(scores)


@pytest.mark.parametrize("name", ["star_seen", "star_unseen"])
def test_labels_agree_with_a_reader(name):
    assert macro_f1(name) >= 0.8


@pytest.mark.parametrize("name", ["star_seen", "star_unseen"])
def test_stories_and_results_agree_with_a_reader(name):
    answers = cases(name)
    found = [judge(case) for case in answers]
    pairs = list(zip(found, answers, strict=True))
    assert sum(a.story == b.story for a, b in pairs) >= 0.9 * len(pairs)
    assert sum(a.result_present == b.result for a, b in pairs) >= 0.85 * len(pairs)
    wrong = [b.name for a, b in pairs if a.result_quantified and not b.number]
    assert len(wrong) <= 1


def test_an_answer_without_punctuation_is_cut_as_well():
    found = structure(
        said(
            "last summer I was an intern at a bank and the problem was that the "
            "reports took all day so I wrote a script and I tested it with my boss "
            "and in the end the reports took ten minutes instead of six hours"
        )
    )
    assert [part.label for part in found.segments] == [
        "situation",
        "task",
        "action",
        "result",
    ]
    assert found.story == "episode"
    assert found.result_quantified
    assert found.missing == ()


def test_an_opinion_is_no_story_and_has_no_result():
    found = structure(
        said(
            "I think teamwork is really important and I would always listen to "
            "everybody because I believe that people work better that way"
        )
    )
    assert found.story == "opinion"
    assert found.result_present is False
    assert "result" in found.missing


def test_without_words_nothing_is_judged():
    found = structure(said(""))
    assert found.segments == ()
    assert (found.story, found.result_present) == (None, None)
    assert found.share == ()


def test_fillers_alone_are_no_story():
    found = structure(said("um uh um"))
    assert [part.label for part in found.segments] == ["other"]
    assert found.result_present is False


def test_without_times_the_share_is_of_words():
    found = structure(written("That's a good question. Yeah."))
    assert dict(found.share)["other"] == 1.0


@given(WORDS)
def test_the_segments_cover_every_word_once_in_order(words):
    found = structure(said(" ".join(words)))
    assert " ".join(part.text for part in found.segments).split() == words


@given(WORDS)
def test_shares_add_up_and_neighbours_differ(words):
    found = structure(said(" ".join(words)))
    if words:
        assert sum(part for _, part in found.share) == pytest.approx(1.0)
        assert found.result_present is not None
    for one, next_one in zip(found.segments, found.segments[1:], strict=False):
        assert one.label != next_one.label


@given(WORDS)
def test_a_number_needs_a_result(words):
    found = structure(said(" ".join(words)))
    assert not found.result_quantified or found.result_present


def test_every_line_of_the_cue_table_is_read():
    cues = importlib.import_module("voicecoach.analyse.cues")
    assert len(cues.cues()) == len(cues.data_lines("cues.txt")) > 90
