"""The words of a take, made right: what is laid beside its order, and the work on it.

It is done where uploads are analysed, in its turn and within the same limits: the text
is foreign, and comparing it with what was heard takes time.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from voicecoach.report.json import from_json, to_json
from voicecoach.types import Question, Report, Sound

if TYPE_CHECKING:
    from voicecoach.session import Coach, Options, Progress

BEFORE: Final = "before.json"
WORDS: Final = "words.txt"
"""Beside an order, and not in it: a long text does not fit a message."""

LONGEST: Final = 150_000
"""Characters of a text: as many as fit a request, however they are written there. Two
hours of quick speech have fewer."""


def lay(place: Path, before: Report, text: str) -> None:
    """Lay a report and its right words into the folder of an order."""
    (place / BEFORE).write_text(to_json(before), encoding="ascii")
    (place / WORDS).write_text(text, encoding="utf-8")


def there(place: Path) -> bool:
    """Tell whether both lie in a folder."""
    return (place / BEFORE).is_file() and (place / WORDS).is_file()


def review(
    folder: Path,
    order: dict[str, Any],
    sound: Sound | None,
    ready: Callable[["Options"], "Coach"],
    tell: "Progress",
) -> Report:
    """Judge the right words, with the sound or without it; nothing is recognised.

    The recording stays the one that the first report was made of.
    """
    from voicecoach import correct

    before = from_json((folder / BEFORE).read_bytes())
    text = (folder / WORDS).read_text(encoding="utf-8")
    old = before.transcript
    words = correct.apply(old, correct.edits(old, text))
    coach = ready(_options(before, order))
    if sound is None:
        report = coach.again(words).report
    else:
        report = coach.review(sound, tell, words).report
    return replace(report, recording=before.recording)


def _options(before: Report, order: dict[str, Any]) -> "Options":
    """Ask what was asked, of the same listeners, in the ways that are chosen now."""
    from voicecoach.session import Options

    question = before.question
    return Options(
        question=_of_the_bank(question),
        audience=question.audience if question else order["audience"],
        modes=tuple(order["modes"]),
        model=order["model"],
        also_for=tuple(also.audience for also in before.also_for),
    )


def _of_the_bank(question: Question | None) -> Question | None:
    """Give a question of the bank with its key points, as a kept report has not."""
    from voicecoach import questions

    if question is None or question.id is None:
        return question
    same = (known for known in questions.bank() if known.id == question.id)
    return questions.with_listener(next(same, question), question.audience)
