def confusion_matrix(truth, predicted, labels):
    """Count how often each true label was predicted as each label.

    Return a list of rows: row i, column j is how often ``labels[i]`` was predicted as
    ``labels[j]``. Raise ValueError if the lists differ in length, or a label is none of
    ``labels``.

    >>> confusion_matrix(["a", "b", "b"], ["a", "a", "b"], ["a", "b"])
    [[1, 0], [1, 1]]
    """
    raise NotImplementedError


def f1_scores(truth, predicted, labels):
    """Give precision, recall and F1 of each label, and the macro average of F1.

    Return a dictionary: each label to (precision, recall, f1), and "macro" to the mean
    of the F1s. Where nothing can be divided by, the value is 0.0.

    >>> f1_scores(["a", "b"], ["a", "b"], ["a", "b"])
    {'a': (1.0, 1.0, 1.0), 'b': (1.0, 1.0, 1.0), 'macro': 1.0}
    """
    raise NotImplementedError
