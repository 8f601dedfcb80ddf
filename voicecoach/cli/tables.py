"""Rows for a person or for a script."""

import json

from voicecoach.cli.lines import escape
from voicecoach.cli.streams import Streams


def show(
    streams: Streams, columns: tuple[str, ...], rows: list[tuple[str, ...]]
) -> None:
    """Draw a table on a terminal; elsewhere write lines of cells with tabs between."""
    if not streams.out_is_terminal:
        for row in (columns, *rows):
            streams.line("\t".join(escape(cell) for cell in row))
        return
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns, box=box.SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        table.add_row(*(Text(escape(cell)) for cell in row))
    streams.show(table)


def document(streams: Streams, value: object) -> None:
    """Write one strict, ASCII-escaped JSON document on one line."""
    streams.line(json.dumps(value, allow_nan=False))
