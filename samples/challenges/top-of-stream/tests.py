import random

from solution import top_of_stream


def test_the_largest_come_first():
    assert top_of_stream([("a", 3), ("b", 9), ("c", 5)], 2) == ["b", "c"]


def test_there_may_be_fewer_than_asked_for():
    assert top_of_stream([("a", 3), ("b", 9)], 5) == ["b", "a"]


def test_none_are_asked_for():
    assert top_of_stream([("a", 3)], 0) == []


def test_an_empty_stream_has_no_top():
    assert top_of_stream([], 3) == []


def test_of_equal_numbers_the_first_goes_first():
    assert top_of_stream([("c", 1), ("b", 1), ("a", 1)], 2) == ["c", "b"]


def test_a_late_equal_does_not_push_an_early_one_out():
    stream = [("a", 5), ("b", 1), ("z", 1), ("y", 1)]
    assert top_of_stream(stream, 2) == ["a", "b"]


def test_numbers_below_zero_are_numbers():
    assert top_of_stream([("a", -3), ("b", -1), ("c", -2)], 1) == ["b"]


def test_a_negative_k_is_an_error():
    try:
        top_of_stream([("a", 1)], -1)
    except ValueError:
        return
    raise AssertionError("no ValueError for a k of -1")


def test_it_agrees_with_sorting():
    chance = random.Random(5)
    stream = [(f"n{index}", chance.random()) for index in range(5_000)]
    wanted = sorted(stream, key=lambda pair: -pair[1])[:25]
    assert top_of_stream(stream, 25) == [name for name, _ in wanted]
