def confusion_matrix(truth, predicted, labels):
    place = {label: index for index, label in enumerate(labels)}
    if len(truth) != len(predicted) or not {*truth, *predicted} <= place.keys():
        raise ValueError("the labels do not fit")
    counts = [[0] * len(labels) for _ in labels]
    for actual, guess in zip(truth, predicted, strict=True):
        counts[place[actual]][place[guess]] += 1
    return counts


def f1_scores(truth, predicted, labels):
    counts = confusion_matrix(truth, predicted, labels)
    scores = {}
    for index, label in enumerate(labels):
        hits = counts[index][index]
        precision = ratio(hits, sum(row[index] for row in counts))
        recall = ratio(hits, sum(counts[index]))
        f1 = ratio(2 * precision * recall, precision + recall)
        scores[label] = (precision, recall, f1)
    scores["macro"] = sum(f1 for _, _, f1 in scores.values()) / len(labels)
    return scores


def ratio(part, whole):
    return part / whole if whole else 0.0
