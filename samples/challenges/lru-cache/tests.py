from solution import LRUCache


def test_what_was_put_can_be_got():
    cache = LRUCache(2)
    cache.put("a", 1)
    assert cache.get("a") == 1


def test_what_is_not_there_is_none():
    assert LRUCache(2).get("a") is None


def test_the_least_recently_put_is_forgotten():
    cache = LRUCache(2)
    for number, key in enumerate("abc"):
        cache.put(key, number)
    assert [cache.get(key) for key in "abc"] == [None, 1, 2]


def test_getting_counts_as_a_use():
    cache = LRUCache(2)
    cache.put("a", 1)
    cache.put("b", 2)
    cache.get("a")
    cache.put("c", 3)
    assert [cache.get(key) for key in "abc"] == [1, None, 3]


def test_putting_again_counts_as_a_use_and_changes_the_value():
    cache = LRUCache(2)
    cache.put("a", 1)
    cache.put("b", 2)
    cache.put("a", 9)
    cache.put("c", 3)
    assert [cache.get(key) for key in "abc"] == [9, None, 3]


def test_asking_for_what_is_not_there_uses_nothing():
    cache = LRUCache(1)
    cache.put("a", 1)
    cache.get("b")
    assert cache.get("a") == 1


def test_its_length_is_the_number_of_entries():
    cache = LRUCache(3)
    assert len(cache) == 0
    for key in "aabbccdd":
        cache.put(key, key)
    assert len(cache) == 3


def test_two_caches_share_nothing():
    one, other = LRUCache(2), LRUCache(2)
    one.put("a", 1)
    assert other.get("a") is None


def test_a_capacity_below_one_is_an_error():
    try:
        LRUCache(0)
    except ValueError:
        return
    raise AssertionError("no ValueError for a capacity of 0")
