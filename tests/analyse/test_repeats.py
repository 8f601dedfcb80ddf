import pytest

from voicecoach.analyse.repeats import repeats
from voicecoach.language import parse
from voicecoach.testing import spoken
from voicecoach.types import Answer, Transcript, Word

CAUGHT = {
    "I I led the team": "repeat: I I",
    "I, I led the team": "repeat: I I",
    "I um I led the team": "repeat: I I",
    "we changed the the code": "repeat: the the",
    "it was it was it was slow": "repeat: it was it was it was",
    "I I I do not know": "repeat: I I I",
    "we had to to leave": "repeat: to to",
    "in the in the end": "repeat: in the in the",
    "and we went we decided to stop": "restart: we went we",
    "we went, we decided to stop": "restart: we went we",
    "I was I had no time": "restart: I was I",
    "I I'm the lead": "restart: I I'm",
    "we're we were late": "restart: we're we",
    "we had a we had two weeks": "restart: we had a we",
    "it was a the first version": "restart: a the",
    "I worked in the in our lab": "restart: in the in our",
    "my pro- project was large": "cut off: pro- project",
    "my pro- pro- project was large": "cut off: pro- pro- project",
    "we used a da-": "cut off: da-",
    "it was ter- bad": "cut off: ter-",
}
PASSES = """
it was very very slow
it was really really slow
no no no that is wrong
yes yes I agree
we tried it again and again
we tried it again and again and again
over and over and over
step by step
more and more
I think I should go
you know and you know
you know you know it was late
we tested it and we tested it
I know I can do it
he said he was late
we hoped we would win
when we met we talked
if I had time I would
what I did I did alone
I know that that is true
she had had enough
it is a long long time
we fixed it. It works now.
I knew that. That was clear.
nine nine nine
pre- and post-processing
the data and the model
the work we did we shipped
a big big problem
he is who he is
all the people
what it is is a tree
""".strip().splitlines()


def answer(line: str) -> Answer:
    heard = spoken(line, seconds_per_word=0.5)
    return Answer(heard, parse(heard.words), None, None, None, "manager")


def untimed(line: str) -> Answer:
    words = tuple(Word(text, None, None) for text in line.split())
    return Answer(Transcript(words, "given", None), (), None, None, None, "manager")


@pytest.mark.slow
@pytest.mark.parametrize(("line", "note"), CAUGHT.items())
def test_a_repeat_is_found_and_named(line, note):
    assert [found.note for found in repeats(answer(line)).evidence] == [note]


@pytest.mark.slow
@pytest.mark.parametrize("line", PASSES)
def test_what_is_doubled_on_purpose_or_by_grammar_passes(line):
    assert repeats(answer(line)).evidence == ()


@pytest.mark.slow
def test_two_repeats_in_ten_seconds_are_twelve_a_minute():
    line = "we we had had a a plan and so on and on until the very end of it all"
    metric = repeats(answer(line))
    assert len(metric.evidence) == 2
    assert metric.value == pytest.approx(2 * 60 / 9.5)
    assert metric.interval[0] < metric.value < metric.interval[1]
    assert (metric.evidence[0].start, metric.evidence[0].end) == (0.0, 1.0)


def test_without_times_repeats_are_shown_and_have_no_rate():
    metric = repeats(untimed("I I led the team"))
    assert metric.value is None
    assert [(e.start, e.end, e.note) for e in metric.evidence] == [
        (None, None, "repeat: I I")
    ]
