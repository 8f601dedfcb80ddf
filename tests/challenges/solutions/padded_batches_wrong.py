def padded_batches(sequences, size, padding=0):
    """Pad to the longest of all, and lose the last batch."""
    rows = list(sequences)
    longest = max(map(len, rows))
    padded = [[*row, *[padding] * (longest - len(row))] for row in rows]
    return [
        (
            padded[i : i + size],
            [[int(x != padding) for x in r] for r in padded[i : i + size]],
        )
        for i in range(0, len(padded) - size + 1, size)
    ]
