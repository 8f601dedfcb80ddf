"""Rehearsals, answers and reports in the short form that the page shows."""

from collections.abc import Sequence
from typing import Final

from voicecoach import rehearsal as rehearsals
from voicecoach.compare import Change, Comparison, compare
from voicecoach.errors import VoicecoachError
from voicecoach.exchange import Overall
from voicecoach.report import labels, verdicts
from voicecoach.takes import Left
from voicecoach.types import Advice, Report
from voicecoach.web import rehearsal_shapes as shapes
from voicecoach.web.answer import Answer
from voicecoach.web.interviews import Whole
from voicecoach.web.sitting import Sitting

MOST_POINTS: Final = 3

UNFORESEEN: Final = VoicecoachError(
    "A fault in voicecoach itself.",
    "The recording is kept, and is offered at Rehearse.",
)
"""What is told of what nobody foresaw; the log has the rest."""


def rehearsal(
    sitting: Sitting, name: str | None, whole: Whole | None
) -> shapes.Rehearsal:
    """Show a rehearsal; ``name`` and ``whole`` are of an interview that has ended."""
    further = sitting.further() if sitting.wanted.kind == "rehearsal" else None
    return shapes.Rehearsal(
        id=sitting.id,
        kind=sitting.wanted.kind,
        plan=sitting.wanted.plan,
        private=sitting.wanted.private,
        muted=sitting.muted,
        auto_stop=sitting.auto_stop,
        prepare=sitting.wanted.prepare,
        seconds=sitting.limits.longest,
        asked=None if sitting.over else _asked(sitting),
        answered=sitting.answered,
        follow_up=further.text if further is not None and not sitting.over else None,
        answers=[answer(sitting, one) for one in sitting.answers],
        over=sitting.over,
        interview=name,
        whole=_repeated(whole.interview.overall) if whole else None,
    )


def answer(sitting: Sitting, one: Answer) -> shapes.Answer:
    """Show an answer; what it was like only where that is told now."""
    answered, failure = one.answered, one.failure
    if answered and answered.problem:  # there is a report, which could not be kept
        failure = answered.problem
    if failure is not None and not isinstance(failure, VoicecoachError):
        failure = UNFORESEEN
    question = one.asked.question
    report = answered.report if answered and sitting.tells else None
    return shapes.Answer(
        number=one.number,
        question=question.text if question else None,
        state=one.state,
        have=one.have,
        recording=answered.kept if answered else None,
        error=failure.problem if failure else None,
        remedy=failure.remedy if failure else None,
        card=card(report) if report else None,
        compared=_compared(one, report) if report else None,
    )


def _compared(one: Answer, report: Report) -> shapes.Differences | None:
    """Compare a take with the last one before it; what has no score says nothing."""
    if report.score.overall is None:
        return None
    before = one.before
    while before is not None:
        answered = before.answered
        if answered is not None and answered.report.score.overall is not None:
            return _differences(before.number, compare(answered.report, report))
        before = before.before
    return None


def card(report: Report) -> shapes.Card:
    """Show a report in short."""
    recording = report.recording
    return shapes.Card(
        overall=report.score.overall,
        interval=report.score.interval,
        parts=[
            shapes.Part(
                name=part.name,
                title=labels.PARTS.get(part.name, part.name),
                points=part.points,
            )
            for part in report.score.parts
        ],
        points=[_point(advice) for advice in report.advice[:MOST_POINTS]],
        try_next=report.try_next,
        refusals=list(report.refusals),
        warnings=list(report.warnings),
        duration=recording.duration if recording else 0.0,
        after_stop=report.timing.after_stop,
    )


def left_behind(left: Left) -> shapes.LeftBehind:
    """Show a recording that was left behind."""
    asked = rehearsals.asked(left.about)
    return shapes.LeftBehind(
        name=left.path.stem,
        question=asked.text if asked else None,
        seconds=round(left.seconds, 3),
        begun=left.begun,
    )


def _asked(sitting: Sitting) -> shapes.AskedQuestion | None:
    asked = sitting.asked
    if asked.question is None:
        return None
    return shapes.AskedQuestion(
        number=asked.number,
        of=sitting.most,
        id=asked.question.id,
        text=asked.question.text,
        track=asked.question.track,
        seconds=asked.question.seconds,
        following=asked.following,
    )


def _point(advice: Advice) -> shapes.Point:
    for item in advice.evidence:
        if item.start is not None and item.end is not None:
            moment = shapes.Moment(start=item.start, end=item.end, note=item.note)
            return shapes.Point(text=advice.text, moment=moment)
    return shapes.Point(text=advice.text, moment=None)


def _differences(number: int, found: Comparison) -> shapes.Differences:
    differing = [
        change
        for change in (*found.parts, *found.metrics)
        if change.before != change.after
    ]

    def those(beyond_noise: bool | None) -> list[shapes.Difference]:
        return [
            _difference(one) for one in differing if one.beyond_noise is beyond_noise
        ]

    return shapes.Differences(
        number=number,
        overall=_difference(found.overall),
        changed=those(True),
        within_noise=those(False),
        not_judged=those(None),
        fixed=[verdicts.step(step.kind, step.name) for step in found.fixed],
        lost=[verdicts.step(step.kind, step.name) for step in found.lost],
        remarks=[*found.remarks, verdicts.NOISE],
    )


def _difference(change: Change) -> shapes.Difference:
    said = "not measured twice"
    if change.change is not None:
        said = verdicts.verdict(change.beyond_noise, change.better)
    return shapes.Difference(
        name=change.name,
        title=verdicts.title(change.name),
        before=verdicts.number(change.before),
        after=verdicts.number(change.after),
        change=verdicts.number(change.change, "+"),
        unit=verdicts.unit(change.unit),
        verdict=said,
    )


def _repeated(overall: Overall) -> shapes.Repeated:
    return shapes.Repeated(
        score=overall.score,
        scored=overall.scored,
        answers=overall.answers,
        repeats=[*_lacks(overall), *_habits(overall)],
    )


def _lacks(overall: Overall) -> Sequence[str]:
    return [
        f"{labels.STAR.get(lack.part, lack.part)}: missing in {lack.missing} of "
        f"{lack.answers}"
        for lack in overall.missing
    ]


def _habits(overall: Overall) -> Sequence[str]:
    return [
        f"“{habit.text}”: {habit.uses} ×, in {habit.answers} of {overall.answers}"
        for habit in overall.fillers
    ]
