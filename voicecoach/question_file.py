"""A file of questions: its form, and what each kind of question asks for."""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final, Literal, TypeAlias, TypeVar, get_args

from voicecoach.errors import InputError
from voicecoach.types import Audience, Question, Track

Level: TypeAlias = Literal["entry", "mid", "senior"]

RUBRICS: Final[Mapping[Track, Mapping[str, str]]] = {
    "python": {
        "approach": "The approach in a sentence first",
        "data_structures": "Data structures, and why",
        "cost": "Cost in time and memory",
        "edge_cases": "Edge cases and bad input",
        "tests": "How it would be tested",
        "trade_off": "A trade-off",
        "readable": "Readable as well as fast",
    },
    "explain": {
        "definition": "A plain definition first",
        "example": "An analogy or an example",
        "terms": "Terms explained or avoided",
        "why_it_matters": "Why it matters",
        "contrast": "What it is not",
        "summary": "A summary or a check at the end",
    },
    "ambiguity": {
        "questions": "Clarifying questions",
        "assumptions": "Assumptions stated",
        "parts": "The problem in parts",
        "options": "Options compared",
        "risks": "Risks",
        "metric": "How success is measured",
        "next_step": "A next step",
    },
    "impact": {
        "star": "Situation, task, action and result",
        "action": "Action is the largest part",
        "own_part": "Your own part",
        "number": "The result in numbers",
        "business": "Tied to the business",
    },
    "team": {
        "episode": "One real episode, told to its end",
        "other_side": "The other side's view",
        "learned": "What you changed or learned",
        "credit": "Credit shared, your part clear",
        "relationship": "How it ended between you",
    },
}
"""What a good spoken answer contains, by track: key and name of each item."""

MISSING: Final = ("situation", "task", "action", "result", "number", "terms")
"""What a follow-up of any track may ask for, besides the items of its own rubric."""

LONGEST: Final = 45
"""Words that can be spoken in 20 seconds at an unhurried 135 words a minute."""

SHORTEST_ANSWER: Final = 20
LONGEST_ANSWER: Final = 900
"""Seconds that a question may give for its answer."""

