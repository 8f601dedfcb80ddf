"""A file of questions: its form, and every mistake in it with its line."""

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

from voicecoach import yaml_lines
from voicecoach.errors import InputError
from voicecoach.fields import Entry
from voicecoach.rubrics import RUBRICS
from voicecoach.types import Audience, Question, Track
from voicecoach.yaml_lines import Fields, Items, Mistake, Node, Parsed, Text, Torn

Level: TypeAlias = Literal["entry", "mid", "senior"]

MISSING: Final = ("situation", "task", "action", "result", "number", "terms")
"""What a follow-up of any track may ask for, besides the items of its own rubric."""

LONGEST: Final = 45
"""Words that can be spoken in 20 seconds at an unhurried 135 words a minute."""

LONGEST_ID: Final = 60
"""Characters of an id, so that a list of them can be read."""

TAGS: Final = (1, 10)
KEY_POINTS: Final = (3, 6)
FOLLOW_UPS: Final = (2, 4)
"""How many of each a question has, at least and at most."""

SHORTEST_ANSWER: Final = 20
LONGEST_ANSWER: Final = 900
"""Seconds that a question may give for its answer."""

TRACKS: Final[Mapping[str, Track]] = {name: name for name in get_args(Track)}
LEVELS: Final[Mapping[str, Level]] = {name: name for name in get_args(Level)}
AUDIENCES: Final[Mapping[str, Audience]] = {name: name for name in get_args(Audience)}

_FIELDS: Final = (
    "id text track level audience seconds tags rubric key_points outline follow_ups"
).split()
_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FORM: Final = "docs/questions.md shows the form."


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What to ask when something was missing: ``when`` names it."""

    when: str
    ask: str


@dataclass(frozen=True, slots=True)
class BankQuestion(Question):
    """One question of the bank; its id and its track are always known.

    ``rubric`` has the keys of the rubric items that apply, ``key_points`` what a good
    answer touches, ``outline`` the sketch of one.
    """

    level: Level = "mid"
    rubric: tuple[str, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    tags: tuple[str, ...] = ()
    key_points: tuple[str, ...] = ()
    outline: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file of questions holds: those that are fine, and every mistake.

    ``entries`` counts the fine and the others.
    """

    path: Path | Traversable
    questions: tuple[BankQuestion, ...]
    mistakes: tuple[Mistake, ...]
    entries: int


def check_bank(path: Path | Traversable, taken: Collection[str] = ()) -> Checked:
    """Check a file of questions, whose ids must not be among those that are taken.

    Raises
    ------
    InputError
        The file cannot be read at all.
    """
    parsed = yaml_lines.parse(yaml_lines.read(path))
    mistakes = list(parsed.mistakes)
    entries = _entries(parsed, mistakes)
    ends = [*(node.line for node in entries[1:]), yaml_lines.LARGEST]
    torn = [mistake.line for mistake in parsed.mistakes]
    questions: dict[str | None, BankQuestion] = {}
    for number, (node, end) in enumerate(zip(entries, ends, strict=False), 1):
        before = len(mistakes)
        question = _question(node, number, taken, questions, mistakes)
        whole = bisect_left(torn, node.line) == bisect_left(torn, end)
        if question is not None and len(mistakes) == before and whole:
            questions[question.id] = question
    mistakes.sort(key=lambda mistake: mistake.line)
    return Checked(path, tuple(questions.values()), tuple(mistakes), len(entries))


def read_bank(path: Path | Traversable) -> tuple[BankQuestion, ...]:
    """Read a bank of questions from a YAML file.

    Raises
    ------
    InputError
        The file cannot be read, or something in it is wrong; the problem names the
        line, the question and the field of the first mistake.
    """
    checked = check_bank(path)
    if checked.mistakes:
        raise mistaken(path, checked.mistakes)
    return checked.questions


def mistaken(path: Path | Traversable, mistakes: tuple[Mistake, ...]) -> InputError:
    """Make one failure of the mistakes of a file: the first, and how many more."""
    first, more = mistakes[0], len(mistakes) - 1
    rest = f" There {'is' if more == 1 else 'are'} {more} more." if more else ""
    return InputError(f"{path}:{first.line}: {first.problem}.", first.remedy + rest)


