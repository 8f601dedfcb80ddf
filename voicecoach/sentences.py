"""The one door of the sentence model: what a stretch of speech is about, as a vector.

all-MiniLM-L6-v2 (Wang et al., arXiv 2002.10957; trained for sentences by the
sentence-transformers project) run with numpy alone: six small layers are quicker done
than torch is imported. Texts of one meaning lie close together: the cosine of two
vectors of length 1 is their dot product.
"""

import functools
import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from voicecoach.errors import ModelError
from voicecoach.weights import sentence_model

SIZE: Final = 384
"""Numbers of a vector."""

HEADS: Final = 12
LONGEST: Final = 128
"""Tokens of a text that are read; the model was trained on no more."""

STRETCH: Final = 80
"""Words that are read at once where each word gets its own vector."""

MARGIN: Final = 12
"""Words of context on either side of them."""

TOGETHER: Final = 16
"""Texts that are read together; those of like length, so that little is padding."""

KEPT: Final = 2000
"""Texts whose vectors are kept, at most: 3 MB."""

TINY: Final = 1e-12  # as in the model's own layer norms

Vectors = NDArray[np.float32]


def load() -> None:
    """Load the model now, so that the first ``vectors`` does not wait for it.

    Raises
    ------
    ModelError
        The model is not there, or not the one of the manifest.
    """
    _model()


def vectors(texts: Sequence[str]) -> Vectors:
    """Give each text its vector of length 1, shape (texts, 384).

    Raises
    ------
    ModelError
        The model is not there, or not the one of the manifest.
    """
    if not texts:
        return np.zeros((0, SIZE), np.float32)
    known = {text: _KNOWN[text] for text in texts if text in _KNOWN}
    new = list(dict.fromkeys(text for text in texts if text not in known))
    if new:
        known |= zip(new, _read(new), strict=True)
        if len(_KNOWN) + len(new) > KEPT:
            _KNOWN.clear()
        _KNOWN.update(known)
    return np.stack([known[text] for text in texts])


_KNOWN: Final[dict[str, Vectors]] = {}
"""Texts that were read already: the same stretch is asked about more than once, and
most of an answer is the same when its words are corrected or another listens."""


def _read(texts: Sequence[str]) -> Vectors:
    """Read texts that were not read yet."""
    found = np.zeros((len(texts), SIZE), np.float32)
    model = _model()
    encoded = [model.tokens(text) for text in texts]
    order = sorted(range(len(texts)), key=lambda i: len(encoded[i]))
    for first in range(0, len(order), TOGETHER):
        chosen = order[first : first + TOGETHER]
        found[chosen] = model.pooled([encoded[i] for i in chosen])
    return found


