"""How far the work is, on a terminal only."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from voicecoach.cli.lines import escape
from voicecoach.cli.streams import Streams

Progress = Callable[[str, float], None]


@contextmanager
def shown(streams: Streams, name: str, place: str) -> Iterator[Progress | None]:
    """Draw a bar on stderr while one file is worked on; None where nobody looks.

    Parameters
    ----------
    name : str
        The file.
    place : str
        Which of how many, as "2/5".
    """
    if not streams.err_is_terminal:
        yield None
        return
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar
    from rich.table import Column

    short = Column(no_wrap=True, overflow="ellipsis", max_width=28)
    with Bar(
        TextColumn(place, style="dim"),
        TextColumn(escape(name), markup=False, table_column=short),
        BarColumn(bar_width=24),
        TextColumn("{task.description}", markup=False, style="cyan"),
        TimeElapsedColumn(),
        console=streams.console,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    ) as bar:
        task = bar.add_task("starting", total=1.0)

        def tell(stage: str, fraction: float) -> None:
            bar.update(task, description=stage, completed=fraction)

        yield tell
