"""Code is read and parsed whatever it is, and never run."""

import os

import pytest

from voicecoach.errors import InputError
from voicecoach.source import LARGEST, parse, read_source


@pytest.fixture
def write(tmp_path):
    def write(content):
        path = tmp_path / "solution.py"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_code_is_read_as_text(write):
    assert read_source(write("x = 'é'\n")) == "x = 'é'\n"


def test_a_mark_of_byte_order_is_no_part_of_the_text(write):
    assert read_source(write(b"\xef\xbb\xbfx = 1\n")) == "x = 1\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("def f(:\n", "line 1: invalid syntax"),
        ("x = 1\n  y = 2\n", "line 2: unexpected indent"),
        (b"caf\xe9 = 1\n", "not UTF-8"),
        (b"x = 1\x00\n", "null bytes"),
        ("#" * (LARGEST + 1), "larger than 200 kB"),
        ("x = " + "(" * 5000 + ")" * 5000, "nested parentheses"),
        ("x = " + "-" * 90_000 + "1", "nested too deeply"),
        ("x = a" + ".b" * 90_000, "nested too deeply"),
        ("x = 1" + " if 1 else 1" * 15_000, "nested too deeply"),
    ],
    ids=range(9),
)
def test_what_cannot_be_read_is_one_line_with_a_reason(write, content, said):
    path = write(content)
    with pytest.raises(InputError) as caught:
        read_source(path)
    assert str(path) in caught.value.problem
    assert said in caught.value.problem
    assert "\n" not in str(caught.value)
    assert caught.value.remedy


def test_ten_megabytes_are_refused_without_being_read(write):
    path = write(b"")
    with path.open("wb") as file:
        file.truncate(10_000_000)
    with pytest.raises(InputError, match="larger than"):
        read_source(path)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match=r"no\.py cannot be read \(No such file"):
        read_source(tmp_path / "no.py")


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_folder_or_a_pipe_is_no_code_and_nobody_waits_for_it(tmp_path):
    os.mkfifo(tmp_path / "pipe.py")
    for path in (tmp_path, tmp_path / "pipe.py"):
        with pytest.raises(InputError, match="no ordinary file"):
            read_source(path)


def test_odd_escapes_are_not_our_business():
    parse(r"x = '\d'", "x.py")
