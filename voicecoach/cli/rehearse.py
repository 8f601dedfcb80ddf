"""``voicecoach rehearse``: asks aloud, listens, reports, lets you try again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from voicecoach.cli import after, asked, opening, sitting_options
from voicecoach.cli import sitting_options as options
from voicecoach.cli.context import Debug, Desk, desk_of
from voicecoach.cli.questions import TrackName
from voicecoach.cli.rounds import Handed, Rounds
from voicecoach.errors import UsageError

if TYPE_CHECKING:
    from voicecoach.types import Question

HELP = """Rehearse answers aloud.

A question is spoken and shown, then the microphone listens until Enter or the space
bar. The report is there a moment later, with at most three pieces of advice; listen to
their moments, try again, or go on. Answers are kept: voicecoach history.
"""

EXAMPLES = """\b
Examples:
  voicecoach rehearse
  voicecoach rehearse --track team --prepare 30
  voicecoach rehearse --question "Tell me about a conflict." --private
  voicecoach rehearse --hands-free
  voicecoach rehearse --question-id hard-feedback --no-keys --auto-stop

\b
Exit codes:
  0 done, 1 a report not written, 2 options, 3 no sound, 4 a device, 5 a model
"""


def rehearse(
    context: typer.Context,
    question: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What is asked first.")
    ] = None,
    question_id: Annotated[
        str | None,
        typer.Option(metavar="ID", help="The same, from: voicecoach questions."),
    ] = None,
    track: Annotated[
        TrackName | None, typer.Option(help="Only this kind of question.")
    ] = None,
    plan: options.Plan = None,
    questions: options.Count = None,
    audience: options.Audience_ = None,
    mode: options.Modes = None,
    model: options.Model = None,
    engine: options.Engine = "faster-whisper",
    seconds: options.Seconds = None,
    prepare: options.Prepare = 0,
    auto_stop: options.AutoStop = None,
    mute: options.Mute = None,
    voice: options.VoiceName = None,
    rate: options.Rate = None,
    microphone: options.MicrophoneName = None,
    loudspeaker: options.LoudspeakerName = None,
    private: options.Private = False,
    no_keys: options.WithoutKeys = False,
    hands_free: Annotated[
        bool,
        typer.Option(
            "--hands-free",
            help="No keys, ends answers by itself, says the advice; say again, next or "
            "stop.",
        ),
    ] = False,
    out: options.Out = None,
    formats: options.Formats = "html",
    json: options.JsonAnswers = False,
    offline: options.Offline = False,
    _debug: Debug = False,
) -> int:
    """Check the options, then rehearse."""
    given = dict(locals())
    desk = desk_of(context)
    with desk.streams.hushed():
        chosen = sitting_options.choose(given)
        first = asked.question(question, question_id, chosen.options.audience)
        if plan is not None and (first is not None or track is not None):
            raise UsageError(
                "--plan says what is asked, and so do --question and --track.",
                "Give one of them.",
            )
        if plan is not None:
            from voicecoach import plans

            plans.find(plan)  # a mistake is told before anything is opened
        asking = _Asking(first, track, plan)
        most = 1 if questions is None and no_keys and not hands_free else questions
        return _sit(desk, chosen, asking, most)


@dataclass(frozen=True, slots=True)
class _Asking:
    """Where the questions come from."""

    first: "Question | None"
    track: TrackName | None
    plan: str | None

    def questions(self, chosen: options.Chosen) -> "Iterator[Question]":
        """Give one question after the other; a plan ends, the bank does not.

        Raises
        ------
        UsageError
            There is no such plan.
        """
        if self.plan is not None:
            from voicecoach import plans

            drawn = plans.draw(plans.find(self.plan), date.today().toordinal())
            for question in drawn:
                wanted = chosen.audience or question.audience
                yield replace(question, audience=wanted)
            return
        if self.first is not None:
            yield self.first
        from voicecoach import next_question

        track = self.track or (self.first.track if self.first else None)
        lot = date.today().isoformat()
        first = self.first.id if self.first else None
        counted = dict if chosen.private else _answered
        for question in next_question.one_after_the_other(
            track, counted, lot, but=first
        ):
            yield replace(question, audience=chosen.options.audience)


def _answered() -> "Mapping[str, int]":
    """Count how often each question was answered."""
    from voicecoach.next_question import counts
    from voicecoach.store import Store

    return counts(Store.open().takes())


def _sit(desk: Desk, chosen: options.Chosen, asking: _Asking, most: int | None) -> int:
    from voicecoach.rehearsal import sitting
    from voicecoach.session import Coach
    from voicecoach.weights import find

    find(chosen.options.model)  # one that is not there is told before a word is spoken
    code = opening.look_at_kept(desk, chosen)
    coming = asking.questions(chosen)
    first = next(coming)
    with opening.Opened() as opened:
        room = sitting(Coach(chosen.options), plan=asking.plan, private=chosen.private)
        sitting_ = opened.rounds(desk, chosen, room, first.text)
        sitting_.code = code
        opening.offer_rescued(sitting_)
        _go_through(desk, sitting_, first, coming, most)
        return sitting_.code


def _go_through(
    desk: Desk,
    sitting_: Rounds,
    question: "Question",
    coming: "Iterator[Question]",
    most: int | None,
) -> None:
    """Ask until the questions, the count or the user's patience are at an end."""
    from voicecoach import next_question

    count = 1
    before: Handed | None = None
    follow_up_of: str | None = None
    following = False
    while True:
        desk.interrupt.check()
        answered = sitting_.answer(question, count, follow_up_of)
        recording = answered.report.recording
        handed = sitting_.hand_over(answered, recording.name if recording else "answer")
        # A take that was refused, a silent one say, is nothing to compare with.
        scored = handed.report.score.overall is not None
        if before is not None and scored:
            after.compared(sitting_, before, handed)
        more = most is None or count < most
        further = None
        if more and not following:
            further = next_question.follow_up(question, handed.report)
        wish = after.wish(sitting_, handed, further, more=more)
        if wish == "again":
            before = handed if scored else before
            continue
        if wish == "stop" or not more:
            return
        before, follow_up_of = None, None
        following = wish == "follow-up" and further is not None
        upcoming = further if following else next(coming, None)
        if upcoming is None:
            return
        question = upcoming
        follow_up_of = answered.kept if following else None
        count += 1
