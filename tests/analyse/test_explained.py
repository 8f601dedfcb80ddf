import pytest

from voicecoach.analyse.explained import explained
from voicecoach.testing import spoken


def how(line):
    """Say how the *marked* term is explained."""
    before, term, _ = line.split("*")
    first = len(before.split())
    words = spoken(line.replace("*", "")).words
    last = first + len(term.split())
    return explained(words, first, last, acronym=term if term.isupper() else None)


@pytest.mark.parametrize(
    "line",
    [
        "*overfitting* means that it learns the examples by heart",
        "*overfitting* is when it learns the examples by heart",
        "we saw *overfitting,* which is when it learns by heart",
        "we looked at *churn,* so basically the customers who leave",
        "there was *drift,* or in other words the world had changed",
        "we used *dropout,* a technique that switches off neurons",
        "*dropout* basically means you switch off neurons",
        "that is what we call *dropout* in this field",
        "a method called *dropout* was new then",
        "we used a *CDP,* that is the customer data platform we bought",
        "the customer data platform or *CDP* was new",
        "we cut the *latency,* think of it as the time you wait",
        "we used *embeddings,* imagine a map of words",
        "*recall,* that's how many of the sick people we find",
        "we had *backpressure,* which means the queue tells others to slow down",
    ],
)
def test_explanations_are_heard(line):
    assert how(line)


@pytest.mark.parametrize(
    "line",
    [
        "*overfitting* was a problem for the whole team",
        "*overfitting* is a big problem in our field",
        "*latency* is going down every week",
        "we used *dropout* and boosting and a lot of data",
        "we had *churn,* which means that we lost money",
        "we fixed the *latency* and it was good",
        "the *CDP* was new and nobody liked it",
        "our *recall* went from eighty to ninety",
        "we called the team about *sharding* yesterday",
    ],
)
def test_a_mere_mention_is_none(line):
    assert how(line) is None


def test_the_initials_must_stand_near():
    far = "customer data platform " + "and so on " * 5 + "the *CDP* was new"
    assert how(far) is None
