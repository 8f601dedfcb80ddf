import pytest

from voicecoach.analyse.hedges import hedges
from voicecoach.language import parse
from voicecoach.testing import spoken
from voicecoach.types import Answer, Transcript, Word

CAUGHT = {
    "maybe we should have tested it": ["maybe"],
    "I guess it worked": ["I guess"],
    "I think it was a good idea": ["I think"],
    "it was a good idea I think": ["I think"],
    "it was probably the cache": ["probably"],
    "it was a little bit slow": ["a little bit"],
    "I was a bit nervous": ["a bit"],
    "we used a queue or something like that": ["or something like that"],
    "we used a queue or something": ["or something"],
    "it might fail": ["might"],
    "it pretty much worked": ["pretty much"],
    "I don't know it was hard": ["I don't know"],
    "as far as I know nobody complained": ["as far as I know"],
    "I’m not sure. We then asked": ["I’m not sure"],
    "Perhaps, I suppose, it was late": ["Perhaps", "I suppose"],
}
PASSES = """
that is what I think
I think about the edge cases first
the way I think about it
we kind of rushed it
it was sort of slow
a bit vector is small
a bit of code
roughly 20 users
I don't know how to swim
something like that happened
we told them the reason
I hope to learn more
I'm not sure that this is right
we pushed with all our might
""".strip().splitlines()


def answer(line: str) -> Answer:
    heard = spoken(line, seconds_per_word=0.5)
    return Answer(heard, parse(heard.words), None, None, None, "manager")


def untimed(line: str) -> Answer:
    words = tuple(Word(text, None, None) for text in line.split())
    return Answer(Transcript(words, "given", None), (), None, None, None, "manager")


@pytest.mark.slow
@pytest.mark.parametrize(("line", "notes"), CAUGHT.items())
def test_a_hedge_is_found_and_named(line, notes):
    assert [found.note for found in hedges(answer(line)).evidence] == notes


@pytest.mark.slow
@pytest.mark.parametrize("line", PASSES)
def test_what_is_said_for_sure_passes(line):
    assert hedges(answer(line)).evidence == ()


@pytest.mark.slow
def test_a_hedge_points_at_its_words():
    (found,) = hedges(answer("it was a little bit slow")).evidence
    assert (found.start, found.end) == (1.0, 2.5)


def test_without_times_hedges_are_shown_and_have_no_rate():
    metric = hedges(untimed("maybe it works"))
    assert metric.value is None
    assert [found.note for found in metric.evidence] == ["maybe"]
