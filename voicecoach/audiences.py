"""The same words judged for another listener."""

from dataclasses import replace

from voicecoach import language
from voicecoach.analyse import analyse
from voicecoach.questions import with_listener
from voicecoach.score import Context, evaluate
from voicecoach.types import AlsoFor, Answer, Audience, Mode, Report


def for_audience(
    report: Report, audience: Audience, modes: tuple[Mode, ...] = ()
) -> AlsoFor:
    """Judge what depends on the listener anew, and say what changed.

    The words, pauses and fillers are those of the report; what changes are the terms,
    the points of clarity, of the item about terms, and with them the overall score.
    """
    words = report.transcript.words
    question = with_listener(report.question, audience)
    answer = Answer(
        transcript=report.transcript,
        tokens=language.parse(words),
        acoustics=None,
        pauses=report.analysis.pauses,
        question=question,
        audience=audience,
    )
    fresh = analyse(answer)
    density = fresh.metric("jargon_density")
    kept = tuple(
        density if metric.name == density.name else metric
        for metric in report.analysis.metrics
    )
    analysis = replace(
        report.analysis, metrics=kept, jargon=fresh.jargon, rubric=fresh.rubric
    )
    context = Context(report.transcript, None, question, modes)
    score = evaluate(analysis, context).score
    if report.score.overall is None:  # refused for what no listener changes
        score = report.score
    before = {term.text for term in report.analysis.jargon.terms}
    after = {term.text for term in fresh.jargon.terms}
    points = {part.name: part.points for part in score.parts}
    return AlsoFor(
        audience=audience,
        overall=score.overall,
        interval=score.interval,
        clarity=points["clarity"],
        rubric=points["rubric"],
        density=fresh.jargon.density,
        more_terms=tuple(t.text for t in fresh.jargon.terms if t.text not in before),
        fewer_terms=tuple(
            t.text for t in report.analysis.jargon.terms if t.text not in after
        ),
    )
