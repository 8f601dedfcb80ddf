import heapq


def top_of_stream(stream, k):
    if k < 0:
        raise ValueError("none, or some")
    kept = []
    for order, (name, number) in enumerate(stream):
        entry = (number, -order, name)
        if len(kept) < k:
            heapq.heappush(kept, entry)
        elif kept and entry > kept[0]:
            heapq.heapreplace(kept, entry)
    return [name for _, _, name in sorted(kept, reverse=True)]
