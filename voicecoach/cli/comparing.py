"""``voicecoach history compare``: one take held against another."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from voicecoach.cli import kept, tables
from voicecoach.cli.context import Debug, Json, desk_of
from voicecoach.cli.lines import escape
from voicecoach.cli.streams import Streams

if TYPE_CHECKING:
    from voicecoach.compare import Change, Comparison, Step

EXAMPLES = """\b
Examples:
  voicecoach history compare 12.1 12.3
  voicecoach history compare 12 15 --json
"""

STEPS = {
    "part": "the {} of the story",
    "result": "a {}",
    "number": "a {} in numbers",
    "term": "“{}” explained",
    "rubric": "{}",
}
"""How something that is there or not is named."""

NOTHING = 1e-9
"""What is smaller comes from rounding in the arithmetic."""


def compare(
    context: typer.Context,
    before: Annotated[str, typer.Argument(metavar="ID", help="The earlier take.")],
    after: Annotated[str, typer.Argument(metavar="ID", help="The later take.")],
    json: Json = False,
    _debug: Debug = False,
) -> int:
    """Say what changed from one take to another, and what is only noise.

    A session that has one take stands for it.
    """
    from voicecoach.compare import compare as held_against

    streams = desk_of(context).streams
    store, code = kept.open_store(streams)
    takes = [kept.one_take(store, name) for name in (before, after)]
    found = held_against(*(store.report(take.id) for take in takes))
    names = [take.id for take in takes]
    if json:
        document = {"before": names[0], "after": names[1], **asdict(found)}
        tables.document(streams, document)
        return code
    show(streams, found, names)
    return code


def show(streams: Streams, found: "Comparison", names: Sequence[str]) -> None:
    """Show two takes beside each other: what changed, and what is within noise."""
    rows = [_row(change) for change in found.changes if change.before != change.after]
    columns = ("measure", *names, "change", "unit", "verdict")
    tables.show(streams, columns, rows)
    for line in _lines(found):
        streams.line(escape(line))


def title(name: str) -> str:
    """Name a score, a part or a metric as reports do."""
    from voicecoach.report import labels

    if name == "overall":
        return "Overall"
    short = name.removeprefix("part ")
    if short in labels.PARTS:
        return f"Part: {labels.PARTS[short]}"
    known = labels.ALL_METRICS.get(name)
    return known.title if known else name.replace("_", " ")


def number(value: float | None, sign: str = "", digits: int = 3) -> str:
    """Write a value with the digits that say something; a dash for none.

    Examples
    --------
    >>> number(123.456), number(0.0444), number(-3.0, "+"), number(None)
    ('123', '0.0444', '-3', '–')
    >>> number(1e-16, "+"), number(5.9163, "+", 2)
    ('0', '+5.9')
    """
    if value is None:
        return "–"
    if abs(value) < NOTHING:
        return "0"
    if abs(value) >= 100:
        return f"{value:{sign}.0f}"
    return f"{value:{sign}.{digits}g}"


def unit(name: str) -> str:
    """Write a unit; a ratio has none."""
    from voicecoach.report import labels

    return "" if name == labels.BARE else name


def _row(change: "Change") -> tuple[str, ...]:
    return (
        title(change.name),
        number(change.before),
        number(change.after),
        number(change.change, "+"),
        unit(change.unit),
        _verdict(change),
    )


def _verdict(change: "Change") -> str:
    if change.change is None:
        return "not measured twice"
    if change.beyond_noise is None:
        return "not judged"
    if not change.beyond_noise:
        return "within noise"
    return {True: "better", False: "worse", None: "changed"}[change.better]


def _lines(found: "Comparison") -> Iterator[str]:
    for what, steps in (("Now there", found.fixed), ("No longer there", found.lost)):
        if steps:
            yield f"{what}: {', '.join(map(_step, steps))}"
    same = {True: "The same question.", False: "Another question.", None: ""}
    if said := same[found.same_question]:
        yield said
    yield from found.remarks
    yield (
        "Noise: what counting so few events and reading so short answers would differ "
        "by anyway, in nineteen of twenty cases."
    )


def _step(step: "Step") -> str:
    return STEPS[step.kind].format(step.name)
