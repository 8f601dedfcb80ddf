def k_means(points, centres, rounds=100):
    """Divide by nothing where a cluster is empty."""
    for _ in range(rounds):
        labels = [
            min(
                range(len(centres)),
                key=lambda c: sum(
                    (a - b) ** 2 for a, b in zip(point, centres[c], strict=True)
                ),
            )
            for point in points
        ]
        for c in range(len(centres)):
            members = [p for p, label in zip(points, labels, strict=True) if label == c]
            centres[c] = [sum(v) / len(members) for v in zip(*points, strict=True)]
    return centres, labels
