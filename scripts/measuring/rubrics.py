"""The items of the rubrics: how often each is told rightly, beside its sounds alone."""

from collections.abc import Sequence
from typing import Final

from scripts.measuring.arithmetic import Tally, total
from scripts.measuring.snippets import APART, Snippet, read
from scripts.measuring.tables import Measured, number, table
from voicecoach.analyse.passages import odds, sounding
from voicecoach.thresholds import RUBRIC

NEEDED: Final = 0.8
"""Precision under which an item must be asked and not scored."""

ABOUT: Final = """\
Stretches of spoken answers, half of which do what the item asks for; the others are
near misses: the word without the thing. They were written by hands that saw neither
the rules nor the examples the model was trained on; nobody said them. Beside the
trained model stand its expressions alone, as a list of words would judge. An item
under {needed} is shown as a question and not scored."""


def measure() -> Measured:
    """Compare what the model tells of each stretch with its writer's label."""
    snippets = read(APART)
    texts = [snippet.text for snippet in snippets]
    likely = odds(texts)
    names = list(dict.fromkeys(snippet.item for snippet in snippets))
    rows: list[list[object]] = []
    ours, words = [], []
    wrong = []
    for name in names:
        own = [i for i, snippet in enumerate(snippets) if snippet.item == name]
        heard = [bool(likely[name][i] >= RUBRIC.sure) for i in own]
        sounds = [bool(x) for x in sounding(name, [texts[i] for i in own])]
        labelled = [snippets[i] for i in own]
        ours.append(_tally(labelled, heard))
        words.append(_tally(labelled, sounds))
        scored = name not in RUBRIC.asked
        if scored != ((ours[-1].precision or 0.0) >= NEEDED):
            wrong.append(name)
        rows.append([name, *_row(ours[-1], words[-1]), "yes" if scored else "asked"])
    rows.append(["all", *_row(total(ours), total(words)), ""])
    head = ["item", "stretches", "precision", "recall", "F1"]
    more = ["words: precision", "recall", "F1", "scored"]
    figures = {
        "rubric.precision": total(ours).precision,
        "rubric.recall": total(ours).recall,
        "rubric.lowest_scored": min(
            (t.precision or 0.0)
            for name, t in zip(names, ours, strict=True)
            if name not in RUBRIC.asked
        ),
    }
    body = f"{ABOUT.format(needed=NEEDED)}\n\n{table([*head, *more], rows)}"
    if wrong:
        body += f"\n\nOn the wrong side of {NEEDED}: {', '.join(wrong)}."
    return Measured("Rubrics", body, figures)


def _tally(snippets: Sequence[Snippet], heard: Sequence[bool]) -> Tally:
    right = sum(s.met and h for s, h in zip(snippets, heard, strict=True))
    return Tally(sum(s.met for s in snippets), sum(heard), right)


def _row(ours: Tally, words: Tally) -> list[object]:
    count = ours.true * 2
    rates = [(t.precision, t.recall, t.f1) for t in (ours, words)]
    return [count, *map(number, rates[0]), *map(number, rates[1])]
