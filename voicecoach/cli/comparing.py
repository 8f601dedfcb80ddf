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
    from voicecoach.compare import Change, Comparison

EXAMPLES = """\b
Examples:
  voicecoach history compare 12.1 12.3
  voicecoach history compare 12 15 --json
"""


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


def _row(change: "Change") -> tuple[str, ...]:
    from voicecoach.report.verdicts import number, title, unit

    return (
        title(change.name),
        number(change.before),
        number(change.after),
        number(change.change, "+"),
        unit(change.unit),
        _verdict(change),
    )


def _verdict(change: "Change") -> str:
    from voicecoach.report.verdicts import verdict

    if change.change is None:
        return "not measured twice"
    return verdict(change.beyond_noise, change.better)


def _lines(found: "Comparison") -> Iterator[str]:
    from voicecoach.report.verdicts import NOISE, step

    for what, steps in (("Now there", found.fixed), ("No longer there", found.lost)):
        if steps:
            yield f"{what}: {', '.join(step(one.kind, one.name) for one in steps)}"
    same = {True: "The same question.", False: "Another question.", None: ""}
    if said := same[found.same_question]:
        yield said
    yield from found.remarks
    yield NOISE
