def sliding_median(numbers, width):
    """Give the median of each window of so many numbers, from left to right.

    The median of an even number of values is the mean of the middle two. A list that
    is shorter than the window has no window. Raise ValueError for a width below 1. The
    list is not changed.

    >>> sliding_median([1, 3, 2, 10], 3)
    [2, 3]
    """
    raise NotImplementedError
