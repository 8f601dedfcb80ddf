"""Measure how often the markers that count are fillers, on labelled telephone talk.

python scripts/measuring/markers.py CORPORA

Each labelled turn is read as a transcript without commas, times or sound, as a plain
recogniser might give it; the labelled use counts or does not. Beside voicecoach stands
the plain word list, for which every use is a filler.
"""

import argparse
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voicecoach.analyse.markers import markers
from voicecoach.language import parse
from voicecoach.spelling import filler_sound
from voicecoach.types import Answer, Transcript, Word

ROUNDS = 1000  # of the bootstrap over calls
SEED = 7


@dataclass(frozen=True, slots=True)
class Verdict:
    """One labelled use, and whether it was counted."""

    marker: str
    filler: bool
    doubtful: bool
    call: int
    counted: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; None where there is nothing to divide by.

    ``precision_interval`` and ``recall_interval`` are 95 % over the calls.
    """

    what: str
    cases: int
    fillers: int
    precision: float | None
    recall: float | None
    precision_interval: tuple[float, float] | None = None
    recall_interval: tuple[float, float] | None = None


def measure(corpora: Path) -> list[Row]:
    """Measure precision and recall of the markers: overall, in use, and one by one."""
    path = corpora / "text" / "markers_dev.json"
    corpus = json.loads(path.read_text(encoding="utf-8"))
    found = [verdict(item) for item in corpus["items"]]
    sure = [each for each in found if not each.doubtful]
    listed = [
        Verdict(each.marker, each.filler, each.doubtful, each.call, counted=True)
        for each in found
    ]
    return [
        _row("all", found, bootstrap=True),
        _row("all, without doubtful labels", sure, bootstrap=True),
        _in_use("all, weighted as in the calls", found, corpus["counts"]),
        _row("word list (every use counts)", listed),
        _in_use("word list, weighted as in the calls", listed, corpus["counts"]),
        *(
            _row(marker, [each for each in found if each.marker == marker])
            for marker in corpus["counts"]
        ),
    ]


def verdict(item: dict[str, Any]) -> Verdict:
    """Weigh one labelled use in its turn."""
    answer, place = read(item["text"], item["start"])
    counted = any(use.word == place for use in markers(answer).counted)
    return Verdict(
        item["marker"], item["filler"], bool(item["doubtful"]), item["call"], counted
    )


def read(text: str, offset: int) -> tuple[Answer, int]:
    """Read a turn without its commas; also give the word at a character offset."""
    words: list[str] = []
    starts: list[int] = []
    for token in text.split():
        starts.append(text.index(token, starts[-1] + 1 if starts else 0))
        words.append(token.replace(",", ""))
    kept = [at for at, word in enumerate(words) if word]
    place = max(at for at in kept if starts[at] <= offset)
    said = tuple(
        Word(
            words[at], None, None, kind="filler" if filler_sound(words[at]) else "word"
        )
        for at in kept
    )
    transcript = Transcript(said, "given", None)
    answer = Answer(transcript, parse(said), None, None, None, "manager")
    return answer, kept.index(place)


def _row(what: str, found: Sequence[Verdict], *, bootstrap: bool = False) -> Row:
    return Row(
        what,
        len(found),
        sum(each.filler for each in found),
        precision(found),
        recall(found),
        _interval(found, precision) if bootstrap else None,
        _interval(found, recall) if bootstrap else None,
    )


def precision(found: Sequence[Verdict]) -> float | None:
    """Share of the counted uses that are fillers."""
    counted = [each for each in found if each.counted]
    return sum(each.filler for each in counted) / len(counted) if counted else None


def recall(found: Sequence[Verdict]) -> float | None:
    """Share of the fillers that are counted."""
    fillers = [each for each in found if each.filler]
    return sum(each.counted for each in fillers) / len(fillers) if fillers else None


def _in_use(what: str, found: Sequence[Verdict], counts: dict[str, Any]) -> Row:
    """Weigh each marker's rates by how often it is a filler in the whole calls."""
    right = wrong = fillers = cases = 0.0
    for marker, count in counts.items():
        own = [each for each in found if each.marker == marker]
        total, filler = count["in_sample"]["total"], count["in_sample"]["filler"]
        right += filler * (recall(own) or 0.0)
        others = [each.counted for each in own if not each.filler]
        wrong += (total - filler) * (sum(others) / len(others) if others else 0.0)
        fillers, cases = fillers + filler, cases + total
    return Row(what, int(cases), int(fillers), right / (right + wrong), right / fillers)


def _interval(
    found: Sequence[Verdict], figure: Callable[[Sequence[Verdict]], float | None]
) -> tuple[float, float]:
    """Give the 95 % interval over calls: one caller's habits are not independent."""
    calls: dict[int, list[Verdict]] = {}
    for each in found:
        calls.setdefault(each.call, []).append(each)
    dice = random.Random(SEED)
    figures = []
    for _ in range(ROUNDS):
        drawn = dice.choices(list(calls.values()), k=len(calls))
        value = figure([each for call in drawn for each in call])
        if value is not None:
            figures.append(value)
    figures.sort()
    last = len(figures) - 1
    return figures[round(0.025 * last)], figures[round(0.975 * last)]


def table(rows: Sequence[Row]) -> str:
    """Write the rows as a Markdown table."""
    lines = [
        "| markers | cases | fillers | precision | recall |",
        "|---|---|---|---|---|",
    ]
    for row in rows:
        shown = _shown(row.precision, row.precision_interval)
        found = _shown(row.recall, row.recall_interval)
        lines.append(
            f"| {row.what} | {row.cases} | {row.fillers} | {shown} | {found} |"
        )
    return "\n".join(lines)


def _shown(value: float | None, interval: tuple[float, float] | None) -> str:
    if value is None:
        return "-"
    ends = f" ({interval[0]:.2f}-{interval[1]:.2f})" if interval else ""
    return f"{value:.3f}{ends}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpora", type=Path, help="the folder with text/ in it")
    print(table(measure(parser.parse_args().corpora)))


if __name__ == "__main__":
    main()