def _entries(parsed: Parsed, mistakes: list[Mistake]) -> tuple[Node, ...]:
    """Find the questions of a file, or note that there are none."""
    fields = parsed.root.fields if isinstance(parsed.root, Fields) else {}
    mistakes.extend(
        Mistake(node.line, f"unknown field {name!r}", f"Remove it; {_FORM}")
        for name, node in fields.items()
        if name != "questions"
    )
    listed = fields.get("questions")
    if isinstance(listed, Items) and listed.items:
        return listed.items
    if parsed.whole and not isinstance(listed, Torn):
        line = 1 if listed is None else listed.line
        remedy = f"Begin with 'questions:' and write '- id: ...' below it; {_FORM}"
        mistakes.append(Mistake(line, "no questions in it", remedy))
    return ()


def _question(
    node: Node,
    number: int,
    taken: Collection[str],
    above: Collection[str | None],
    mistakes: list[Mistake],
) -> BankQuestion | None:
    """Make a question of an entry; only one without a mistake is ever used."""
    if isinstance(node, Torn):
        return None
    if not isinstance(node, Fields):
        remedy = f"Begin it with '- id: ...'; {_FORM}"
        mistakes.append(Mistake(node.line, f"question {number}: no fields", remedy))
        return None
    entry = Entry(node, f"question {_named(node) or number}", mistakes)
    entry.only(_FIELDS)
    track = entry.choice("track", TRACKS)
    return BankQuestion(
        id=_new_id(entry, taken, above),
        text=entry.text("text", LONGEST) or "",
        track=track,
        level=entry.choice("level", LEVELS) or "mid",
        audience=entry.choice("audience", AUDIENCES) or "manager",
        seconds=entry.number("seconds", SHORTEST_ANSWER, LONGEST_ANSWER) or 0.0,
        tags=entry.texts("tags", *TAGS) or (),
        rubric=_rubric(entry, track),
        key_points=entry.texts("key_points", *KEY_POINTS) or (),
        outline=entry.text("outline") or "",
        follow_ups=_follow_ups(entry, track),
    )


def _named(node: Fields) -> str | None:
    """Give the id of an entry for its mistakes, in quotation marks."""
    written = node.fields.get("id")
    return repr(written.value[:40]) if isinstance(written, Text) else None


def _new_id(
    entry: Entry, taken: Collection[str], above: Collection[str | None]
) -> str | None:
    value = entry.text("id")
    if value is None:
        return None
    if not _ID.fullmatch(value):
        entry.wrong("id", "'id' is no slug", "Use lower case, digits and hyphens only.")
    elif len(value) > LONGEST_ID:
        remedy = f"Keep it under {LONGEST_ID + 1}."
        entry.wrong("id", f"'id' has {len(value)} characters", remedy)
    elif value in taken:
        problem = f"the id {value!r} is one of the built-in bank"
        entry.wrong("id", problem, "Give your question another id.")
    elif value in above:
        problem = f"the id {value!r} comes twice"
        entry.wrong("id", problem, "Give each question an id of its own.")
    return value


def _rubric(entry: Entry, track: Track | None) -> tuple[str, ...]:
    if track is None or not entry.has("rubric"):
        return tuple(RUBRICS[track]) if track else ()
    items = entry.texts("rubric", 1, len(RUBRICS[track])) or ()
    for item in items:
        if item not in RUBRICS[track]:
            entry.wrong(
                "rubric",
                f"'rubric' names {item!r}",
                f"The items of {track} are {', '.join(RUBRICS[track])}.",
            )
    return tuple(dict.fromkeys(items))


def _follow_ups(entry: Entry, track: Track | None) -> tuple[FollowUp, ...]:
    reasons = dict.fromkeys((*(RUBRICS[track] if track else ()), *MISSING))
    follow_ups = []
    for inner in entry.inner("follow_ups", *FOLLOW_UPS, "when: ... and ask: ..."):
        inner.only(("when", "ask"))
        when = (
            inner.choice("when", {name: name for name in reasons})
            if track
            else inner.text("when")
        )
        follow_ups.append(FollowUp(when or "", inner.text("ask", LONGEST) or ""))
    return tuple(follow_ups)
