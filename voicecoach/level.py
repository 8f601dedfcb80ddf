"""How loud sound is."""

import numpy as np

from voicecoach.types import Samples


def root_mean_square(samples: Samples) -> float:
    """Give the level of samples of shape (n,), full scale at 1; 0 where there are none.

    Examples
    --------
    >>> root_mean_square(np.full(100, -0.5, np.float32))
    0.5
    >>> root_mean_square(np.zeros(0, np.float32))
    0.0
    """
    if not len(samples):
        return 0.0
    return float(np.sqrt(np.mean(np.square(samples, dtype=np.float64))))
