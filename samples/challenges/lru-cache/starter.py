class LRUCache:
    """Keeps at most ``capacity`` entries and forgets the least recently used first.

    Raise ValueError for a capacity below 1.

    >>> cache = LRUCache(2)
    >>> cache.put("a", 1)
    >>> cache.put("b", 2)
    >>> cache.get("a")
    1
    >>> cache.put("c", 3)
    >>> cache.get("b") is None
    True
    """

    def __init__(self, capacity):
        raise NotImplementedError

    def get(self, key):
        """Give the value of a key, which counts as a use; None if it is not there."""
        raise NotImplementedError

    def put(self, key, value):
        """Set the value of a key, which counts as a use; forget one if it is full."""
        raise NotImplementedError

    def __len__(self):
        """Give the number of entries."""
        raise NotImplementedError
