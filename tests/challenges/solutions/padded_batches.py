from itertools import islice


def padded_batches(sequences, size, padding=0):
    if size < 1:
        raise ValueError("a batch has at least one sequence")
    waiting = iter(sequences)
    while batch := list(islice(waiting, size)):
        longest = max(map(len, batch))
        yield (
            [[*row, *[padding] * (longest - len(row))] for row in batch],
            [[1] * len(row) + [0] * (longest - len(row)) for row in batch],
        )
