"""What two cells say to each other: frames of plain values, never of code.

Numbers, texts and containers cross as what they are, with their types; anything else
stays where it is and a handle of it crosses. So nothing that comes over the wire runs:
no pickles, and no methods of the other side's classes, however they compare.
"""

import json
import os
from collections.abc import Callable, Mapping
from typing import Any, Final

LARGEST: Final = 8_000_000
"""Bytes of the largest frame."""

_HEAD: Final = 4

Keep = Callable[[object], int]
Give = Callable[[int, str], object]


class WireError(Exception):
    """The other side is gone, or what it sent makes no sense."""


def send(descriptor: int, value: Any) -> None:  # noqa: ANN401  (JSON)
    """Write one frame.

    Raises
    ------
    WireError
        The frame is too large, or nobody reads it.
    """
    data = json.dumps(value).encode("ascii")
    if len(data) > LARGEST:
        raise WireError(f"a value of more than {LARGEST // 1_000_000} MB")
    view = memoryview(len(data).to_bytes(_HEAD, "big") + data)
    try:
        while view:
            view = view[os.write(descriptor, view) :]
    except OSError as error:
        raise WireError("nobody reads") from error


def receive(descriptor: int) -> Any:  # noqa: ANN401  (JSON)
    """Read one frame.

    Raises
    ------
    WireError
        The other side is gone, or sent something else than a frame.
    """
    size = int.from_bytes(_exactly(descriptor, _HEAD), "big")
    if size > LARGEST:
        raise WireError("a frame that is too large")
    try:
        return json.loads(_exactly(descriptor, size))
    except (ValueError, RecursionError) as error:
        raise WireError("a frame that is no JSON") from error


def _exactly(descriptor: int, size: int) -> bytes:
    found = bytearray()
    while len(found) < size:
        try:
            block = os.read(descriptor, min(size - len(found), 1 << 16))
        except OSError as error:
            raise WireError("the other side is gone") from error
        if not block:
            raise WireError("the other side is gone")
        found += block
    return bytes(found)


def pack(value: object, keep: Keep) -> Any:  # noqa: ANN401  (JSON)
    """Turn a value into what JSON has; ``keep`` gives the handle of an object.

    Subclasses of containers cross as the container, arrays of NumPy as lists.
    """
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int | float):
        return int(value) if isinstance(value, int) else float(value)
    if isinstance(value, bytes | bytearray):
        return ["bytes", bytes(value).hex()]
    if isinstance(value, Mapping):
        pairs = [[pack(k, keep), pack(v, keep)] for k, v in value.items()]
        return ["dict", pairs]
    for name, kind in _CONTAINERS.items():
        if isinstance(value, kind):
            return [name, [pack(item, keep) for item in value]]
    if type(value).__module__ == "numpy" and hasattr(value, "tolist"):
        return pack(value.tolist(), keep)
    return ["object", keep(value), type(value).__name__]


_CONTAINERS: Final[Mapping[str, type[Any]]] = {
    "list": list,
    "tuple": tuple,
    "set": set,
    "frozenset": frozenset,
}


def unpack(data: Any, give: Give) -> Any:  # noqa: ANN401  (JSON)
    """Turn what ``pack`` made into a value; ``give`` makes an object of a handle.

    Raises
    ------
    WireError
        ``pack`` did not make it.
    """
    try:
        return _unpacked(data, give)
    except (TypeError, ValueError, LookupError, RecursionError) as error:
        raise WireError("a value that makes no sense") from error


def _unpacked(data: Any, give: Give) -> Any:  # noqa: ANN401
    if data is None or isinstance(data, bool | int | float | str):
        return data
    kind, inside, *more = data
    if kind == "bytes":
        return bytes.fromhex(inside)
    if kind == "dict":
        return {_unpacked(k, give): _unpacked(v, give) for k, v in inside}
    if kind == "object":
        return give(int(inside), str(*more))
    return _CONTAINERS[kind](_unpacked(item, give) for item in inside)
