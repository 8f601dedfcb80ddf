"""What was said, held against the code: what must be caught, and what must pass."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.testing import spoken
from voicecoach.types import Word
from voicecoach.walkthrough import check_walkthrough, contents_of, read_code
from voicecoach.walkthrough.speech import speech

SOLUTIONS = Path(__file__).parents[1] / "challenges" / "solutions"

PAIRS = """
def find_pairs(numbers):
    found = []
    for i in range(len(numbers)):
        for j in range(i + 1, len(numbers)):
            if numbers[i] + numbers[j] == 0:
                found.append((i, j))
    return found
"""

ONE_PASS = """
def first_repeat(items):
    seen = set()
    for item in items:
        if item in seen:
            return item
        seen.add(item)
    return None
"""

LARGEST = """
import heapq
from dataclasses import dataclass

@dataclass
class Entry:
    score: float

class TopK:
    def __init__(self, k):
        self.heap = []
        self.k = k

    def get(self):
        return self.heap[0]

    def push_score(self, score):
        heapq.heappush(self.heap, score)
        if len(self.heap) > self.k:
            heapq.heappop(self.heap)
"""

PLAIN = """
def add_up(numbers):
    total = 0
    for number in numbers:
        total += number
    return total
"""

COUNTS = """
def repeated(items):
    for item in items:
        if items.count(item) > 1:
            return item
