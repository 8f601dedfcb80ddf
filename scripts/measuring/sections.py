"""The measures by name, in the order of the page, and how to run some of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scripts.measuring import (
    addressed,
    asked,
    boundaries,
    cost,
    fillers,
    invented,
    jargon,
    markers,
    pauses,
    rubrics,
    structure,
    turns,
    words,
)
from scripts.measuring.corpora import Clip, clips
from scripts.measuring.listeners import PLAIN, PROMPTED, Listeners
from scripts.measuring.tables import Measured


@dataclass(frozen=True, slots=True)
class Bench:
    """What a measure may use: who listens, the recordings, the folder of texts."""

    listeners: Listeners
    clips: tuple[Clip, ...]
    corpora: Path | None


ABOUT_MARKERS: Final = """\
like, you know, I mean, so, actually, right, well: uses that count as fillers, in
turns of real telephone calls as text alone, without commas, times or sound. Fillers
and other uses are about equal in number there; the weighted rows have them as often
as the calls do. Beside it stands the plain word list, for which every use is a
filler. Intervals: 95 %, over calls."""


def run(
    names: Sequence[str], corpora: Path | None, *, rivals: bool = True
) -> dict[str, Measured]:
    """Run some measures; without rivals only what our own figures need."""
    listeners = Listeners((PLAIN, PROMPTED) if rivals else ())
    bench = Bench(listeners, clips(corpora), corpora)
    return {name: MEASURES[name](bench) for name in MEASURES if name in names}


def _markers(bench: Bench) -> Measured:
    figures: dict[str, float | None] = {
        "markers.precision": None,
        "markers.recall": None,
    }
    if bench.corpora is None:
        return Measured("Markers", f"{ABOUT_MARKERS}\n\nNot measured.", figures)
    rows = markers.measure(bench.corpora)
    figures["markers.precision"] = rows[0].precision
    figures["markers.recall"] = rows[0].recall
    return Measured("Markers", f"{ABOUT_MARKERS}\n\n{markers.table(rows)}", figures)


MEASURES: Final[dict[str, Callable[[Bench], Measured]]] = {
    # Before everything that warms the processor or fills the memory.
    "cost": lambda bench: cost.measure(bench.clips),
    "fillers": lambda bench: fillers.measure(bench.listeners, bench.clips),
    "markers": _markers,
    "words": lambda bench: words.measure(bench.listeners, bench.clips),
    "boundaries": lambda bench: boundaries.measure(bench.listeners, bench.clips),
    "pauses": lambda bench: pauses.measure(bench.listeners, bench.clips),
    "invented": lambda bench: invented.measure(bench.listeners),
    "structure": lambda _: structure.measure(),
    "asked": lambda _: asked.measure(),
    "rubric": lambda _: rubrics.measure(),
    "turns": lambda bench: turns.measure(bench.clips),
    "addressed": lambda _: addressed.measure(),
    "jargon": lambda _: jargon.measure(),
}
