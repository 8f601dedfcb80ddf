from solution import padded_batches


def plain(pairs):
    return [
        ([list(row) for row in batch], [[int(real) for real in row] for row in mask])
        for batch, mask in pairs
    ]


def test_sequences_are_padded_to_the_longest_of_their_batch():
    found = plain(padded_batches([[5, 6], [7], [8, 8, 8], [9]], 2))
    assert found == [
        ([[5, 6], [7, 0]], [[1, 1], [1, 0]]),
        ([[8, 8, 8], [9, 0, 0]], [[1, 1, 1], [1, 0, 0]]),
    ]


def test_the_last_batch_may_be_smaller():
    found = plain(padded_batches([[1], [2], [3]], 2))
    assert [len(batch) for batch, _ in found] == [2, 1]


def test_the_padding_can_be_chosen():
    found = plain(padded_batches([[1, 2], [3]], 2, -1))
    assert found == [([[1, 2], [3, -1]], [[1, 1], [1, 0]])]


def test_a_real_value_equal_to_the_padding_is_still_real():
    found = plain(padded_batches([[0, 0], [4]], 2))
    assert found[0][1] == [[1, 1], [1, 0]]


def test_an_empty_sequence_is_all_padding():
    assert plain(padded_batches([[], [1, 2]], 2)) == [
        ([[0, 0], [1, 2]], [[0, 0], [1, 1]])
    ]


def test_no_sequences_give_no_batches():
    assert plain(padded_batches([], 4)) == []


def test_one_batch_at_a_time():
    found = padded_batches([[1]] * 4, 2)
    assert not isinstance(found, (list, tuple)), "all batches were made at once"
    assert plain([next(iter(found))]) == [([[1], [1]], [[1], [1]])]


def test_the_sequences_are_not_changed():
    first = [1]
    plain(padded_batches([first, [1, 2]], 2))
    assert first == [1]


def test_a_size_below_one_is_an_error():
    try:
        plain(padded_batches([[1]], 0))
    except ValueError:
        return
    raise AssertionError("no ValueError for batches of 0")