"""


def check(code, said):
    return check_walkthrough(spoken(said).words, contents_of(code, "solution.py"))


def claims(code, said):
    return [claim.holds for claim in check(code, said).claims]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (PAIRS, "I use a heap to keep the smallest"),
        (PAIRS, "Here we use a priority queue."),
        (PAIRS, "it stores them in a dictionary"),
        (PAIRS, "then I put every number into a hash map"),
        (PAIRS, "I used two sets for that"),
        (PAIRS, "I keep the order with push it on a deque"),
        (PAIRS, "I went with a NumPy array"),
        (PAIRS, "Instead of sorting, I use a heap."),
        (PAIRS, "find pairs runs in linear time"),
        (PAIRS, "so this is O of n"),
        (PAIRS, "so this is O(n)."),
        (PAIRS, "it's big O of N log N overall"),
        (PAIRS, "the time complexity is linear in the input"),
        (PAIRS, "it runs in constant time"),
        (PAIRS, "and it needs constant memory"),
        (PAIRS, "O of one space"),
        (PAIRS, "the space complexity is O(1)"),
        (PAIRS, "it does this recursively"),
        (PAIRS, "first I sort the numbers"),
        (PAIRS, "a list comprehension does it"),
        (PAIRS, "the whole thing is vectorized"),
        (PAIRS, "I find it with binary search"),
        (ONE_PASS, "it has constant memory"),
        (ONE_PASS, "first repeat is constant time"),
        ("def f(x):\n    return sorted(x)[0]", "it is linear time"),
        (COUNTS, "O of n time"),
    ],
)
def test_a_claim_that_the_code_speaks_against(code, said):
    (claim, *_) = (c for c in check(code, said).claims if c.holds is False)
    assert claim.why
    assert claim.evidence[0].start is not None


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (LARGEST, "I use a heap and push every score on it"),
        (LARGEST, "I keep a min heap of size k"),
        (LARGEST, "an entry is made as a data class"),
        (ONE_PASS, "I put what I have seen into a set"),
        (ONE_PASS, "one loop, so it is O of n"),
        (ONE_PASS, "memory is linear space, since seen grows: O(n) memory"),
        (PAIRS, "two nested loops, so O of n squared"),
        (PAIRS, "so it's O(n^2)"),
        (PAIRS, "so it's O(n²)"),
        (PLAIN, "add up takes constant extra memory"),
        (PLAIN, "add up is linear time"),
        ("def f(n): return f(n - 1)", "it calls itself, it's recursive"),
        ("def f(x): return sorted(x)", "I sort the input, which is n log n"),
        ("from bisect import insort\ndef f(x): insort(x, 1)", "by binary search"),
    ],
)
def test_a_claim_that_the_code_bears_out(code, said):
    found = claims(code, said)
    assert True in found
    assert False not in found


@pytest.mark.parametrize(
    "said",
    [
        "You could use a heap here",
        "I would use a heap if there were more of them",
        "I don't use a heap",
        "I'd use a heap in production",
        "there is no need to use a heap",
        "I did it without using a heap",
        "I use a list instead of a heap",
        "rather than use a heap I loop",
        "an alternative would be to keep a dictionary",
        "if you use a set it gets faster",
        "a naive way would be O of n but",
        "it is not linear time",
        "this could be done in linear time",
        "it's not recursive",
        "a linear model comes later",
        "linear regression is something else",
        "I set up the loop and put it to the test set",
        "use the training set",
        "I use the results to set the value",
        "each comparison is constant time",
        "every step inside the loop is O of one",
        "I sorted out the details",
        "a heap of trouble",
        "first I put it away. The heap of old code is gone",
    ],
)
def test_what_is_no_claim_is_not_held_against_anybody(said):
    assert False not in claims(PAIRS, said)


def test_a_structure_of_ones_own_making_is_not_called_missing():
    code = "class MinHeap:\n    def push(self, item): ...\n"
    assert claims(code, "I use a heap for this") == [None]


def test_a_claim_is_about_the_function_that_was_named():
    code = PAIRS + PLAIN
    said = "find pairs is slow. add up is linear time."
    assert claims(code, said) == [True]
    assert claims(code, "add up is slow. find pairs is linear time.") == [False]
    assert claims(code, "That was add up. It is linear time.") == [True]
    said = "That was add up. Overall the solution is linear time."
    assert claims(code, said) == [False]


def test_loops_over_different_inputs_are_no_proof():
    code = "def f(points, centres): return [[p - c for c in centres] for p in points]"
    assert claims(code, "f is a function that runs in linear time") == [None]


def test_a_claim_has_the_moment_of_its_words():
    words = spoken("well here I use a heap for that", 0.5).words
    (claim,) = check_walkthrough(words, contents_of(PAIRS, "s.py")).claims
    (moment,) = claim.evidence
    assert (moment.start, moment.end) == (1.5, 3.0)
    assert claim.text == "use a heap"
    assert moment.note == "“use a heap”"


def test_a_claim_without_times_is_told_all_the_same():
    words = [Word(text, None, None) for text in "I use a heap".split()]
    (claim,) = check_walkthrough(words, contents_of(PAIRS, "s.py")).claims
    assert claim.holds is False
    assert claim.evidence[0].start is None


def test_filler_sounds_are_not_in_the_way():
    assert claims(PAIRS, "I use um a uh heap") == [False]
    assert claims(PAIRS, "it is O um of n") == [False]


def names(items):
    return {item.name for item in items}


def test_what_is_spoken_of_and_what_is_not():
    found = check(LARGEST, "The top K class has a heap. I push score after score.")
    assert names(found.mentioned) == {"TopK", "TopK.push_score", "heap"}
    assert names(found.not_mentioned) == {"TopK.get", "Entry", "dataclass"}
    assert all(item.evidence for item in found.mentioned)
    assert not any(item.evidence for item in found.not_mentioned)


@pytest.mark.parametrize(
    ("name", "said", "heard"),
    [
        ("find_pairs", "in find pairs we loop", True),
        ("find_pairs", "in findpairs we loop", True),
        ("find_pairs", "we find the pairs", False),
        ("k_means", "K-means, then", True),
        ("lru_cache", "the L R U cache is", True),
        ("findNearest", "find nearest", True),
        ("f1_scores", "then F one scores", True),
        ("f1_scores", "then F1 scores", True),
        ("evict", "it evicts the oldest", True),
        ("get", "I get the value", False),
        ("get", "the get method", True),
        ("get", "get is constant", True),
        ("run", "now we run it", False),
        ("run", "I call run", True),
    ],
)
def test_a_function_is_heard_by_its_name(name, said, heard):
    found = check(f"def {name}(): ...", said)
    assert bool(found.mentioned) is heard


def test_a_name_inside_a_longer_name_is_not_heard():
    found = check("def pairs(): ...\ndef find_pairs(): ...", "find pairs does it")
    assert names(found.mentioned) == {"find_pairs"}


def test_nobody_need_speak_of_lists_tuples_or_dunders():
    code = "class A:\n    def __init__(self):\n        self.x = [(1, 2)]\n"
    found = check(code, "nothing")
    assert names(found.not_mentioned) == {"A"}


def test_the_walkthrough_names_the_file_and_not_its_folder(tmp_path):
    path = tmp_path / "solution.py"
    path.write_text(PAIRS, encoding="utf-8")
    found = check_walkthrough((), read_code(path))
    assert found.name == "solution.py"
    assert len(found.sha256) == 64
    assert found.claims == found.mentioned == ()


WALKTHROUGHS = {
    "top_of_stream": (
        "In top of stream I keep a min heap of k entries. For each entry I push "
        "it on the heap or replace the smallest one. That is n log k, and the "
        "memory is only k. At the end I sort the heap."
    ),
    "lru_cache": (
        "My LRU cache uses an ordered dictionary. The get method is constant "
        "time, and the put method too, because moving to the end of an ordered "
        "dict is O(1)."
    ),
    "sliding_median": (
        "sliding median keeps the window in order and finds the number that "
        "leaves by bisection. I could use two heaps instead. The middle "
        "function gives the median of the window."
    ),
    "confusion_matrix": (
        "confusion matrix first builds a dictionary from label to place, so "
        "each lookup is constant time. Then one loop counts, which is O of n. "
        "F1 scores uses it, and ratio is a helper that takes care of division "
        "by zero."
    ),
    "group_split": (
        "group split collects the rows of each group in a dictionary, then "
        "shuffles the groups with a seed, and takes groups until the share is "
        "met. I keep the chosen rows in a set."
    ),
    "k_means": (
        "k means alternates two steps. nearest gives the closest centre by "
        "squared distance. The members go into a dictionary and the mean "
        "function moves the centre. It costs rounds times points times centres."
    ),
    "padded_batches": (
        "padded batches is a generator, so it never holds more than one batch. "
        "I take size sequences with islice and pad them to the longest."
    ),
}


@pytest.mark.parametrize("name", WALKTHROUGHS)
def test_an_honest_walkthrough_is_not_contradicted(name):
    words = spoken(WALKTHROUGHS[name]).words
    found = check_walkthrough(words, read_code(SOLUTIONS / f"{name}.py"))
    assert [claim for claim in found.claims if claim.holds is False] == []
    assert found.mentioned


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("O(n²)", "o n squared"),
        ("O(n^2)", "o n squared"),
        ("O(n**3)", "o n cubed"),
        ("K-means", "k means"),
        ("Don’t", "don't"),
        ("...", ""),
    ],
)
def test_symbols_are_read_as_they_are_spoken(text, tokens):
    assert speech([Word(text, 0.0, 1.0)]).text.split() == tokens.split()


said = st.lists(
    st.sampled_from(
        "I use a heap set dict not could of O n squared log linear time constant "
        "memory is it. find pairs , sort the O(n), recursive in 1 x".split()
    ),
    max_size=25,
)


@given(said)
def test_evidence_lies_inside_the_answer_and_nothing_said_is_nothing_claimed(tokens):
    words = spoken(" ".join(tokens)).words
    found = check_walkthrough(words, contents_of(PAIRS + LARGEST, "s.py"))
    again = check_walkthrough(words, contents_of(PAIRS + LARGEST, "s.py"))
    assert found == again
    end = words[-1].end if words else 0.0
    items = (*found.claims, *found.mentioned)
    for moment in (moment for item in items for moment in item.evidence):
        assert 0.0 <= moment.start < moment.end <= end
    if not words:
        assert items == ()
