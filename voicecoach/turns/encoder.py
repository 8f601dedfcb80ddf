"""The voice encoder: a stretch of speech to a vector that tells who speaks.

Resemblyzer's network (Wan et al., Generalized End-to-End Loss for Speaker Verification,
2018): three recurrent layers, a linear one, cut off at zero and scaled to length one.
It is run in NumPy; torch only opens the file of its weights.
"""

import io
import pickle
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from voicecoach.errors import ModelError
from voicecoach.turns.mel import BANDS, Mel
from voicecoach.weights import Weights

LAYERS: Final = 3
WIDTH: Final = 256
"""Recurrent layers, the width of each, and of the vector."""

BATCH: Final = 64
"""Stretches run together at most: what they need then is some 50 MB."""

Vectors: TypeAlias = NDArray[np.float32]
Embed: TypeAlias = Callable[[Sequence[Mel]], Vectors]
"""What turns spectrograms, each of shape (frames, 40), into vectors, shape (n, 256)."""


class VoiceEncoder:
    """The encoder with its weights.

    Raises
    ------
    ModelError
        The file does not hold the weights of this network.
    """

    def __init__(self, weights: Weights) -> None:
        self._state = _state(weights)

    def __call__(self, mels: Sequence[Mel]) -> Vectors:
        """Give the vector of each stretch, shape (n, 256), each of length one.

        A silent stretch of which nothing can be said has the vector zero.
        """
        vectors = np.zeros((len(mels), WIDTH), np.float32)
        for length in {len(mel) for mel in mels}:
            own = [i for i, mel in enumerate(mels) if len(mel) == length]
            for first in range(0, len(own), BATCH):
                batch = own[first : first + BATCH]
                vectors[batch] = self._run(np.stack([mels[i] for i in batch]))
        return vectors

    def _run(self, values: NDArray[np.float32]) -> Vectors:
        for layer in range(LAYERS):
            values = self._layer(values, layer)
        state = self._state
        raw = values[:, -1] @ state["linear.weight"].T + state["linear.bias"]
        cut = np.maximum(0, raw)
        size = np.linalg.norm(cut, axis=1, keepdims=True)
        return np.asarray(cut / np.maximum(size, np.finfo(np.float32).tiny))

    def _layer(self, values: NDArray[np.float32], layer: int) -> NDArray[np.float32]:
        """Run one LSTM layer over (batch, frames, width), all gates at once."""
        state = self._state
        count, frames, _ = values.shape
        bias = state[f"lstm.bias_ih_l{layer}"] + state[f"lstm.bias_hh_l{layer}"]
        entering = values @ state[f"lstm.weight_ih_l{layer}"].T + bias
        again = state[f"lstm.weight_hh_l{layer}"].T.copy()
        hidden = np.zeros((count, WIDTH), np.float32)
        memory = np.zeros((count, WIDTH), np.float32)
        out = np.empty((count, frames, WIDTH), np.float32)
        for frame in range(frames):
            gates = entering[:, frame] + hidden @ again
            # torch's order: what enters, what is forgotten, what is new, what leaves.
            enter, forget, new, leave = np.split(gates, 4, axis=1)
            memory = _open(forget) * memory + _open(enter) * np.tanh(new)
            hidden = _open(leave) * np.tanh(memory)
            out[:, frame] = hidden
        return out


def _open(gate: NDArray[np.float32]) -> NDArray[np.float32]:
    """Apply the logistic function, by tanh: it cannot overflow."""
    half = np.float32(0.5)
    return np.asarray(half * (1 + np.tanh(half * gate)), np.float32)


def _state(weights: Weights) -> Mapping[str, NDArray[np.float32]]:
    """Open the checkpoint: numbers only, a file from somewhere must not run code."""
    import torch

    try:
        file = io.BytesIO(weights.files["pretrained.pt"])
        found = torch.load(file, map_location="cpu", weights_only=True)
        state = {name: _array(value) for name, value in found["model_state"].items()}
        for name, shape in _shapes().items():
            if state[name].shape != shape:
                raise ValueError(f"{name} has the shape {state[name].shape}")
    except (
        RuntimeError,
        pickle.UnpicklingError,
        EOFError,
        KeyError,
        AttributeError,
        TypeError,
        ValueError,
    ) as error:
        raise ModelError(
            f"The model {weights.name} cannot be loaded ({type(error).__name__}).",
            f"Run `voicecoach models verify {weights.name}`.",
        ) from error
    return state


def _array(value: Any) -> NDArray[np.float32]:  # noqa: ANN401  (torch.Tensor, imported late)
    return np.asarray(value.numpy(), np.float32)


def _shapes() -> dict[str, tuple[int, ...]]:
    shapes: dict[str, tuple[int, ...]] = {
        "linear.weight": (WIDTH, WIDTH),
        "linear.bias": (WIDTH,),
    }
    for layer in range(LAYERS):
        entering = WIDTH if layer else BANDS
        shapes |= {
            f"lstm.weight_ih_l{layer}": (4 * WIDTH, entering),
            f"lstm.weight_hh_l{layer}": (4 * WIDTH, WIDTH),
            f"lstm.bias_ih_l{layer}": (4 * WIDTH,),
            f"lstm.bias_hh_l{layer}": (4 * WIDTH,),
        }
    return shapes
