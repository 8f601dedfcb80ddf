import random

from solution import group_split


def made(rows, groups, seed):
    chance = random.Random(seed)
    return [f"p{chance.randrange(groups)}" for _ in range(rows)]


def test_every_row_is_in_exactly_one_part():
    train, test = group_split(made(100, 12, 1), 0.25)
    assert sorted([*train, *test]) == list(range(100))


def test_no_group_is_in_both_parts():
    groups = made(200, 15, 2)
    train, test = group_split(groups, 0.3)
    both = {groups[row] for row in train} & {groups[row] for row in test}
    assert both == set()


def test_the_share_is_about_met():
    groups = made(400, 40, 3)
    largest = max(map(groups.count, set(groups)))
    for share in (0.1, 0.25, 0.5, 0.8):
        _, test = group_split(groups, share)
        off = abs(len(test) - share * len(groups))
        assert off <= largest, f"{len(test)} of 400 rows for a share of {share}"


def test_both_parts_are_in_rising_order():
    train, test = group_split(made(60, 9, 4), 0.4)
    assert list(train) == sorted(train)
    assert list(test) == sorted(test)


def test_the_same_seed_gives_the_same_split():
    groups = made(100, 20, 5)
    first = group_split(groups, 0.3, 7)
    assert group_split(groups, 0.3, 7) == first


def test_some_other_seed_gives_another_split():
    groups = made(100, 20, 6)
    splits = {tuple(group_split(groups, 0.3, seed)[1]) for seed in range(10)}
    assert len(splits) > 1


def test_neither_part_is_empty():
    for share in (0.01, 0.99):
        train, test = group_split(["a", "a", "a", "b"], share)
        assert train, f"the training part is empty for a share of {share}"
        assert test, f"the test part is empty for a share of {share}"


def test_what_cannot_be_split_is_an_error():
    for groups, share in (
        (["a", "a"], 0.5),
        ([], 0.5),
        (["a", "b"], 0),
        (["a", "b"], 1),
    ):
        try:
            group_split(groups, share)
        except ValueError:
            continue
        raise AssertionError(f"no ValueError for {groups} and a share of {share}")
