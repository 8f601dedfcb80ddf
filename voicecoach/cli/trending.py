"""``voicecoach history trends``: where it goes, and what comes back."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from voicecoach.cli import kept, tables
from voicecoach.cli.context import Debug, Json, desk_of
from voicecoach.cli.lines import escape

if TYPE_CHECKING:
    from voicecoach.trends import Habit, Habits, Series, Trends

EXAMPLES = """\b
Examples:
  voicecoach history trends
  voicecoach history trends --track team
  voicecoach history trends --question-id bias-variance --json
"""

BARS = "▁▂▃▄▅▆▇█"

WIDEST = 30
"""Takes of a chart: of more, the last are drawn."""

TrackName = Literal["python", "explain", "ambiguity", "impact", "team"]


def trends(
    context: typer.Context,
    track: Annotated[
        TrackName | None, typer.Option(help="Only this kind of question.")
    ] = None,
    question_id: Annotated[
        str | None, typer.Option(metavar="ID", help="Only this question of the bank.")
    ] = None,
    json: Json = False,
    _debug: Debug = False,
) -> int:
    """Show how your own measures went from take to take, and your habits.

    You are compared with yourself alone. A direction is told from six takes on.
    """
    from voicecoach.trends import trends as looked_at

    streams = desk_of(context).streams
    store, code = kept.open_store(streams)
    found = looked_at(store.summaries(), track=track, question_id=question_id)
    if json:
        tables.document(streams, _document(found))
        return code
    rows = [_row(series) for series in found.series]
    columns = ("measure", "takes", "course", "usual", "change", "95 %", "verdict")
    if rows:
        tables.show(streams, columns, rows)
    for line in _lines(found):
        streams.line(escape(line))
    return code


def chart(values: Sequence[float]) -> str:
    """Draw values as bars of eight heights, the lowest value the lowest bar.

    Examples
    --------
    >>> chart([1.0, 2.0, 3.0]), chart([5.0, 5.0])
    ('▁▅█', '▄▄')
    """
    last = values[-WIDEST:]
    low, high = min(last), max(last)
    if low == high:
        return BARS[3] * len(last)
    steps = (len(BARS) - 1) / (high - low)
    return "".join(BARS[int((value - low) * steps + 0.5)] for value in last)


def _row(series: "Series") -> tuple[str, ...]:
    from voicecoach.report.verdicts import number, title, unit, verdict

    line = series.line
    change, room, said = "", "", "too few takes"
    if line is not None:
        low, high = (number(end, "+", 2) for end in line.interval)
        change, room = number(line.change, "+"), f"{low} to {high}"
        said = verdict(line.beyond_noise, line.better)
    return (
        title(series.name),
        str(len(series.points)),
        chart([point.value for point in series.points]),
        f"{number(series.usual)} {unit(series.unit)}".rstrip(),
        change,
        room,
        said,
    )


def _lines(found: "Trends") -> Iterator[str]:
    if found.too_few:
        yield found.too_few
    yield from _habits(found.habits)


def _habits(habits: "Habits") -> Iterator[str]:
    if habits.fillers:
        yield f"Fillers that come back: {_named(habits.fillers)}"
    if habits.missing:
        yield f"Parts that are often missing: {_named(habits.missing)}"
    if habits.pauses and habits.pauses.place:
        where = {"within": "inside clauses", "between": "between clauses"}
        total = habits.pauses.within + habits.pauses.between
        share = {
            "within": habits.pauses.within,
            "between": habits.pauses.between,
        }[habits.pauses.place]
        yield f"Most pauses are {where[habits.pauses.place]}: {share} of {total}"


def _named(habits: "Sequence[Habit]") -> str:
    return ", ".join(f"{one.name} (in {one.takes} of {one.of} takes)" for one in habits)


def _document(found: "Trends") -> dict[str, object]:
    plain = asdict(found)
    for series in plain["series"]:
        for point in series["points"]:
            point["recorded"] = point["recorded"].isoformat()
    return plain
