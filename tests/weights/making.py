"""Make small models and lists of models, byte by byte."""

import hashlib
import json
import struct

import numpy as np

KINDS = {"float32": 0, "int8": 1, "int16": 2, "int32": 3, "float16": 4}


def string(text):
    raw = text.encode() + b"\0"
    return struct.pack("<H", len(raw)) + raw


def model_bin(tensors, aliases=None, version=6):
    """Write a CTranslate2 model.bin."""
    out = [struct.pack("<I", version), string("WhisperSpec"), struct.pack("<I", 3)]
    out.append(struct.pack("<I", len(tensors)))
    for name, array in tensors.items():
        out += [string(name), struct.pack("<B", array.ndim)]
        out += [struct.pack("<I", size) for size in array.shape]
        out.append(struct.pack("<BI", KINDS[str(array.dtype)], array.nbytes))
        out.append(array.tobytes())
    aliases = aliases or {}
    out.append(struct.pack("<I", len(aliases)))
    out += [string(name) + string(original) for name, original in aliases.items()]
    return b"".join(out)


def whisper(*, layers=2, width=4, heads=2, mels=80, vocabulary=7):
    """Make the tensors of a Whisper model in CTranslate2's names, all different."""
    numbers = np.random.default_rng(0)

    def some(*shape):
        return numbers.normal(size=shape).astype(np.float16)

    tensors = {}
    for name, inputs in (("conv1", mels), ("conv2", width)):
        tensors[f"encoder/{name}/weight"] = some(width, inputs, 3)
        tensors[f"encoder/{name}/bias"] = some(width)
    tensors["decoder/embeddings/weight"] = some(vocabulary, width)

    def norm(name):
        tensors[f"{name}/gamma"], tensors[f"{name}/beta"] = some(width), some(width)

    def linear(name, outputs, inputs, zeros=slice(0)):
        bias = some(outputs)
        bias[zeros] = 0
        tensors[f"{name}/weight"], tensors[f"{name}/bias"] = some(outputs, inputs), bias

    for side, positions in (("encoder", 1500), ("decoder", 448)):
        tensors[f"{side}/num_heads"] = np.array(heads, dtype=np.int16)
        tensors[f"{side}/position_encodings/encodings"] = some(positions, width)
        norm(f"{side}/layer_norm")
        for layer in range(layers):
            here = f"{side}/layer_{layer}"
            key = slice(width, 2 * width)
            linear(f"{here}/self_attention/linear_0", 3 * width, width, key)
            linear(f"{here}/self_attention/linear_1", width, width)
            norm(f"{here}/self_attention/layer_norm")
            if side == "decoder":
                linear(f"{here}/attention/linear_0", width, width)
                linear(f"{here}/attention/linear_1", 2 * width, width, slice(width))
                linear(f"{here}/attention/linear_2", width, width)
                norm(f"{here}/attention/layer_norm")
            linear(f"{here}/ffn/linear_0", 4 * width, width)
            linear(f"{here}/ffn/linear_1", width, 4 * width)
            norm(f"{here}/ffn/layer_norm")
    return tensors


COMMON = {"purpose": "a test", "licence": "MIT", "original": "the test"}


def toml(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {toml(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value)


def entry(name, content, *parts):
    """Give the row of a file whose parts join to the content."""
    return {
        "name": name,
        "parts": list(parts),
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
    }
