"""Lines that must be caught and lines that must pass; *asterisks* hold the use."""

import re

import pytest

from voicecoach.analyse.marker_rules import RULES
from voicecoach.analyse.markers import markers
from voicecoach.analyse.rule import Rule
from voicecoach.language import parse
from voicecoach.spelling import filler_sound
from voicecoach.testing import spoken
from voicecoach.thresholds import MARKER_COUNTS
from voicecoach.types import Answer, Filler, Fillers, Pause, Transcript, Word

WORD = 0.3  # seconds
PAUSE = 0.8


def marked(line: str) -> tuple[str, int, int]:
    """Give the line without asterisks, and which words stood between them."""
    before, use, _ = line.split("*")
    first = len(before.split())
    return line.replace("*", ""), first, first + len(use.split())


def answer(line: str, *, timed: bool = False) -> Answer:
    """Say a line; (...) is a pause."""
    words: list[Word] = []
    now = 0.0
    for text in line.split():
        if text == "(...)":
            now += PAUSE
            continue
        times = (now, now + WORD) if timed else (None, None)
        words.append(
            Word(text, *times, kind="filler" if filler_sound(text) else "word")
        )
        now += WORD
    heard = Transcript(tuple(words), "given", None)
    return Answer(heard, parse(words), None, None, None, "manager")


def weighed(line: str, *, timed: bool = False) -> Filler:
    """Give what was decided about the use between the asterisks."""
    plain, first, _ = marked(line)
    first -= plain.split()[:first].count("(...)")
    found = markers(answer(plain, timed=timed))
    return next(
        use for use in (*found.counted, *found.not_counted) if use.word == first
    )


CAUGHT = """
so I *like* went to my manager and told her
we were *like* completely lost at that point
it took *like* two weeks to train the model
there were *like* a hundred features in there
he was working on *like* the data pipeline
the model was *like* really slow in production
and then *like* nobody knew what to do
because *like* we had never done this before
I was responsible for *like* everything in that team
we had a *like* really tight deadline
they gave us um *like* a list of names
it was *like* um hard to explain
the team was you know *like* spread over three countries
I think that *like* the biggest problem was the data
we built *like* dashboards for the sales people
*Like* I was the only engineer on that project
my job was *like* to fix the tests
they said *like* three of us would have to leave
and it was *you know* a difficult time for everyone
*you know* we tried everything
we had to *you know* talk to the customers first
and *you know* it worked in the end
it was a small team *you know* but we did a lot
because *you know* the deadline was close
so *you know* I just called her
I asked her, *you know*, what she wanted from us
*I mean* it was not perfect
it was good *I mean* it was really good
the data was *I mean* terrible
we had *I mean* no choice
because *I mean* nobody else would do it
*Well* I started at a small company
*well* it depends on the data
and she said *well* we can try that
um *well* the first thing is the data
oh *well* it did not work
it was hard but *well* we did it
yeah *well* I would say yes
we *kind of* gave up on that idea
it was *sort of* difficult to explain
I was *kind of* worried about the launch
it *sort of* works now
it was *kind of* a mess
*So* yeah that was my project
*So* um I worked on the search team
*so* anyway we moved to the cloud
and that is how we did it *so* yeah
*So* what did I do
*so* you know we had to decide
""".strip().splitlines()

PASSES = """
I *like* this
I *like* working with other people
I really *like* the way your team works
we would *like* to hear from you
I'd *like* to start with the problem
they didn't *like* the new design
what do you *like* about Python
people who *like* data should try this
my manager did not *like* it at all
nobody seemed to *like* the idea
it looks *like* a tree
it sounded *like* a good plan
it felt *like* the right decision
it seems to me *like* an easy problem
I have never seen anything *like* it
we needed something *like* a cache
companies *like* Google do this at scale
tools *like* pandas and NumPy help
things *like* that happen
a decision tree is *like* a game of twenty questions
think of it *like* a library
it works *like* a filter
*like* I said the data was noisy
just *like* you said before
and I was *like* no way
I would do it again *like* that
treat it *like* any other bug
that is what the job was *like*
*you know* how to do it
do *you know* what overfitting is
as *you know* the model was old
if *you know* the distribution you can sample from it
I can use what *you know* already
how do *you know* that it works
before *you know* it the disk is full
*you know* what I mean
when *you know* that the labels are wrong you fix them
that is what *I mean* by bias
do you know what *I mean*
when I say large *I mean* a million rows
by that *I mean* the test error
it went *well*
the model did *well* on the test set
we worked *well* together
I know that *well* enough
Python as *well* as Java
it did not scale very *well*
a *well* known result
we might as *well* start again
we get along really *well*
the test failed *so* we fixed the code
it was *so* slow that nobody used it
I hope *so*
we wrote tests *so* that it would not happen again
there were *so* many errors
and *so* on
it took so long *so* I asked for help
*So* at my last company I led the data team
because it was late *so* we stopped
the numbers were *actually* lower
I *actually* wrote the parser
it *basically* sorts the list
they took it *literally*
we talked *honestly* about it
that is *right*
you are *right* about that
the *right* answer
we started *right* away
I am working on it *right* now
turn *right* at the end
all *right* we can do that
it was *okay*
are you *okay* with that
she said it was *okay* to leave
this *kind of* model
what *kind of* data did you have
a different *sort of* problem
that *kind of* thing
some *kind of* queue
""".strip().splitlines()


