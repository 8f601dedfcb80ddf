"""Silent pauses of a quarter of a second and more."""

from collections.abc import Sequence
from typing import Final

from scripts.measuring.arithmetic import Tally, close, total
from scripts.measuring.corpora import REAL, TIMED, Clip, gaps
from scripts.measuring.listeners import OURS, PROMPTED, Listeners, watched
from scripts.measuring.tables import Measured, number, table

COLLAR: Final = 0.1
"""How far each end of a pause may be off, in s."""

ABOUT: Final = """\
Pauses of at least 250 ms; one is found when its start and its end both lie within 100
ms of the true ones. True pauses are the gaps between the words of the one real
recording with word times, and the silences that were put into the samples. For plain
Whisper a pause is a gap between its words."""


def measure(listeners: Listeners, clips: Sequence[Clip]) -> Measured:
    """Measure pauses beside the gaps between plain Whisper's words."""
    timed = [clip for clip in clips if clip.pauses is not None]
    names = [who for who in listeners.names if who != PROMPTED]
    step = watched("pauses", len(timed) * len(names))
    rows: list[list[object]] = []
    figures: dict[str, float | None] = {
        "pauses.real.f1": None,
        "pauses.samples.f1": None,
    }
    for label, sets in (("real", REAL), ("samples", ("samples",))):
        own = [clip for clip in timed if clip.set in sets]
        if not own:
            continue
        for who in names:
            tallies = []
            for clip in own:
                tallies.append(tallied(listeners, who, clip))
                step()
            whole = total(tallies)
            if who == OURS:
                figures[f"pauses.{label}.f1"] = whole.f1
            rows.append([TIMED[label], who, *_row(whole)])
    head = ["recordings", "who", "pauses", "found", "precision", "recall", "F1"]
    return Measured("Pauses", f"{ABOUT}\n\n{table(head, rows)}", figures)


def tallied(listeners: Listeners, who: str, clip: Clip) -> Tally:
    """Match the pauses one listener finds in one clip with the true ones."""
    heard = listeners.hear(who, clip.path, timed=True)
    found = gaps(heard.words) if heard.pauses is None else heard.pauses
    return close(clip.pauses or (), found, COLLAR)


def _row(tally: Tally) -> list[object]:
    rates = (tally.precision, tally.recall, tally.f1)
    return [tally.true, tally.found, *map(number, rates)]
