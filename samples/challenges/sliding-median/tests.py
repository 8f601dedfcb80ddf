import random
import statistics

from solution import sliding_median


def test_the_median_of_each_window():
    assert sliding_median([1, 3, 2, 10], 3) == [2, 3]


def test_an_even_window_has_the_mean_of_the_middle_two():
    assert sliding_median([1, 2, 4, 8], 2) == [1.5, 3.0, 6.0]


def test_a_window_of_one_is_the_list_itself():
    assert sliding_median([5, 1, 4], 1) == [5, 1, 4]


def test_a_window_as_wide_as_the_list():
    assert sliding_median([9, 1, 5], 3) == [5]


def test_a_list_that_is_too_short_has_no_window():
    assert sliding_median([1, 2], 3) == []
    assert sliding_median([], 1) == []


def test_equal_numbers_are_told_apart_when_they_leave():
    assert sliding_median([2, 2, 2, 1, 2, 3], 3) == [2, 2, 2, 2]


def test_a_width_below_one_is_an_error():
    for width in (0, -2):
        try:
            sliding_median([1, 2, 3], width)
        except ValueError:
            continue
        raise AssertionError(f"no ValueError for a width of {width}")


def test_the_list_is_not_changed():
    numbers = [3, 1, 2]
    sliding_median(numbers, 2)
    assert numbers == [3, 1, 2]


def test_it_agrees_with_a_slow_and_simple_way():
    chance = random.Random(3)
    numbers = [chance.randint(-50, 50) for _ in range(300)]
    wanted = [statistics.median(numbers[i : i + 7]) for i in range(294)]
    assert sliding_median(numbers, 7) == wanted


def test_a_long_list_and_a_wide_window_take_no_minute():
    chance = random.Random(4)
    numbers = [chance.random() for _ in range(60_000)]
    assert len(sliding_median(numbers, 5_001)) == 55_000
