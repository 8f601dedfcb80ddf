"""The bank of questions, and the kind of question that a text is."""

import difflib
import functools
import heapq
from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

from voicecoach import kinds, sentences, settings, whole_file
from voicecoach.errors import InputError, UsageError
from voicecoach.question_file import (
    BankQuestion,
    Checked,
    FollowUp,
    check_bank,
    mistaken,
    read_bank,
)
from voicecoach.rubrics import RUBRICS
from voicecoach.spelling import half_character
from voicecoach.thresholds import SAME_QUESTION
from voicecoach.tracks import words
from voicecoach.types import Audience, Question
from voicecoach.yaml_events import dump

__all__ = [
    "Added",
    "BankQuestion",
    "Checked",
    "FollowUp",
    "add",
    "as_text",
    "bank",
    "built_in",
    "check",
    "find",
    "from_text",
    "own",
    "own_fault",
    "own_file",
    "read_bank",
    "remove",
    "with_listener",
]

_HEAD = """\
# Your own questions: 'voicecoach questions add FILE' puts them here. You may edit them;
# 'voicecoach questions check' with the name of this file says whether they are right.

"""


def bank() -> tuple[BankQuestion, ...]:
    """Give the questions that come with voicecoach, and the user's own after them.

    Own questions with a mistake are left out; ``own_fault`` tells of it.
    """
    return (*built_in(), *own().questions)


@functools.cache
def built_in() -> tuple[BankQuestion, ...]:
    """Give the questions that come with voicecoach."""
    return read_bank(resources.files("voicecoach") / "questions.yaml")


def own_file() -> Path:
    """Say where the user's own questions are kept; the file need not exist."""
    return settings.home() / "questions.yaml"


def own() -> Checked:
    """Read the user's own questions, with every mistake that has got into them."""
    try:
        return check(own_file())
    except InputError:
        return Checked(own_file(), (), (), 0)


def own_fault() -> InputError | None:
    """Tell what is wrong with the user's own questions; None if there are none."""
    try:
        kept = check(own_file())
    except InputError as error:
        nothing = isinstance(error.__cause__, FileNotFoundError | NotADirectoryError)
        return None if nothing else error
    return mistaken(kept.path, kept.mistakes) if kept.mistakes else None


def check(path: Path) -> Checked:
    """Check a file of questions that are to stand beside the built-in ones.

    Raises
    ------
    InputError
        The file cannot be read at all.
    """
    ours = Path(str(resources.files("voicecoach") / "questions.yaml"))
    try:
        its_ours = path.samefile(ours)
    except (OSError, ValueError):  # ValueError: a NUL in the name
        its_ours = False
    taken = [] if its_ours else [question.id or "" for question in built_in()]
    return check_bank(path, taken)


@dataclass(frozen=True, slots=True)
class Added:
    """What ``add`` did: ids that are new, ids whose question is another now."""

    new: tuple[str, ...]
    replaced: tuple[str, ...]


def add(questions: Iterable[BankQuestion]) -> Added:
    """Put questions among the user's own; one of the same id takes the other's place.

    Raises
    ------
    InputError
        The file of own questions has a mistake; it is left as it is.
    OutputError
        It could not be written.
    """
    fault = own_fault()
    if fault is not None:
        raise InputError(fault.problem, f"{fault.remedy} Then add the others again.")
    kept = {question.id or "": question for question in own().questions}
    given = {question.id or "": question for question in questions}
    _write({**kept, **given}.values())
    return Added(
        new=tuple(name for name in given if name not in kept),
        replaced=tuple(name for name in given if name in kept),
    )


def remove(question_id: str) -> bool:
    """Take one of the user's own questions away; tell whether it was there.

    Raises
    ------
    InputError
        The file of own questions has a mistake; it is left as it is.
    OutputError
        It could not be written.
    """
    fault = own_fault()
    if fault is not None:
        raise fault
    kept = [question for question in own().questions if question.id != question_id]
    if len(kept) == len(own().questions):
        return False
    if not kept:  # a file without questions would be a mistake
        own_file().unlink()
        return True
    _write(kept)
    return True


def as_text(question: BankQuestion) -> str:
    """Write a question in the form of a file of questions."""
    return dump({"questions": [_written(question)]})


def _write(questions: Iterable[BankQuestion]) -> None:
    entries = [_written(question) for question in questions]
    remedy = "Make room there, or set VOICECOACH_HOME to a folder you may write to."
    whole_file.write(own_file(), _HEAD + dump({"questions": entries}), remedy)


def _written(question: BankQuestion) -> dict[str, object]:
    """Give a question the form that it has in a file."""
    seconds = question.seconds
    whole = question.track is not None and (
        question.rubric == tuple(RUBRICS[question.track])
    )
    rubric = {} if whole else {"rubric": list(question.rubric)}
    return {
        "id": question.id,
        "text": question.text,
        "track": question.track,
        "level": question.level,
        "audience": question.audience,
        "seconds": int(seconds) if seconds.is_integer() else seconds,
        "tags": list(question.tags),
        **rubric,
        "key_points": list(question.key_points),
        "outline": question.outline,
        "follow_ups": [
            {"when": item.when, "ask": item.ask} for item in question.follow_ups
        ],
    }


def find(question_id: str) -> BankQuestion:
    """Find a question of the bank by its id.

    Raises
    ------
    UsageError
        If there is none; the remedy names those that are spelt like it.
    """
    by_id = {question.id or "": question for question in bank()}
    if question_id in by_id:
        return by_id[question_id]
    close = difflib.get_close_matches(question_id, by_id, n=3, cutoff=0.5)
    remedy = (
        f"Did you mean {' or '.join(close)}?"
        if close
        else "See 'voicecoach questions list' for all of them."
    )
    if fault := own_fault():
        remedy += f" Your own questions have a mistake: {fault}"
    raise UsageError(f"There is no question {question_id!r} in the bank.", remedy)


def with_listener(question: Question | None, audience: Audience) -> Question | None:
    """Ask the same of somebody who listens with other ears."""
    return None if question is None else replace(question, audience=audience)


def from_text(text: str, audience: Audience = "manager") -> Question:
    """Make a question of a text: one of the bank when it asks for the same.

    The listener is the one that was asked for; the time is that of the bank.

    Raises
    ------
    UsageError
        It is empty, or no text.

    Examples
    --------
    >>> from_text("Can you tell me about a project that you're proud of?").id
    'project-you-are-proud-of'
    """
    if not text.strip():
        raise UsageError("The question is empty.", "Say what was asked.")
    if half_character(text):
        raise UsageError("The question is not UTF-8 text.", "Write it anew.")
    known = _same(text)
    if known is not None:
        return replace(known, text=text, audience=audience)
    return Question(text, None, kinds.track_of(text), audience)


def _same(text: str) -> BankQuestion | None:
    """Find the question of the bank that is worded so, or means the same."""
    asked = set(words(text))
    if not asked:
        return None

    def shared(known: BankQuestion) -> float:
        own = set(words(known.text))
        return len(asked & own) / len(asked | own)

    # Only what is worded alike is read by the sentence model: the bank takes it 1 s.
    near = heapq.nlargest(SAME_QUESTION.looked_at, bank(), key=shared)
    if words(near[0].text) == words(text):
        return near[0]
    own, *others = sentences.vectors([text, *(known.text for known in near)])
    likeness = [float(own @ other) for other in others]
    best = max(likeness)
    return near[likeness.index(best)] if best >= SAME_QUESTION.likeness else None
