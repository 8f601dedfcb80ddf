def squared(point, centre):
    return sum((a - b) ** 2 for a, b in zip(point, centre, strict=True))


def nearest(point, centres):
    return min(range(len(centres)), key=lambda index: squared(point, centres[index]))


def mean(points):
    return [sum(values) / len(points) for values in zip(*points, strict=True)]


def k_means(points, centres, rounds=100):
    centres = [list(centre) for centre in centres]
    for _ in range(rounds):
        labels = [nearest(point, centres) for point in points]
        members = {index: [] for index in range(len(centres))}
        for point, label in zip(points, labels, strict=True):
            members[label].append(point)
        moved = [mean(members[i]) if members[i] else centres[i] for i in members]
        if moved == centres:
            break
        centres = moved
    return centres, [nearest(point, centres) for point in points]
