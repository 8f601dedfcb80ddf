def top_of_stream(stream, k):
    """Give the k names with the largest numbers, largest first.

    stream  an iterable of (name, number); it is gone through once
    k       how many; fewer are given where there are fewer, none for 0

    Of equal numbers, the one that came first goes first. Raise ValueError for a k
    below 0.

    >>> top_of_stream([("a", 3), ("b", 9), ("c", 5)], 2)
    ['b', 'c']
    """
    raise NotImplementedError