def states(words: Sequence[str], layers: int) -> Vectors:
    """Say what each word is in its context: the mean of its tokens, shape (words, 384).

    The words are read by the first ``layers`` layers only, in stretches of ``STRETCH``
    with ``MARGIN`` words of context on either side. Without words there are no rows.

    Raises
    ------
    ModelError
        The model is not there, or not the one of the manifest.
    """
    found = np.zeros((len(words), SIZE), np.float32)
    if not words:
        return found
    model = _model()
    for first in range(0, len(words), STRETCH):
        last = min(first + STRETCH, len(words))
        begin, end = max(0, first - MARGIN), min(last + MARGIN, len(words))
        rows = model.by_word(words[begin:end], layers)
        found[first:last] = rows[first - begin : last - begin]
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Model:
    tokenizer: Any  # tokenizers.Tokenizer, imported late
    tensors: Mapping[str, NDArray[np.float32]]

    def tokens(self, text: str) -> list[int]:
        """Give the token numbers of a text, with the marks around it."""
        ids: list[int] = self.tokenizer.encode(text).ids
        return ids[:LONGEST]

    def pooled(self, batch: Sequence[Sequence[int]]) -> Vectors:
        """Read some texts and give the mean of their tokens' vectors, of length 1."""
        width = max(map(len, batch))
        ids = np.array([[*ids, *[0] * (width - len(ids))] for ids in batch])
        there = np.array([[i < len(ids) for i in range(width)] for ids in batch])
        states = self._read(ids, there)
        weight = there[..., None].astype(np.float32)
        mean = (states * weight).sum(axis=1) / weight.sum(axis=1)
        length = np.linalg.norm(mean, axis=1, keepdims=True)
        return np.asarray(mean / np.maximum(length, TINY), np.float32)

    def by_word(self, words: Sequence[str], layers: int) -> Vectors:
        """Give the mean vector of each word's tokens after some layers."""
        encoding = self.tokenizer.encode(list(words), is_pretokenized=True)
        ids = np.array([encoding.ids])
        states = self._read(ids, np.ones_like(ids, dtype=bool), layers)[0]
        of = [
            (word, at) for at, word in enumerate(encoding.word_ids) if word is not None
        ]
        sums = np.zeros((len(words), SIZE), np.float32)
        counts = np.zeros((len(words), 1), np.float32)
        which, tokens = [word for word, _ in of], [at for _, at in of]
        np.add.at(sums, which, states[tokens])
        np.add.at(counts, which, 1)
        return np.asarray(sums / np.maximum(counts, 1))

    def _read(
        self, ids: NDArray[Any], there: NDArray[np.bool_], layers: int | None = None
    ) -> Vectors:
        get = self.tensors.__getitem__
        states = (
            get("embeddings.word_embeddings.weight")[ids]
            + get("embeddings.position_embeddings.weight")[: ids.shape[1]]
            + get("embeddings.token_type_embeddings.weight")[0]
        )
        states = self._normed(states, "embeddings.LayerNorm")
        hidden = np.where(there, 0.0, -1e9).astype(np.float32)[:, None, None, :]
        layer = 0
        while layer != layers and (
            f"encoder.layer.{layer}.attention.self.query.weight" in self.tensors
        ):
            states = self._layer(states, hidden, f"encoder.layer.{layer}.")
            layer += 1
        return states

    def _layer(self, states: Vectors, hidden: Vectors, at: str) -> Vectors:
        query, key, value = (
            self._parted(self._linear(states, f"{at}attention.self.{name}"))
            for name in ("query", "key", "value")
        )
        scores = query @ key.swapaxes(-1, -2) / np.sqrt(np.float32(query.shape[-1]))
        mixed = (_softmax(scores + hidden) @ value).swapaxes(1, 2)
        mixed = mixed.reshape(states.shape)
        mixed = self._linear(mixed, f"{at}attention.output.dense")
        states = self._normed(states + mixed, f"{at}attention.output.LayerNorm")
        inner = _gelu(self._linear(states, f"{at}intermediate.dense"))
        outer = self._linear(inner, f"{at}output.dense")
        return self._normed(states + outer, f"{at}output.LayerNorm")

    def _parted(self, states: Vectors) -> Vectors:
        """Part the states among the attention heads: (texts, heads, tokens, share)."""
        count, width, _ = states.shape
        return states.reshape(count, width, HEADS, -1).swapaxes(1, 2)

    def _linear(self, states: Vectors, name: str) -> Vectors:
        weight, bias = self.tensors[f"{name}.weight"], self.tensors[f"{name}.bias"]
        # One product of two matrices, not one a text: many times quicker.
        flat = states.reshape(-1, states.shape[-1]) @ weight.T + bias
        return np.asarray(flat).reshape(*states.shape[:-1], -1)

    def _normed(self, states: Vectors, name: str) -> Vectors:
        centred = states - states.mean(axis=-1, keepdims=True)
        scale = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + TINY)
        weight, bias = self.tensors[f"{name}.weight"], self.tensors[f"{name}.bias"]
        return np.asarray(centred / scale * weight + bias)


def _softmax(scores: Vectors) -> Vectors:
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


def _gelu(values: Vectors) -> Vectors:
    """Apply the smooth step of Hendrycks & Gimpel (arXiv 1606.08415).

    By their tanh form, which stays within .001 of the exact one that the model was
    trained with; numpy has no error function.
    """
    inner = np.sqrt(np.float32(2 / np.pi)) * (
        values + 0.044715 * values * values * values
    )
    return np.asarray(0.5 * values * (1 + np.tanh(inner)))


@functools.cache
def _model() -> _Model:
    from tokenizers import Tokenizer

    weights = sentence_model()
    try:
        tokenizer = Tokenizer.from_buffer(weights.files["tokenizer.json"])
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return _Model(tokenizer, _tensors(weights.files["model.safetensors"]))
    except (ValueError, KeyError, struct.error, UnicodeDecodeError) as error:
        raise ModelError(
            f"The sentence model {weights.name} cannot be read ({error}).",
            "Install voicecoach again.",
        ) from error


def _tensors(content: bytes) -> dict[str, NDArray[np.float32]]:
    """Read a safetensors file: a header in JSON that says where each array lies."""
    (length,) = struct.unpack_from("<Q", content)
    header = json.loads(content[8 : 8 + length])
    body = memoryview(content)[8 + length :]
    found = {}
    for name, entry in header.items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        first, last = entry["data_offsets"]
        array = np.frombuffer(body[first:last], "<f4").reshape(entry["shape"])
        found[name] = array.astype(np.float32, copy=False)
    return found
