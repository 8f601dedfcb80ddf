"""Write a report as Markdown (CommonMark with tables): to paste, to keep."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from voicecoach.report import arithmetic, labels
from voicecoach.report.transcript import Run, Stretch, stretches
from voicecoach.types import Evidence, Report, Walkthrough

SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&])")
MOST_MOMENTS: Final = 8
"""Moments of a metric that are listed; the page and the JSON have all."""


def render(report: Report, name: str = "") -> str:
    """Write the report; text of the recording is escaped."""
    blocks = [
        f"# {escape(labels.title(report))}",
        _meta(report, name),
        *_notices(report),
        *_score(report),
        *_advice(report),
        *_parts(report),
        *_metrics(report),
        *_rubric(report),
        *_key_points(report),
        *_also_for(report),
        *_jargon(report),
        *_code(report),
        *_answer(report),
        f"---\n\n{escape(labels.STATEMENT)}",
    ]
    return "\n\n".join(blocks) + "\n"


def escape(text: str) -> str:
    """Keep a text from being read as Markdown or HTML, on one line."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _meta(report: Report, name: str) -> str:
    recording = report.recording
    named = recording.name if recording else name
    facts = [escape(named)] if named else []
    if recording:
        facts.append(escape(labels.lasting(recording.duration)))
    if report.question:
        facts.append(f"listener: {report.question.audience}")
    facts.append(escape(f"voicecoach {report.version}"))
    return " · ".join(facts)


def _notices(report: Report) -> Iterator[str]:
    for text in report.refusals:
        yield f"> **Not scored.** {escape(text)}"
    for text in report.warnings:
        yield f"> **Note.** {escape(text)}"


def _score(report: Report) -> Iterator[str]:
    score = report.score
    if score.overall is None:
        yield "**No score.**"
        return
    text = f"**{labels.points(score.overall)}** of 100"
    if score.interval:
        low, high = score.interval
        text += f" (95 % interval {labels.points(low)} to {labels.points(high)})"
    yield text


def _advice(report: Report) -> Iterator[str]:
    if report.advice:
        yield "## What to do next"
        yield "\n".join(
            f"{number}. {escape(item.text)}{_moments(item.evidence)}"
            for number, item in enumerate(report.advice, 1)
        )
    if report.try_next:
        yield f"**Next time:** {escape(report.try_next)}"
    if report.outline:
        yield f"**Sketch of a good answer:** {escape(report.outline)}"


def _moments(evidence: tuple[Evidence, ...]) -> str:
    """Write the first moments as a list inside a list."""
    lines = [f"\n   - {escape(labels.moment(e))}" for e in evidence[:MOST_MOMENTS]]
    if len(evidence) > MOST_MOMENTS:
        lines.append(f"\n   - and {len(evidence) - MOST_MOMENTS} more")
    return "".join(lines)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _parts(report: Report) -> Iterator[str]:
    yield "## How the score is made"
    yield _table(
        ("Part", "Points", "Weight", "Why", "Source"),
        (
            (
                escape(labels.PARTS.get(part.name, part.name)),
                labels.points(part.points),
                f"{100 * part.weight:.3g} %",
                escape(arithmetic.reason(part)),
                escape(part.source),
            )
            for part in report.score.parts
        ),
    )
    total = arithmetic.total(report)
    if total:
        yield escape(f"Overall: {total}")


def _metrics(report: Report) -> Iterator[str]:
    yield "## What was measured"
    yield _table(
        ("Measured", "Value", "95 % interval", "Comfortable", "Source"),
        (
            (
                escape(labels.metric_title(metric.name)),
                escape(labels.reading(metric)),
                escape(labels.span(*metric.interval)) if metric.interval else "",
                escape(labels.span(metric.band.low, metric.band.high))
                if metric.band
                else "",
                escape(metric.band.source) if metric.band else "",
            )
            for metric in report.analysis.metrics
        ),
    )


def _rubric(report: Report) -> Iterator[str]:
    if report.analysis.rubric:
        signs = {True: "heard", False: "not heard", None: "not judged"}
        yield "## What this question asks for"
        yield "\n".join(
            f"- {escape(item.ask or item.name)}: "
            f"{'ask yourself; not scored' if item.ask else signs[item.met]}"
            f"{_moments(item.evidence)}"
            for item in report.analysis.rubric
        )


def _key_points(report: Report) -> Iterator[str]:
    if report.analysis.key_points:
        yield "## Key points"
        yield "\n".join(
            f"- {escape(point.text)}: {labels.COVERED[point.covered]}"
            f"{_moments(point.evidence)}"
            for point in report.analysis.key_points
        )


def _also_for(report: Report) -> Iterator[str]:
    if report.also_for:
        yield "## For another listener"
        lines = (escape(labels.for_listener(also)) for also in report.also_for)
        yield "\n".join(f"- {line}" for line in lines)


def _jargon(report: Report) -> Iterator[str]:
    if report.analysis.jargon.terms:
        yield "## Jargon"
        yield "\n".join(
            f"- {escape(term.text)}: {term.uses} ×, "
            f"{'explained' if term.explained else 'not explained'}"
            for term in report.analysis.jargon.terms
        )


def _code(report: Report) -> Iterator[str]:
    code = report.code
    if code is None:
        return
    yield f"## The code: {escape(code.name)}"
    yield escape(labels.CODE_STATEMENT)
    if code.claims:
        yield "\n".join(
            f"- {escape(claim.text)}: {labels.HELD[claim.holds]}; {escape(claim.why)}"
            f"{_moments(claim.evidence)}"
            for claim in labels.claims(code)
        )
    for title, items in (
        ("Spoken of", code.mentioned),
        ("Not spoken of", code.not_mentioned),
    ):
        if items:
            names = ", ".join(
                f"{escape(item.name)} ({item.kind}, line {item.line})" for item in items
            )
            yield f"{title}: {names}"
    yield from _in_code(code)


def _in_code(code: Walkthrough) -> Iterator[str]:
    if code.functions:
        yield _table(
            ("Function", "Line", "Loops, deep", "From the nesting"),
            (
                (escape(f.name), str(f.line), str(f.loops), escape(f.cost))
                for f in code.functions
            ),
        )
    for title, parts in (
        ("Classes", code.classes),
        ("Data structures", code.structures),
        ("Calls that hide a loop", code.hidden_loops),
    ):
        if parts:
            found = (f"{escape(p.name)} ({labels.on_lines(p.lines)})" for p in parts)
            yield f"{title}: {', '.join(found)}"


def _answer(report: Report) -> Iterator[str]:
    yield "## The answer"
    told = stretches(report)
    if not told:
        yield "No words were heard."
        return
    yield "Fillers are in *italics*, other marks in **bold**."
    for stretch in told:
        yield _stretch(stretch)


def _stretch(stretch: Stretch) -> str:
    text = " ".join(_run(run) for run in stretch.runs)
    if stretch.label is None:
        return text
    at = "" if stretch.start is None else f" ({labels.clock(stretch.start)})"
    return f"**{labels.STAR[stretch.label]}**{escape(at)} {text}"


def _run(run: Run) -> str:
    text = escape(" ".join(word.text for word in run.words))
    if any(mark.kind in ("sound", "marker") for mark in run.marks):
        return f"*{text}*"
    return f"**{text}**" if run.marks else text
