import random


def group_split(groups, share, seed=0):
    """Split rows instead of groups."""
    rows = list(range(len(groups)))
    random.Random(seed).shuffle(rows)
    cut = int(share * len(rows))
    return sorted(rows[cut:]), sorted(rows[:cut])
