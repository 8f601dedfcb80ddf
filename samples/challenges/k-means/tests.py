import random

from solution import k_means


def near(found, wanted):
    return all(
        abs(a - b) < 1e-6
        for one, other in zip(found, wanted, strict=True)
        for a, b in zip(one, other, strict=True)
    )


def test_two_groups_are_found():
    points = [[0.0, 0.0], [0.0, 2.0], [10.0, 10.0], [10.0, 12.0]]
    centres, labels = k_means(points, [[1.0, 1.0], [9.0, 9.0]])
    assert list(labels) == [0, 0, 1, 1]
    assert near(centres, [[0.0, 1.0], [10.0, 11.0]]), f"got the centres {centres}"


def test_points_change_sides_as_the_centres_move():
    points = [[0.0], [1.0], [2.0], [9.0], [10.0]]
    centres, labels = k_means(points, [[0.0], [1.0]])
    assert list(labels) == [0, 0, 0, 1, 1]
    assert near(centres, [[1.0], [9.5]]), f"got the centres {centres}"


def test_one_round_moves_the_centres_once():
    centres, _ = k_means([[0.0], [1.0], [2.0], [9.0], [10.0]], [[0.0], [1.0]], 1)
    assert near(centres, [[0.0], [5.5]]), f"got the centres {centres}"


def test_a_centre_without_points_stays_where_it_is():
    centres, labels = k_means([[0.0], [1.0]], [[0.5], [100.0]])
    assert list(labels) == [0, 0]
    assert near(centres, [[0.5], [100.0]]), f"got the centres {centres}"


def test_of_two_centres_equally_near_the_first_counts():
    _, labels = k_means([[0.0], [1.0], [2.0]], [[0.0], [2.0]], 1)
    assert labels[1] == 0


def test_the_arguments_are_not_changed():
    points, first = [[0.0], [4.0]], [[1.0], [3.0]]
    k_means(points, first)
    assert points == [[0.0], [4.0]]
    assert first == [[1.0], [3.0]]


def test_many_points_in_three_dimensions():
    chance = random.Random(7)
    corners = [[0.0, 0.0, 0.0], [20.0, 0.0, 0.0], [0.0, 20.0, 20.0]]
    points = [
        [value + chance.uniform(-1, 1) for value in corners[index % 3]]
        for index in range(600)
    ]
    _, labels = k_means(points, [[1.0, 1.0, 1.0], [19.0, 1.0, 1.0], [1.0, 19.0, 18.0]])
    assert list(labels) == [index % 3 for index in range(600)]
