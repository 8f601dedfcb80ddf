"""The model "rubric": whether a passage does what an item asks for."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from scripts.measuring.snippets import TRAINING, Snippet, read
from scripts.training.softmax import fit, folds
from voicecoach import sentences
from voicecoach.analyse.passages import sounding
from voicecoach.thresholds import RUBRIC

DECAY: Final = 3e-4
FOLDS: Final = 6
OTHERS: Final = 0.02
"""What a stretch written for another item weighs: most often it does not do this one's
thing, but nobody looked."""

Array = NDArray[np.float32]


def train() -> tuple[Mapping[str, NDArray[Any]], str]:
    """Fit one model an item; report each on the stretches of the folds left out."""
    snippets = read(TRAINING)
    texts = [snippet.text for snippet in snippets]
    about = sentences.vectors(texts)
    names = list(dict.fromkeys(snippet.item for snippet in snippets))
    columns = {name: _column(name, snippets, about, texts) for name in names}
    lines = [_left_out(name, snippets, *columns[name]) for name in names]
    weights = np.stack([_fitted(*columns[name])[0] for name in names], axis=1)
    bias = np.array([_fitted(*columns[name])[1] for name in names], np.float32)
    arrays = {
        "names": np.array(names),
        "weight": weights[:-1],
        "sounds": weights[-1],
        "bias": bias,
    }
    return arrays, "\n".join(lines)


def _column(
    name: str, snippets: Sequence[Snippet], about: Array, texts: Sequence[str]
) -> tuple[Array, NDArray[np.int64], Array]:
    """Give what one item is fitted to: features, met or not, weights."""
    rows = np.hstack([about, sounding(name, texts)[:, None]])
    met = np.array([s.met and s.item == name for s in snippets], np.int64)
    weight = np.array([1.0 if s.item == name else OTHERS for s in snippets])
    return rows, met, weight.astype(np.float32)


def _fitted(rows: Array, met: NDArray[np.int64], weight: Array) -> tuple[Array, float]:
    weights, bias = fit(rows, met, 2, DECAY, weight)
    return weights[:, 1] - weights[:, 0], float(bias[1] - bias[0])


def _left_out(
    name: str,
    snippets: Sequence[Snippet],
    rows: Array,
    met: NDArray[np.int64],
    weight: Array,
) -> str:
    own = [i for i, snippet in enumerate(snippets) if snippet.item == name]
    told = right = 0
    for fold in folds(len(own), FOLDS):
        out = [own[i] for i in fold]
        used = np.setdiff1d(np.arange(len(rows)), out)
        weights, bias = _fitted(rows[used], met[used], weight[used])
        sure = rows[out] @ weights + bias >= RUBRIC.sure
        told += int(sure.sum())
        right += int((sure & (met[out] == 1)).sum())
    true = int(met[own].sum())
    return f"{name}: precision {right / max(1, told):.2f} recall {right / true:.2f}"
