"""Source code that somebody else wrote: read and parsed, never run."""

import ast
import contextlib
import warnings
from pathlib import Path
from typing import Final

from voicecoach import small_file
from voicecoach.errors import InputError

LARGEST: Final = 200_000
"""Bytes of the largest file that is read: some five thousand lines."""


def read_source(path: Path) -> str:
    """Read a Python file as text.

    Raises
    ------
    InputError
        Not there, no ordinary file, too large, not UTF-8, or not Python.
    """
    text = _text(path)
    parse(text, str(path))
    return text


def parse(text: str, name: str) -> ast.Module:
    """Parse a text that ``name`` holds; nothing of it is compiled or run.

    Raises
    ------
    InputError
        The text is not Python, or its nesting is more than the parser can take.
    """
    try:
        with warnings.catch_warnings():
            # Newer versions warn of odd escapes while they parse; not ours to tell.
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as error:
        where = f"line {error.lineno}: " if error.lineno else ""
        raise InputError(
            f"{name} is not Python that can be read ({where}{error.msg}).",
            "Mend that line.",
        ) from error
    except ValueError as error:  # a NUL byte, in some versions
        raise InputError(
            f"{name} is not Python that can be read ({error}).",
            "Save it as plain text.",
        ) from error
    except (RecursionError, MemoryError) as error:
        raise too_deep(name) from error


def too_deep(name: str) -> InputError:
    """Say that code is nested more deeply than can be followed."""
    return InputError(
        f"{name} is nested too deeply to be read.",
        "Write long chains of operators or branches as loops or tables.",
    )


def _text(path: Path) -> str:
    with contextlib.suppress(OSError):  # said when it is read
        if path.exists() and not path.is_file():  # a pipe would never end
            raise InputError(
                f"{path} is no ordinary file.", "Name a file of Python code."
            )
    remedy = "Name the file of your own code, without data in it."
    data = small_file.read(path, LARGEST, remedy)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path} is not UTF-8 text ({error.reason} at byte {error.start}).",
            "Save it as UTF-8.",
        ) from error
