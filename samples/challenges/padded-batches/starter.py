def padded_batches(sequences, size, padding=0):
    """Yield (batch, mask) for each ``size`` sequences; the last may have fewer.

    Each sequence of a batch is filled with ``padding`` on the right to the length of
    the longest in this batch. The mask has the same shape: 1 for real, 0 for padding.
    ``sequences`` may be any iterable, a generator without end too. Raise ValueError for
    a size below 1, at the latest when the first batch is asked for.

    >>> list(padded_batches([[5, 6], [7], [8]], 2))
    [([[5, 6], [7, 0]], [[1, 1], [1, 0]]), ([[8]], [[1]])]
    """
    raise NotImplementedError
