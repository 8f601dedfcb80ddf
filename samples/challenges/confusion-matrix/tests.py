from solution import confusion_matrix, f1_scores

TRUTH = ["cat", "cat", "cat", "dog", "dog", "cow"]
PREDICTED = ["cat", "cat", "dog", "dog", "cat", "cow"]
LABELS = ["cat", "dog", "cow"]


def near(found, wanted):
    return all(abs(a - b) < 1e-9 for a, b in zip(found, wanted, strict=True))


def plain(matrix):
    return [list(row) for row in matrix]


def test_rows_are_the_truth():
    assert plain(confusion_matrix(["a", "b", "b"], ["a", "a", "b"], ["a", "b"])) == [
        [1, 0],
        [1, 1],
    ]


def test_the_order_of_the_labels_is_that_of_the_matrix():
    found = plain(confusion_matrix(TRUTH, PREDICTED, ["cow", "dog", "cat"]))
    assert found == [[1, 0, 0], [0, 1, 1], [0, 1, 2]]


def test_a_label_that_never_comes_has_zeros():
    assert plain(confusion_matrix(["a"], ["a"], ["a", "z"])) == [[1, 0], [0, 0]]


def test_rows_are_not_one_and_the_same_list():
    found = plain(confusion_matrix(["a"], ["b"], ["a", "b"]))
    assert found == [[0, 1], [0, 0]]


def test_lists_of_different_lengths_are_an_error():
    try:
        confusion_matrix(["a", "b"], ["a"], ["a", "b"])
    except ValueError:
        return
    raise AssertionError("no ValueError")


def test_an_unknown_label_is_an_error():
    try:
        confusion_matrix(["a"], ["x"], ["a", "b"])
    except ValueError:
        return
    raise AssertionError("no ValueError")


def test_precision_recall_and_f1_of_each_class():
    found = f1_scores(TRUTH, PREDICTED, LABELS)
    assert near(found["cat"], (2 / 3, 2 / 3, 2 / 3)), f"got {found['cat']} for cat"
    assert near(found["dog"], (1 / 2, 1 / 2, 1 / 2)), f"got {found['dog']} for dog"
    assert near(found["cow"], (1.0, 1.0, 1.0)), f"got {found['cow']} for cow"


def test_the_macro_average_counts_each_class_the_same():
    found = f1_scores(TRUTH, PREDICTED, LABELS)
    assert near([found["macro"]], [(2 / 3 + 1 / 2 + 1) / 3]), f"got {found['macro']}"


def test_a_class_that_was_never_predicted_has_zeros():
    found = f1_scores(["a", "b"], ["a", "a"], ["a", "b"])
    assert near(found["b"], (0.0, 0.0, 0.0)), f"got {found['b']}"
    assert near(found["a"], (0.5, 1.0, 2 / 3)), f"got {found['a']}"
