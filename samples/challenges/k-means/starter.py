def k_means(points, centres, rounds=100):
    """Cluster points around centres.

    points   list of points, each a list of numbers of the same length
    centres  the first centres, in the same form
    rounds   how often the centres may be moved at most

    Return (centres, labels): the final centres in the order given, and for each point
    the index of its nearest centre; of two centres equally near, the first. A centre
    that no point belongs to stays where it is. The arguments are not changed.

    >>> k_means([[0.0], [2.0], [10.0]], [[0.0], [9.0]])
    ([[1.0], [10.0]], [0, 0, 1])
    """
    raise NotImplementedError
