"""Read the tensors of a CTranslate2 model.bin, version 6.

Little-endian, without padding. A string is a uint16 length that counts its closing
zero byte, then the bytes.

    uint32 version, string specification, uint32 its revision,
    uint32 number of variables, then each: string name, uint8 rank,
        uint32 each dimension, uint8 type, uint32 number of bytes, the bytes
    uint32 number of aliases, then each: string name, string what it stands for
"""

import math
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

VERSION = 6

TYPES: dict[int, np.dtype[Any]] = {
    0: np.dtype("<f4"),
    1: np.dtype("<i1"),
    2: np.dtype("<i2"),
    3: np.dtype("<i4"),
    4: np.dtype("<f2"),
}

Tensors = Mapping[str, NDArray[np.generic]]


class FormatError(ValueError):
    """The bytes are no whole model.bin of version 6."""


def tensors(content: bytes) -> Tensors:
    """Read every variable, as views into the bytes; aliases name the same view.

    Raises
    ------
    FormatError
        The bytes end early, go on after the end, or contradict themselves.
    """
    reader = _Reader(content)
    version = reader.number("<I")
    if version != VERSION:
        raise FormatError(f"version {version} instead of {VERSION}")
    reader.string()
    reader.number("<I")
    found: dict[str, NDArray[np.generic]] = {}
    for _ in range(reader.number("<I")):
        name = reader.string()
        found[name] = reader.tensor(name)
    for _ in range(reader.number("<I")):
        name, original = reader.string(), reader.string()
        if original not in found:
            raise FormatError(f"{name} stands for {original}, which is not there")
        found[name] = found[original]
    if reader.place != len(content):
        raise FormatError("there are bytes after its end")
    return found


class _Reader:
    """Walks over bytes; a step beyond their end is a FormatError."""

    def __init__(self, content: bytes) -> None:
        self.content = memoryview(content)
        self.place = 0

    def take(self, size: int) -> memoryview:
        """Give the next bytes, without copying them."""
        end = self.place + size
        if end > len(self.content):
            raise FormatError("it ends early")
        taken = self.content[self.place : end]
        self.place = end
        return taken

    def number(self, form: str) -> int:
        """Read one integer."""
        (value,) = struct.unpack(form, self.take(struct.calcsize(form)))
        return int(value)

    def string(self) -> str:
        """Read one name."""
        raw = bytes(self.take(self.number("<H")))
        if not raw.endswith(b"\0"):
            raise FormatError("a name does not end")
        try:
            return raw[:-1].decode("ascii")
        except UnicodeDecodeError as error:
            raise FormatError("a name is no text") from error

    def tensor(self, name: str) -> NDArray[np.generic]:
        """Read shape, type and values of one variable."""
        shape = [self.number("<I") for _ in range(self.number("<B"))]
        kind = TYPES.get(self.number("<B"))
        if kind is None:
            raise FormatError(f"{name} holds an unknown type")
        size = self.number("<I")
        if math.prod(shape) * kind.itemsize != size:
            raise FormatError(f"{name} has {size} bytes, which is not its shape")
        values: NDArray[np.generic] = np.frombuffer(self.take(size), kind)
        return values.reshape(shape)
