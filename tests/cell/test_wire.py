"""Values cross as what they are; what makes no sense is refused and never run."""

import os
import threading
from collections import Counter, OrderedDict, namedtuple
from contextlib import contextmanager

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.cell.wire import LARGEST, WireError, pack, receive, send, unpack


def kept_nowhere(thing):
    raise AssertionError(f"{thing} should have crossed")


def crossed(value):
    return unpack(pack(value, kept_nowhere), lambda handle, kind: (handle, kind))


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary(),
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(st.text() | st.integers(), inner)
        | st.sets(st.integers())
        | st.frozensets(st.text())
    ),
    max_leaves=10,
)


@given(plain)
def test_plain_values_cross_unchanged_with_their_types(value):
    again = crossed(value)
    assert again == value
    assert type(again) is type(value)


def test_kinds_of_containers_cross_as_the_container():
    pair = namedtuple("pair", "a b")
    assert crossed(pair(1, 2)) == (1, 2)
    assert crossed(Counter("aab")) == {"a": 2, "b": 1}
    assert crossed(OrderedDict(a=1)) == {"a": 1}


def test_arrays_cross_as_lists_and_their_numbers_as_numbers():
    assert crossed(np.array([[1, 2], [3, 4]])) == [[1, 2], [3, 4]]
    assert crossed({"x": np.float64(0.5), "n": np.int64(3)}) == {"x": 0.5, "n": 3}


def test_an_object_stays_and_its_handle_crosses():
    data = pack([object()], lambda thing: 7)
    assert unpack(data, lambda handle, kind: (handle, kind)) == [(7, "object")]


@pytest.mark.parametrize(
    "data",
    [
        {},
        ["list"],
        ["list", 3],
        ["nonsense", []],
        ["bytes", "xy"],
        ["dict", [[1]]],
        ["set", [["list", []]]],
        ["object", "x", "y"],
        [],
    ],
)
def test_data_that_nobody_packed_is_refused(data):
    with pytest.raises(WireError):
        unpack(data, lambda handle, kind: None)


@contextmanager
def pipe():
    reader, writer = os.pipe()
    try:
        yield reader, writer
    finally:
        for descriptor in (reader, writer):
            try:
                os.close(descriptor)
            except OSError:
                continue


def test_a_frame_of_any_size_arrives_whole():
    with pipe() as (reader, writer):
        value = ["x" * 300_000]
        sender = threading.Thread(target=send, args=(writer, value))
        sender.start()
        assert receive(reader) == value
        sender.join()


def test_the_end_of_the_other_side_is_noticed():
    with pipe() as (reader, writer):
        os.write(writer, b"\x00\x00")
        os.close(writer)
        with pytest.raises(WireError, match="gone"):
            receive(reader)


def test_a_frame_that_says_it_is_huge_is_not_waited_for():
    with pipe() as (reader, writer):
        os.write(writer, (LARGEST + 1).to_bytes(4, "big"))
        with pytest.raises(WireError, match="too large"):
            receive(reader)


@pytest.mark.parametrize("content", [b"{", b"\xff\xff", b"[" * 100_000])
def test_a_frame_that_is_no_json_is_refused(content):
    with pipe() as (reader, writer):
        frame = len(content).to_bytes(4, "big") + content
        sender = threading.Thread(target=os.write, args=(writer, frame))
        sender.start()
        with pytest.raises(WireError, match="no JSON"):
            receive(reader)
        sender.join()


def test_what_is_too_large_is_not_sent():
    with pipe() as (_, writer), pytest.raises(WireError, match="8 MB"):
        send(writer, "x" * LARGEST)
