"""The text of a job: read with care, its language and its level told.

The text is somebody else's: it is only searched for words, whatever it asks for.
"""

import functools
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from voicecoach import small_file
from voicecoach.errors import InputError
from voicecoach.plans.words import lines, shown
from voicecoach.question_file import LEVELS, Level
from voicecoach.thresholds import JOB
from voicecoach.written_language import ENGLISH, language_of

LARGEST: Final = 100_000
"""Bytes of a job text, at most: twenty times a long one."""

_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Seniority:
    """The level of a job, and the words that tell it; none where nothing does."""

    level: Level
    words: tuple[str, ...]


def read_job(path: Path) -> str:
    """Read the text of a job.

    Raises
    ------
    InputError
        It is not there, not a text, too long, empty, or not in English.
    """
    text = _read(path)
    if not any(letter.isalpha() for letter in text):
        raise InputError(f"{path} is empty.", "Put the text of the job into it.")
    language = language_of(text)
    if language != ENGLISH:
        raise InputError(
            f"{path} seems to be in {language.name}.",
            "Only English texts are understood: translate it, or choose a plan from "
            "'voicecoach questions plan'.",
        )
    return text


def seniority_of(text: str) -> Seniority:
    r"""Tell the level of a job by the signs of job_levels.txt; mid where none tells.

    Examples
    --------
    >>> seniority_of("Analyst\n3-5 years of experience")
    Seniority(level='mid', words=('3-5 years of experience',))
    """
    lines_of_text = [line for line in text.splitlines() if line.strip()]
    weights: Counter[Level] = Counter()
    told: dict[Level, list[str]] = {level: [] for level in LEVELS.values()}
    for level, weight, sign in _signs():
        for number, line in enumerate(lines_of_text):
            if found := _found(sign, line):
                weights[level] += weight * (1 if number else JOB.title)
                told[level].append(found)
                break
    ranked = weights.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return Seniority("mid", ())
    return Seniority(ranked[0][0], tuple(told[ranked[0][0]]))


def _found(sign: re.Pattern[str], line: str) -> str | None:
    """Find a sign in the plain words of a line, and give it as it is written there."""
    words = list(_WORD.finditer(line))
    plain = " ".join(word[0].lower() for word in words)
    found = sign.search(plain)
    if found is None:
        return None
    first, last = (plain.count(" ", 0, at) for at in (found.start(), found.end()))
    return shown(line[words[first].start() : words[last].end()])


def _read(path: Path) -> str:
    data = small_file.read(path, LARGEST, "Keep only the text of the job in it.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _no_text(path) from error
    if "\0" in text:
        raise _no_text(path)
    return text


def _no_text(path: Path) -> InputError:
    return InputError(f"{path} is no plain text.", "Save it as a text in UTF-8.")


@functools.cache
def _signs() -> tuple[tuple[Level, int, re.Pattern[str]], ...]:
    signs = []
    for line in lines("job_levels.txt"):
        name, weight, pattern = line.split(maxsplit=2)
        signs.append((LEVELS[name], int(weight), re.compile(rf"\b(?:{pattern})\b")))
    return tuple(signs)
