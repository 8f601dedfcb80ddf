from bisect import bisect_left, insort


def sliding_median(numbers, width):
    if width < 1:
        raise ValueError("a window has a width")
    window = sorted(numbers[:width])
    if len(window) < width:
        return []
    medians = [middle(window)]
    for leaves, enters in zip(numbers, numbers[width:], strict=False):
        del window[bisect_left(window, leaves)]
        insort(window, enters)
        medians.append(middle(window))
    return medians


def middle(ordered):
    half = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[half]
    return (ordered[half - 1] + ordered[half]) / 2