T = TypeVar("T", bound=str)
_TRACKS: Final[Mapping[str, Track]] = {name: name for name in get_args(Track)}
_LEVELS: Final[Mapping[str, Level]] = {name: name for name in get_args(Level)}
_AUDIENCES: Final[Mapping[str, Audience]] = {name: name for name in get_args(Audience)}
_FIELDS: Final = frozenset(
    "id text track level audience seconds tags rubric follow_up".split()
)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What to ask when something was missing: ``when`` names it."""

    when: str
    ask: str


@dataclass(frozen=True, slots=True)
class BankQuestion(Question):
    """One question of the bank; its id and its track are always known.

    ``rubric`` has the keys of the rubric items that apply.
    """

    level: Level = "mid"
    rubric: tuple[str, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    tags: tuple[str, ...] = ()


def read_bank(path: Path | Traversable) -> tuple[BankQuestion, ...]:
    """Read a bank of questions from a TOML file.

    Raises
    ------
    InputError
        If the file cannot be read, is not TOML, or a question in it is not complete;
        the problem names the question and the field.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(
            f"The question bank {path} cannot be read ({error.strerror}).",
            "Check its name and that you may read it.",
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(
            f"The question bank {path} is not a TOML file ({error}).",
            "Mend that line; docs/questions.md shows the form.",
        ) from error
    rows = table.get("question")
    if not isinstance(rows, list) or not rows:
        raise InputError(
            f"The question bank {path} has no [[question]] in it.",
            "docs/questions.md shows the form.",
        )
    questions = tuple(
        _question(row, f"{path}, question {at}") for at, row in enumerate(rows, 1)
    )
    twice = [name for name, n in Counter(q.id for q in questions).items() if n > 1]
    if twice:
        raise InputError(
            f"The question bank {path} has the id {twice[0]!r} twice.",
            "Give each question an id of its own.",
        )
    return questions


def _question(row: object, where: str) -> BankQuestion:
    """Make a question of one table, or say what is wrong with it and where."""
    if not isinstance(row, dict):
        raise _wrong(where, "it is not a table", "Start it with [[question]].")
    where = f"{where} ({row['id']!r})" if "id" in row else where
    unknown = sorted(set(row) - _FIELDS)
    if unknown:
        raise _wrong(
            where,
            f"unknown field {unknown[0]!r}",
            f"The fields are {', '.join(sorted(_FIELDS))}.",
        )
    question_id = _text(row, "id", where)
    if not _ID.fullmatch(question_id):
        raise _wrong(
            where, "'id' is no slug", "Use lower case, digits and hyphens only."
        )
    text = _text(row, "text", where)
    if len(text.split()) > LONGEST:
        raise _wrong(
            where,
            f"'text' has {len(text.split())} words",
            f"Keep it under {LONGEST + 1}, so that it is asked in 20 seconds.",
        )
    track = _choice(row, "track", _TRACKS, where)
    return BankQuestion(
        id=question_id,
        text=text,
        track=track,
        level=_choice(row, "level", _LEVELS, where),
        audience=_choice(row, "audience", _AUDIENCES, where),
        seconds=_seconds(row, where),
        rubric=_rubric(row, track, where),
        follow_ups=_follow_ups(row, track, where),
        tags=_texts(row, "tags", where),
    )


def _text(row: Mapping[str, object], name: str, where: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _wrong(where, f"{name!r} is missing or empty", f'Write {name} = "...".')
    return " ".join(value.split())


def _texts(row: Mapping[str, object], name: str, where: str) -> tuple[str, ...]:
    value = row.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _wrong(
            where, f"{name!r} is no list of texts", f'Write {name} = ["...", "..."].'
        )
    return tuple(value)


def _choice(
    row: Mapping[str, object], name: str, choices: Mapping[str, T], where: str
) -> T:
    value = _text(row, name, where)
    if value not in choices:
        raise _wrong(
            where,
            f"{name!r} is {value!r}",
            f"It is one of {', '.join(choices)}.",
        )
    return choices[value]


def _seconds(row: Mapping[str, object], where: str) -> float:
    value = row.get("seconds")
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or not (SHORTEST_ANSWER <= value <= LONGEST_ANSWER)
    ):
        raise _wrong(
            where,
            f"'seconds' is {value!r}",
            f"Give a number from {SHORTEST_ANSWER} to {LONGEST_ANSWER}.",
        )
    return float(value)


def _rubric(row: Mapping[str, object], track: Track, where: str) -> tuple[str, ...]:
    items = _texts(row, "rubric", where) or tuple(RUBRICS[track])
    for item in items:
        if item not in RUBRICS[track]:
            raise _wrong(
                where,
                f"'rubric' names {item!r}",
                f"The items of {track} are {', '.join(RUBRICS[track])}.",
            )
    return items


def _follow_ups(
    row: Mapping[str, object], track: Track, where: str
) -> tuple[FollowUp, ...]:
    value = row.get("follow_up")
    if not isinstance(value, list) or len(value) < 2:
        raise _wrong(
            where,
            "'follow_up' has fewer than two entries",
            'Add tables like { when = "result", ask = "..." }.',
        )
    return tuple(_follow_up(item, track, where) for item in value)


def _follow_up(item: object, track: Track, where: str) -> FollowUp:
    if not isinstance(item, dict) or set(item) != {"when", "ask"}:
        raise _wrong(
            where,
            "an entry of 'follow_up' has not the fields when and ask",
            'Write { when = "result", ask = "..." }.',
        )
    reasons = dict.fromkeys((*RUBRICS[track], *MISSING))
    return FollowUp(
        when=_choice(item, "when", {name: name for name in reasons}, where),
        ask=_text(item, "ask", where),
    )


def _wrong(where: str, problem: str, remedy: str) -> InputError:
    return InputError(f"{where}: {problem}.", remedy)
