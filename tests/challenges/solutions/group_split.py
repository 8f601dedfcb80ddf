import random


def group_split(groups, share, seed=0):
    rows = {}
    for row, group in enumerate(groups):
        rows.setdefault(group, []).append(row)
    if len(rows) < 2 or not 0 < share < 1:
        raise ValueError("two groups at least, and a share between 0 and 1")
    order = list(rows)
    random.Random(seed).shuffle(order)
    test = list(rows[order[0]])
    for group in order[1:-1]:
        if len(test) >= share * len(groups):
            break
        test += rows[group]
    chosen = set(test)
    return [row for row in range(len(groups)) if row not in chosen], sorted(test)
