"""Softmax regression: linear scores for classes, fitted with torch."""

import numpy as np
import torch
from numpy.typing import NDArray

Array = NDArray[np.float32]


def fit(
    rows: Array,
    classes: NDArray[np.int64],
    count: int,
    decay: float,
    weights: Array | None = None,
) -> tuple[Array, Array]:
    """Fit weight (features, count) and bias (count,) by L-BFGS.

    ``decay`` weighs the squares of the weights; the fit has one optimum, so nothing
    depends on chance. ``weights`` says how much each row counts, all the same unless
    said.
    """
    torch.set_num_threads(1)  # the order of a sum decides its last bits
    x = torch.tensor(rows, dtype=torch.float64)
    y = torch.tensor(classes)
    counts = torch.ones(len(rows)) if weights is None else torch.tensor(weights)
    counts = counts.double() / counts.double().sum()
    weight = torch.zeros(rows.shape[1], count, dtype=torch.float64, requires_grad=True)
    bias = torch.zeros(count, dtype=torch.float64, requires_grad=True)
    search = torch.optim.LBFGS(
        [weight, bias], max_iter=300, line_search_fn="strong_wolfe"
    )

    def loss() -> float:
        search.zero_grad()
        each = torch.nn.functional.cross_entropy(x @ weight + bias, y, reduction="none")
        value = (each * counts).sum() + decay * (weight**2).sum()
        value.backward()  # type: ignore[no-untyped-call]
        return float(value.detach())

    search.step(loss)
    return _array(weight), _array(bias)


def folds(count: int, parts: int) -> list[list[int]]:
    """Deal numbers to parts in turn."""
    return [list(range(first, count, parts)) for first in range(parts)]


def _array(tensor: torch.Tensor) -> Array:
    return np.asarray(tensor.detach().numpy(), np.float32)
