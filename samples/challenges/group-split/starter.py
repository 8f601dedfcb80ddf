def group_split(groups, share, seed=0):
    """Split rows into two parts that have no group in common.

    groups  the group of each row
    share   the fraction of rows that the test part should have, over 0 and under 1
    seed    the same seed gives the same split; another one may give another

    Return (train, test): two lists of row numbers, each in rising order, neither of
    them empty. The test part has about ``share`` of the rows: off by no more than the
    largest group. The state of the random module is left alone. Raise ValueError if
    there are fewer than two groups or the share makes no sense.

    >>> train, test = group_split(["a", "a", "b", "b"], 0.5)
    >>> sorted(train + test)
    [0, 1, 2, 3]
    """
    raise NotImplementedError
