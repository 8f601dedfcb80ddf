"""From CTranslate2's Whisper to openai-whisper's: the same numbers, other names.

Nothing is rounded and nothing transposed. Query, key and value lie on one another in
CTranslate2; the key's bias is all zeros there and does not exist in openai-whisper.
"""

import json
from collections.abc import Iterator
from typing import Any, TypedDict

import numpy as np
from numpy.typing import NDArray

from voicecoach.errors import ModelError
from voicecoach.weights.binary import FormatError, Tensors, tensors
from voicecoach.weights.files import Weights

State = dict[str, NDArray[np.generic]]


class Checkpoint(TypedDict):
    """What openai-whisper builds a model from.

    ``model_state_dict`` has numpy arrays that may be written to (float16 stays
    float16); ``alignment_heads`` are pairs of decoder layer and head, from which the
    times of words come.
    """

    dims: dict[str, int]
    model_state_dict: State
    alignment_heads: tuple[tuple[int, int], ...]


def checkpoint(weights: Weights) -> Checkpoint:
    """Convert a CTranslate2 model in memory into an openai-whisper checkpoint.

    Raises
    ------
    ModelError
        It is no Whisper model of CTranslate2, is damaged, or holds rounded integers.
    """
    try:
        found = tensors(weights.files["model.bin"])
        _refuse_integers(weights.name, found)
        dims = _dims(found)
        heads = _alignment_heads(json.loads(weights.files["config.json"]), dims)
        state = dict(_renamed(found, dims))
    except (FormatError, KeyError, ValueError, IndexError, TypeError) as error:
        raise ModelError(
            f"The model {weights.name} cannot be converted for openai-whisper "
            f"({_said(error)}).",
            "Run `voicecoach models verify`, or take --engine faster-whisper.",
        ) from error
    return {"dims": dims, "model_state_dict": state, "alignment_heads": heads}


def _said(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"no {error.args[0]} in it"
    return str(error)


def _refuse_integers(name: str, found: Tensors) -> None:
    if any(tensor.ndim > 0 and tensor.dtype.kind == "i" for tensor in found.values()):
        raise ModelError(
            f"The model {name} holds weights rounded to integers, "
            "which openai-whisper cannot read.",
            "Take --engine faster-whisper, or a model in float16.",
        )


def _dims(found: Tensors) -> dict[str, int]:
    vocabulary, text_state = found["decoder/embeddings/weight"].shape
    audio_state, mels, _ = found["encoder/conv1/weight"].shape
    audio_ctx, _ = found["encoder/position_encodings/encodings"].shape
    text_ctx, _ = found["decoder/position_encodings/encodings"].shape
    return {
        "n_mels": mels,
        "n_audio_ctx": audio_ctx,
        "n_audio_state": audio_state,
        "n_audio_head": int(found["encoder/num_heads"]),
        "n_audio_layer": _layers(found, "encoder"),
        "n_vocab": vocabulary,
        "n_text_ctx": text_ctx,
        "n_text_state": text_state,
        "n_text_head": int(found["decoder/num_heads"]),
        "n_text_layer": _layers(found, "decoder"),
    }


def _layers(found: Tensors, side: str) -> int:
    layers = {name.split("/")[1] for name in found if name.startswith(f"{side}/layer_")}
    layers.discard("layer_norm")
    return len(layers)


def _alignment_heads(
    config: dict[str, Any], dims: dict[str, int]
) -> tuple[tuple[int, int], ...]:
    layers, heads = dims["n_text_layer"], dims["n_text_head"]
    # A model that does not say: every head of the upper half, as openai-whisper does.
    unknown = [[n, k] for n in range(layers // 2, layers) for k in range(heads)]
    pairs = config.get("alignment_heads") or unknown
    known = tuple((int(layer), int(head)) for layer, head in pairs)
    if not all(0 <= n < layers and 0 <= k < heads for n, k in known):
        raise ValueError("config.json names alignment heads that it does not have")
    return known


def _renamed(
    found: Tensors, dims: dict[str, int]
) -> Iterator[tuple[str, NDArray[np.generic]]]:
    for conv in ("conv1", "conv2"):
        yield from _linear(found, f"encoder/{conv}", f"encoder.{conv}")
    yield (
        "decoder.token_embedding.weight",
        found["decoder/embeddings/weight"].copy(),
    )
    for side, last in (("encoder", "ln_post"), ("decoder", "ln")):
        yield (
            f"{side}.positional_embedding",
            found[f"{side}/position_encodings/encodings"].copy(),
        )
        yield from _norm(found, f"{side}/layer_norm", f"{side}.{last}")
    for layer in range(dims["n_audio_layer"]):
        yield from _block(found, "encoder", layer, cross=False)
    for layer in range(dims["n_text_layer"]):
        yield from _block(found, "decoder", layer, cross=True)


def _block(
    found: Tensors, side: str, layer: int, *, cross: bool
) -> Iterator[tuple[str, NDArray[np.generic]]]:
    old, new = f"{side}/layer_{layer}", f"{side}.blocks.{layer}"
    yield from _stacked(
        found,
        f"{old}/self_attention/linear_0",
        [f"{new}.attn.{part}" for part in ("query", "key", "value")],
    )
    yield from _linear(found, f"{old}/self_attention/linear_1", f"{new}.attn.out")
    yield from _norm(found, f"{old}/self_attention/layer_norm", f"{new}.attn_ln")
    if cross:
        attention, there = f"{old}/attention", f"{new}.cross_attn"
        yield from _linear(found, f"{attention}/linear_0", f"{there}.query")
        yield from _stacked(
            found, f"{attention}/linear_1", [f"{there}.key", f"{there}.value"]
        )
        yield from _linear(found, f"{attention}/linear_2", f"{there}.out")
        yield from _norm(found, f"{attention}/layer_norm", f"{there}_ln")
    yield from _linear(found, f"{old}/ffn/linear_0", f"{new}.mlp.0")
    yield from _linear(found, f"{old}/ffn/linear_1", f"{new}.mlp.2")
    yield from _norm(found, f"{old}/ffn/layer_norm", f"{new}.mlp_ln")


def _linear(
    found: Tensors, old: str, new: str
) -> Iterator[tuple[str, NDArray[np.generic]]]:
    yield f"{new}.weight", found[f"{old}/weight"].copy()
    yield f"{new}.bias", found[f"{old}/bias"].copy()


def _norm(
    found: Tensors, old: str, new: str
) -> Iterator[tuple[str, NDArray[np.generic]]]:
    yield f"{new}.weight", found[f"{old}/gamma"].copy()
    yield f"{new}.bias", found[f"{old}/beta"].copy()


def _stacked(
    found: Tensors, old: str, names: list[str]
) -> Iterator[tuple[str, NDArray[np.generic]]]:
    weight, bias = found[f"{old}/weight"], found[f"{old}/bias"]
    # np.split raises ValueError where the rows do not divide evenly.
    for name, w, b in zip(
        names, np.split(weight, len(names)), np.split(bias, len(names)), strict=True
    ):
        yield f"{name}.weight", w.copy()
        if name.endswith(".key"):
            if b.any():
                raise ValueError(f"{old} has a bias on its key")
        else:
            yield f"{name}.bias", b.copy()