@pytest.mark.slow
@pytest.mark.parametrize("line", CAUGHT)
def test_a_filler_is_caught(line):
    found = weighed(line)
    assert found.confidence >= MARKER_COUNTS, found


@pytest.mark.slow
@pytest.mark.parametrize("line", PASSES)
def test_a_use_that_means_something_passes(line):
    found = weighed(line)
    assert found.confidence < MARKER_COUNTS, found


def example_of(rule: Rule, marker: str) -> bool:
    """Whether the example is of this marker: sisters share one table."""
    return bool(re.search(rf"\*{marker}\*", rule.example, re.IGNORECASE))


@pytest.mark.slow
@pytest.mark.parametrize(
    "rule",
    [
        rule
        for marker, rules in RULES.items()
        for rule in rules
        if example_of(rule, marker)
    ],
    ids=lambda rule: f"{rule.example} ({rule.why})",
)
def test_every_rule_decides_about_its_own_example(rule):
    found = weighed(rule.example, timed="(...)" in rule.example)
    assert (found.why, found.confidence) == (rule.why, rule.sure)


def test_every_rule_has_an_example_of_its_marker():
    for marker, rules in RULES.items():
        sisters = [name for name, table in RULES.items() if table is rules]
        for rule in rules:
            assert any(example_of(rule, sister) for sister in sisters), (marker, rule)


@pytest.mark.slow
@pytest.mark.parametrize(
    "line",
    ["*you know* (...) how to do it", "it did (...) *well*", "I (...) *like* this"],
)
def test_a_pause_makes_no_filler_of_what_means_something(line):
    assert weighed(line, timed=True).confidence < MARKER_COUNTS


@pytest.mark.slow
@pytest.mark.parametrize(
    "line", ["we left (...) *well* we had to", "it was (...) *like* (...) a mess"]
)
def test_a_pause_helps_to_hear_a_filler(line):
    assert weighed(line, timed=True).confidence >= MARKER_COUNTS


def plain(line: str, pauses: tuple[Pause, ...] | None = None) -> Fillers:
    """Weigh a line that nobody has parsed, every word 0.4 s long."""
    return markers(Answer(spoken(line), (), None, pauses, None, "manager"))


def test_a_filler_carries_its_own_words_only():
    (found,) = plain("it was, you know, late").counted
    assert (found.text, found.word, found.kind) == ("you know", 2, "marker")
    assert (found.start, found.end, found.heard) == (0.8, 1.6, "transcript")
    assert found.why


def test_a_marker_may_hold_a_filler_sound():
    (found,) = plain("it was you um know late").counted
    assert (found.text, found.word) == ("you know", 2)


def test_every_use_is_either_counted_or_not():
    found = plain("well I like it, like, so so, you know")
    assert sorted(use.word for use in (*found.counted, *found.not_counted)) == [
        0, 2, 4, 5, 6, 7,
    ]  # fmt: skip


def test_a_harmless_adverb_is_a_habit_when_it_comes_again():
    found = plain(
        "actually, it failed. Actually, we knew. " + "la " * 200 + ". Actually, no"
    )
    assert [use.word for use in found.counted] == [3]
    assert [use.word for use in found.not_counted] == [0, 207]


def test_a_pause_in_the_sound_sets_a_word_off():
    line = "we shipped it so we left"
    assert plain(line).counted == ()
    # The recogniser stretched its words over the silences around "so" (1.2 to 1.6 s).
    silences = (Pause(0.6, 1.2, "within"), Pause(1.3, 1.6, "within"))
    assert [use.text for use in plain(line, silences).counted] == ["so"]


def test_two_markers_do_not_share_words():
    found = plain("I mean you know it")
    assert [use.text for use in (*found.counted, *found.not_counted)] == [
        "I mean",
        "you know",
    ]
