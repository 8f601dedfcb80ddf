"""Story parts, kinds of answer and results, on answers that no model was trained on."""

from collections.abc import Callable, Sequence
from typing import Final

from scripts.measuring.answers import APART, Labelled, read
from scripts.measuring.arithmetic import grouped, interval, macro_f1
from scripts.measuring.star_rules import label
from scripts.measuring.tables import Measured, number, table
from voicecoach.analyse.cues import LABELS
from voicecoach.analyse.story import story
from voicecoach.analyse.structure import structure
from voicecoach.types import Label, Structure

ABOUT: Final = """\
Answers written for this measure in the manner of transcribed speech, each on its own,
by a hand that saw neither the rules nor the training answers; nobody said them. A
label for every word; macro-F1 is the mean over the five labels. Beside the trained
model stand rules alone: the cue table and an order set by hand. Intervals: 95 %, over
answers."""

ABOUT_WHOLE: Final = """\
Of each answer as a whole: is it one past episode, a habit, an opinion or none; is a
concrete outcome stated; does a number belong to it."""

Pair = tuple[Label, Label]


def measure() -> Measured:
    """Compare the labels of voicecoach and of rules alone with the writer's."""
    answers = read(APART)
    found = [structure(answer.answer) for answer in answers]
    ours = [_pairs(a, _by_word(s)) for a, s in zip(answers, found, strict=True)]
    rules = [_pairs(answer, _by_rules(answer)) for answer in answers]
    rows = [_row("voicecoach", ours), _row("rules alone", rules)]
    head = ["who", "answers", "words", "macro-F1", *LABELS]
    whole, figures = _whole(answers, found)
    figures["structure.macro_f1"] = macro_f1(_all(ours))
    figures["structure.gain"] = macro_f1(_all(ours)) - macro_f1(_all(rules))
    body = f"{ABOUT}\n\n{table(head, rows)}\n\n{ABOUT_WHOLE}\n\n{whole}"
    return Measured("Story parts", body, figures)


def _by_word(found: Structure) -> list[Label]:
    return [part.label for part in found.segments for _ in part.text.split()]


def _by_rules(answer: Labelled) -> list[Label]:
    parts, _ = answer.cut()
    labels = label(parts, story(parts), frozenset())
    return [
        name
        for part, name in zip(parts, labels, strict=True)
        for _ in range(part.first, part.last)
    ]


def _pairs(answer: Labelled, given: Sequence[Label]) -> list[Pair]:
    return list(zip(answer.labels, given, strict=True))


def _all(answers: Sequence[Sequence[Pair]]) -> list[Pair]:
    return [pair for answer in answers for pair in answer]


def _row(who: str, answers: Sequence[Sequence[Pair]]) -> list[object]:
    every = _all(answers)
    groups = grouped([(str(i), pairs) for i, pairs in enumerate(answers)])
    ends = interval(groups, lambda drawn: macro_f1(_all(list(drawn))))
    f1 = [_f1(every, name) for name in LABELS]
    return [
        who,
        len(answers),
        len(every),
        number(macro_f1(every), ends=ends),
        *map(number, f1),
    ]


def _f1(pairs: Sequence[Pair], name: Label) -> float:
    both = sum(a == b == name for a, b in pairs)
    either = sum((a == name) + (b == name) for a, b in pairs)
    return 2 * both / either if either else 0.0


def _whole(
    answers: Sequence[Labelled], found: Sequence[Structure]
) -> tuple[str, dict[str, float | None]]:
    pairs = list(zip(answers, found, strict=True))
    kinds = _share(pairs, lambda a, s: a.story == s.story)
    present = _share(pairs, lambda a, s: a.present == bool(s.result_present))
    told = [a.quantified for a, s in pairs if s.result_quantified]
    true = [bool(s.result_quantified) for a, s in pairs if a.quantified]
    precision = sum(told) / len(told) if told else None
    recall = sum(true) / len(true) if true else None
    rows: list[list[object]] = [
        ["kind of answer", len(pairs), number(kinds)],
        ["outcome stated or not", len(pairs), number(present)],
        ["number belongs to the result: precision", len(told), number(precision)],
        ["number belongs to the result: recall", len(true), number(recall)],
    ]
    figures = {
        "structure.story": kinds,
        "structure.present": present,
        "structure.quantified.precision": precision,
        "structure.quantified.recall": recall,
    }
    return table(["what", "cases", "right"], rows), figures


def _share(
    pairs: Sequence[tuple[Labelled, Structure]],
    holds: Callable[[Labelled, Structure], bool],
) -> float:
    return sum(holds(a, s) for a, s in pairs) / len(pairs)
