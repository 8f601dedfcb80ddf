import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.weights.making import model_bin, string, whisper
from voicecoach.weights.binary import FormatError, tensors

SMALL = model_bin(
    {
        "a/weight": np.arange(6, dtype=np.float16).reshape(2, 3),
        "flag": np.array(1, dtype=np.int8),
    },
    aliases={"b/weight": "a/weight"},
)


def test_tensors_come_back_with_their_names_shapes_types_and_values():
    written = whisper(layers=1)
    read = tensors(model_bin(written))
    assert read.keys() == written.keys()
    for name, array in written.items():
        assert read[name].dtype == array.dtype
        np.testing.assert_array_equal(read[name], array)


def test_an_alias_names_the_same_tensor():
    read = tensors(SMALL)
    assert read["b/weight"] is read["a/weight"]


@given(st.integers(0, len(SMALL) - 1))
def test_a_truncated_file_is_refused(length):
    with pytest.raises(FormatError):
        tensors(SMALL[:length])


def test_bytes_after_the_end_are_refused():
    with pytest.raises(FormatError, match="after its end"):
        tensors(SMALL + b"\0")


@given(st.integers(0, len(SMALL) - 1), st.integers(0, 255))
def test_a_changed_byte_is_refused_or_read_never_something_else(place, value):
    changed = bytearray(SMALL)
    changed[place] = value
    try:
        read = tensors(bytes(changed))
    except FormatError:
        return
    assert sum(array.nbytes for array in read.values()) <= 2 * len(SMALL)


@given(st.binary(max_size=200))
def test_any_bytes_are_refused(content):
    with pytest.raises(FormatError):
        tensors(struct.pack("<I", 6) + string("x") + content[:-1] + b"\xff")


def test_another_version_is_named():
    with pytest.raises(FormatError, match="version 5 instead of 6"):
        tensors(model_bin({}, version=5))


def test_an_alias_of_nothing_is_refused():
    with pytest.raises(FormatError, match="ghost"):
        tensors(model_bin({}, aliases={"a": "ghost"}))


def test_a_huge_shape_costs_no_memory():
    tensor = string("a") + struct.pack("<BIIBI", 2, 2**31, 2**31, 0, 4) + b"\0" * 4
    head = struct.pack("<I", 6) + string("x") + struct.pack("<II", 3, 1)
    with pytest.raises(FormatError, match="not its shape"):
        tensors(head + tensor + struct.pack("<I", 0))
