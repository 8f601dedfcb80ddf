"""Read challenges: a folder with challenge.toml, starter.py and tests.py."""

import ast
import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, get_args

from voicecoach.errors import InputError, UsageError
from voicecoach.question_file import Level
from voicecoach.settings import share
from voicecoach.source import parse, read_source

DESCRIPTION: Final = "challenge.toml"
STARTER: Final = "starter.py"
TESTS: Final = "tests.py"

LONGEST_PROMPT: Final = 60
"""Words of a prompt: it is spoken, in half a minute at most."""

SHORTEST: Final = 60
LONGEST: Final = 7200
"""Seconds that a challenge may take."""

_FIELDS: Final = frozenset("id title prompt level seconds entry key_points".split())
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Challenge:
    """One coding challenge.

    Attributes
    ----------
    prompt : str
        What is asked for, to be spoken.
    seconds : float
        The time that it may take.
    entry : tuple of str
        The functions and classes that the tests call.
    key_points : tuple of str
        What a good explanation of a solution mentions.
    starter, tests : str
        The code to begin with, and that of the tests.
    """

    id: str
    title: str
    prompt: str
    level: Level
    seconds: float
    entry: tuple[str, ...]
    key_points: tuple[str, ...]
    starter: str
    tests: str


def listed() -> tuple[Challenge, ...]:
    """Read the challenges that come with voicecoach, in the order of their ids."""
    folders = sorted((share("samples") / "challenges").glob(f"*/{DESCRIPTION}"))
    return tuple(read_challenge(description.parent) for description in folders)


def find(name: str) -> Challenge:
    """Find a challenge by its id, or read it from a folder of the user's own.

    Raises
    ------
    UsageError
        There is none; the remedy names those that are spelt like it.
    InputError
        The folder holds no challenge that can be used.
    """
    known = {challenge.id: challenge for challenge in listed()}
    if name in known:
        return known[name]
    if Path(name).is_dir():
        return read_challenge(Path(name))
    close = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    raise UsageError(
        f"There is no challenge {name!r}.",
        f"Did you mean {' or '.join(close)}?"
        if close
        else "See 'voicecoach questions challenge' for all of them.",
    )


def read_challenge(folder: Path) -> Challenge:
    """Read a challenge; its code is parsed and never run here.

    Raises
    ------
    InputError
        A file is missing or a field is wrong; the problem names it.
    """
    path = folder / DESCRIPTION
    table = _table(path)
    unknown = sorted(set(table) - _FIELDS)
    if unknown:
        raise _wrong(
            path,
            f"unknown field {unknown[0]!r}",
            f"The fields are {', '.join(sorted(_FIELDS))}.",
        )
    challenge = Challenge(
        id=_text(table, "id", path),
        title=_text(table, "title", path),
        prompt=_text(table, "prompt", path),
        level=_level(table, path),
        seconds=_seconds(table, path),
        entry=_texts(table, "entry", path),
        key_points=_texts(table, "key_points", path),
        starter=read_source(folder / STARTER),
        tests=read_source(folder / TESTS),
    )
    _check(challenge, folder)
    return challenge


def _check(challenge: Challenge, folder: Path) -> None:
    """See that the parts of a challenge fit together."""
    path = folder / DESCRIPTION
    if not _ID.fullmatch(challenge.id):
        raise _wrong(path, "'id' is no slug", "Use lower case, digits and hyphens.")
    words = len(challenge.prompt.split())
    if words > LONGEST_PROMPT:
        raise _wrong(
            path,
            f"'prompt' has {words} words",
            f"Keep it to {LONGEST_PROMPT}, so that it can be spoken.",
        )
    missing = set(challenge.entry) - _names(challenge.starter, folder / STARTER)
    if missing:
        raise _wrong(
            path,
            f"'entry' names {min(missing)!r}, which {STARTER} does not define",
            "Define it there.",
        )
    if not any(
        name.startswith("test_") for name in _names(challenge.tests, folder / TESTS)
    ):
        raise InputError(
            f"{folder / TESTS} has no test in it.",
            "Write functions named test_... with plain asserts.",
        )


def _names(source: str, path: Path) -> set[str]:
    """Give the functions and classes that are defined at the top of a module."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    body = parse(source, str(path)).body
    return {node.name for node in body if isinstance(node, kinds)}


def _table(path: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(
            f"{path} cannot be read ({error.strerror}).",
            "A challenge is a folder with such a file; docs/challenges.md shows one.",
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(
            f"{path} is not a TOML file ({error}).",
            "Mend that line; docs/challenges.md shows the form.",
        ) from error


def _text(table: Mapping[str, object], name: str, path: Path) -> str:
    value = table.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _wrong(path, f"{name!r} is missing or empty", f'Write {name} = "...".')
    return " ".join(value.split())


def _texts(table: Mapping[str, object], name: str, path: Path) -> tuple[str, ...]:
    value = table.get(name)
    if (
        not isinstance(value, list)
        or not value
        or not all(isinstance(item, str) and item.strip() for item in value)
    ):
        raise _wrong(path, f"{name!r} is no list of texts", f'Write {name} = ["..."].')
    return tuple(value)


def _level(table: Mapping[str, object], path: Path) -> Level:
    value = _text(table, "level", path)
    levels: dict[str, Level] = {level: level for level in get_args(Level)}
    if value not in levels:
        raise _wrong(path, f"'level' is {value!r}", f"Choose from {', '.join(levels)}.")
    return levels[value]


def _seconds(table: Mapping[str, object], path: Path) -> float:
    value = table.get("seconds")
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or not SHORTEST <= value <= LONGEST
    ):
        raise _wrong(
            path,
            f"'seconds' is {value!r}",
            f"Give a number from {SHORTEST} to {LONGEST}.",
        )
    return float(value)


def _wrong(path: Path, problem: str, remedy: str) -> InputError:
    return InputError(f"{path}: {problem}.", remedy)
