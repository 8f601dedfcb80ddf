"""Terms and whether they were explained, on passages that no model was trained on."""

from collections.abc import Callable, Sequence
from typing import Final

from scripts.measuring.arithmetic import Tally, total
from scripts.measuring.passages import APART, Passage, matched, read
from scripts.measuring.tables import Measured, number, table
from voicecoach import language
from voicecoach.analyse.explanation import how
from voicecoach.analyse.jargon import jargon
from voicecoach.analyse.pieces import plain_parts
from voicecoach.analyse.tagging import AUDIENCES, Span
from voicecoach.analyse.terms import KNOWS, listed
from voicecoach.testing import spoken
from voicecoach.types import Answer

ABOUT: Final = """\
Passages of spoken answers to a recruiter, a manager and an engineer, written and
labelled for this measure by hands that saw neither the lists nor the passages the model
was trained on; nobody said them. A term counts as found where it is the same but for
capitals, hyphens and plurals, or one contains the other as whole words. Explained or
not is counted over the terms that were found. Beside the trained model stand the lists
and the patterns of explaining alone."""

Told = list[tuple[str, bool]]
Finder = Callable[[Passage], Told]


def measure() -> Measured:
    """Compare the terms and explanations that are told with the writer's."""
    passages = read(APART)
    rows: list[list[object]] = []
    figures: dict[str, float | None] = {}
    finders: tuple[tuple[str, Finder], ...] = (
        ("voicecoach", by_model),
        ("lists and patterns", by_lists),
    )
    for who, finder in finders:
        told = [finder(passage) for passage in passages]
        for name in (*AUDIENCES, "all"):
            own = [
                (passage, found)
                for passage, found in zip(passages, told, strict=True)
                if name in (passage.audience, "all")
            ]
            terms, explained = counted(own)
            rows.append([who, name, len(own), *_row(terms), *_row(explained)])
            if finder is by_model and name == "all":
                figures = {
                    "jargon.terms.f1": terms.f1,
                    "jargon.terms.precision": terms.precision,
                    "jargon.terms.recall": terms.recall,
                    "jargon.explained.f1": explained.f1,
                    "jargon.explained.precision": explained.precision,
                    "jargon.explained.recall": explained.recall,
                }
            elif finder is by_lists and name == "all":
                figures["jargon.terms.gain"] = _gain(figures["jargon.terms.f1"], terms)
    rates = ["precision", "recall", "F1"]
    head = ["who", "listener", "passages", "terms", *rates, "explained", *rates]
    return Measured("Jargon", f"{ABOUT}\n\n{table(head, rows)}", figures)


def by_model(passage: Passage) -> Told:
    """Give what voicecoach tells of a passage."""
    said = spoken(passage.text)
    tokens = language.parse(said.words)
    answer = Answer(said, tokens, None, None, None, passage.audience)
    return [(term.text, term.explained) for term in jargon(answer).terms]


def by_lists(passage: Passage) -> Told:
    """Give what the lists and the patterns alone would tell."""
    parts = plain_parts(passage.text)
    told: dict[str, bool] = {}
    for term in listed(parts):
        if term.entry.level > KNOWS[passage.audience]:
            explained = how(parts, Span(term.first, term.last)) is not None
            name = " ".join(parts[term.first : term.last])
            told[name] = told.get(name, False) or explained
    return list(told.items())


def counted(told: Sequence[tuple[Passage, Told]]) -> tuple[Tally, Tally]:
    """Count the terms that were found, and among those the explained ones."""
    terms, explained = [], []
    for passage, found in told:
        names = [name for name, _ in found]
        pairs = matched([term.text for term in passage.terms], names)
        terms.append(Tally(len(passage.terms), len(found), len(pairs)))
        both = [(passage.terms[at].explained, found[k][1]) for at, k in pairs]
        explained.append(
            Tally(
                sum(true for true, _ in both),
                sum(tells for _, tells in both),
                sum(true and tells for true, tells in both),
            )
        )
    return total(terms), total(explained)


def _row(tally: Tally) -> list[object]:
    rates = (tally.precision, tally.recall, tally.f1)
    return [tally.true, *map(number, rates)]


def _gain(ours: float | None, lists: Tally) -> float | None:
    return None if ours is None or lists.f1 is None else ours - lists.f1
