"""Show a report in a terminal: a compact coloured scorecard."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from voicecoach.exchange import Interview
from voicecoach.report import arithmetic, labels
from voicecoach.types import Part, Report

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.table import Table
    from rich.text import Text

BAR: Final = 20
"""Characters of a full bar."""

NARROW: Final = 60
"""Characters of a line under which only the points of a part are shown."""

MOST_MOMENTS: Final = 4
"""Moments of a piece of advice that are shown."""

ACCENT: Final = "cyan"
SOFT: Final = "bright_black"


def scorecard(report: Report) -> "RenderableType":
    """Lay out a report for ``rich``: score, parts, advice, refusals, warnings.

    Text of the recording is shown as it is, never read as markup; control characters
    are left out.
    """
    from rich.console import Group
    from rich.text import Text

    return Group(
        Text(plain(labels.title(report)), style="bold"),
        _overall(report),
        *_notices(report),
        Text(),
        _Parts(report),
        *_advice(report),
        *_more(report),
    )


def session_card(interview: Interview) -> "RenderableType":
    """Lay out an interview for ``rich``: each answer in a line, and what repeats."""
    from rich.console import Group
    from rich.text import Text

    lines = [Text(plain(interview.recording.name), style="bold")]
    for text in interview.refusals:
        lines.append(Text.assemble(("not split  ", "bold yellow"), plain(text)))
    for text in interview.warnings:
        lines.append(Text.assemble(("note  ", "yellow"), plain(text)))
    for number, exchange in enumerate(interview.exchanges, 1):
        score = labels.points(exchange.report.score.overall).rjust(3)
        at = labels.clock(exchange.answered.start)
        asked = plain(labels.title(exchange.report))
        line = Text.assemble((f"{number}  ", SOFT), (score, f"bold {ACCENT}"))
        line.append(f"  {at}  ", style=SOFT)
        lines.append(line.append(asked))
    for lack in interview.overall.missing:
        part = labels.STAR.get(lack.part, lack.part)
        lines.append(Text(f"{part}: missing in {lack.missing} of {lack.answers}"))
    return Group(*lines)


def plain(text: str) -> str:
    """Leave out what would move the cursor or colour the terminal."""
    return "".join(c if c.isprintable() else " " for c in text)


def _overall(report: Report) -> "Text":
    from rich.text import Text

    score = report.score
    if score.overall is None:
        return Text("no score", style=f"bold {ACCENT}")
    line = Text(labels.points(score.overall), style=f"bold {ACCENT}")
    line.append(" of 100", style=SOFT)
    if score.interval:
        low, high = (labels.points(end) for end in score.interval)
        line.append(f"  95 % interval {low} to {high}", style=SOFT)
    return line


def _notices(report: Report) -> "Iterator[RenderableType]":
    from rich.text import Text

    for text in report.refusals:
        yield Text.assemble(("not scored  ", "bold yellow"), plain(text))
    for text in report.warnings:
        yield Text.assemble(("note  ", "yellow"), plain(text))


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a score, laid out for the width that there is."""

    report: Report

    def __rich_console__(
        self, _console: "Console", options: "ConsoleOptions"
    ) -> "Iterator[RenderableType]":
        lay_out = _parts if options.max_width >= NARROW else _points
        yield lay_out(self.report)


def _points(report: Report) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", min_width=3)
    for part in report.score.parts:
        name = labels.PARTS.get(part.name, part.name)
        table.add_row(Text(labels.points(part.points), style="bold"), Text(name))
    return table


def _parts(report: Report) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2), expand=True)
    names = [labels.PARTS.get(part.name, part.name) for part in report.score.parts]
    table.add_column(min_width=max(map(len, names), default=0))
    table.add_column(min_width=BAR)
    table.add_column(justify="right", min_width=3)
    table.add_column(style=SOFT, ratio=1)
    for name, part in zip(names, report.score.parts, strict=True):
        table.add_row(
            Text(name),
            _bar(part),
            Text(labels.points(part.points), style="bold"),
            Text(plain(arithmetic.reason(part)), no_wrap=True, overflow="ellipsis"),
        )
    return table


def _bar(part: Part) -> "Text":
    from rich.text import Text

    if part.points is None:
        return Text("not judged".ljust(BAR), style=SOFT)
    filled = round(BAR * part.points / 100)
    return Text.assemble(("━" * filled, ACCENT), ("─" * (BAR - filled), SOFT))


def _more(report: Report) -> "Iterator[RenderableType]":
    from rich.text import Text

    if report.try_next:
        yield Text()
        yield Text.assemble(("next time  ", f"bold {ACCENT}"), plain(report.try_next))
    for also in report.also_for:
        yield Text.assemble(("also for  ", SOFT), plain(labels.for_listener(also)))


def _advice(report: Report) -> "Iterator[RenderableType]":
    from rich.padding import Padding
    from rich.text import Text

    for number, item in enumerate(report.advice, 1):
        yield Text()
        yield Text.assemble((f"{number}  ", f"bold {ACCENT}"), plain(item.text))
        for evidence in item.evidence[:MOST_MOMENTS]:
            moment = Text(plain(labels.moment(evidence)), style=SOFT)
            yield Padding(moment, (0, 0, 0, 3))
        if len(item.evidence) > MOST_MOMENTS:
            more = Text(f"and {len(item.evidence) - MOST_MOMENTS} more", style=SOFT)
            yield Padding(more, (0, 0, 0, 3))
