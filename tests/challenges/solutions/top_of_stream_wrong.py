def top_of_stream(stream, k):
    """Sort by the name where numbers are equal."""
    ranked = sorted(((number, name) for name, number in stream), reverse=True)
    return [name for _, name in ranked[:k]]
