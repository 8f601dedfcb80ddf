"""What was missing before and is there now."""

from collections.abc import Iterator

from voicecoach.compare.values import Step
from voicecoach.types import Report, Structure


def steps(before: Report, after: Report) -> Iterator[Step]:
    """Find what was missing before and is there after."""
    old, new = before.analysis.structure, after.analysis.structure
    if old.segments and new.segments:
        yield from (Step("part", name) for name in old.missing if _there(new, name))
    if old.result_present is False and new.result_present:
        yield Step("result", "result")
    if old.result_quantified is False and new.result_quantified:
        yield Step("number", "result")
    yield from _terms(before, after)
    later = {item.name: item.met for item in after.analysis.rubric}
    for item in before.analysis.rubric:
        if item.met is False and later.get(item.name):
            yield Step("rubric", item.name)


def _there(structure: Structure, part: str) -> bool:
    return part not in structure.missing


def _terms(before: Report, after: Report) -> Iterator[Step]:
    later = {term.text.casefold(): term for term in after.analysis.jargon.terms}
    for term in before.analysis.jargon.terms:
        other = later.get(term.text.casefold())
        if other is not None and other.explained and not term.explained:
            yield Step("term", term.text.casefold())
