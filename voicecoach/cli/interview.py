"""``voicecoach interview``: a whole mock interview, and one report on it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from voicecoach.cli import opening, sitting_options
from voicecoach.cli import sitting_options as options
from voicecoach.cli.context import Debug, Desk, desk_of
from voicecoach.cli.keys import ENTER
from voicecoach.cli.rounds import Rounds
from voicecoach.errors import OutputError

if TYPE_CHECKING:
    from voicecoach.plans import Plan
    from voicecoach.rehearsal import Answered
    from voicecoach.types import Question

HELP = """Hold a mock interview.

The questions of a plan are asked aloud, one after the other, with a follow-up where an
answer was thin. There is no feedback until the end; then there is one report over all
answers, with what repeats. Answers are kept: voicecoach history.
"""

EXAMPLES = """\b
Examples:
  voicecoach interview
  voicecoach interview --plan ml-engineer --questions 4
  voicecoach interview --plan my-plan.yaml --prepare 20 --out reports
  voicecoach interview --no-keys --auto-stop --json

\b
Exit codes:
  0 done, 1 a report not written, 2 options, 3 no sound, 4 a device, 5 a model
"""


def interview(
    context: typer.Context,
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
    out: options.Out = None,
    formats: options.Formats = "html",
    json: options.JsonAnswers = False,
    offline: options.Offline = False,
    _debug: Debug = False,
) -> int:
    """Check the options, then hold the interview."""
    given = dict(locals())
    desk = desk_of(context)
    with desk.streams.hushed():
        chosen = sitting_options.choose(given)
        from voicecoach import plans

        name = plan if plan is not None else next(iter(plans.built_in()))
        return _hold(desk, chosen, plans.find(name), questions)


def _hold(desk: Desk, chosen: options.Chosen, plan: "Plan", most: int | None) -> int:
    from voicecoach import plans
    from voicecoach.rehearsal import sitting
    from voicecoach.session import Coach

    audience = chosen.audience or plan.audience
    drawn = [
        replace(question, audience=audience)
        for question in plans.draw(plan, date.today().toordinal())
    ]
    code = opening.look_at_kept(desk, chosen)
    coach = Coach(replace(chosen.options, audience=audience))
    name = f"interview {datetime.now():%Y-%m-%d %H.%M.%S}"
    with opening.Opened() as opened:
        room = sitting(coach, "interview", plan=plan.name, private=chosen.private)
        rounds = opened.rounds(desk, chosen, room, drawn[0].text)
        rounds.code = code
        opening.offer_rescued(rounds)
        answers = list(_answers(desk, rounds, drawn, most or len(drawn), name))
        _whole(rounds, answers, name)
        return rounds.code


def _answers(
    desk: Desk, rounds: Rounds, drawn: "Sequence[Question]", most: int, name: str
) -> "Iterator[Answered]":
    """Ask until the count or the plan is at an end; give the answers."""
    from voicecoach import next_question
    from voicecoach.report.session_save import answer_name

    coming = iter(drawn)
    question: Question | None = next(coming)
    follow_up_of: str | None = None
    following = False
    for number in range(1, most + 1):
        if question is None:
            return
        desk.interrupt.check()
        answered = rounds.answer(question, number, follow_up_of, show=False)
        rounds.hand_over(answered, answer_name(name, number), show=False)
        yield answered
        if rounds.over or number == most or not _goes_on(rounds):
            return
        report = answered.report
        further = None if following else next_question.follow_up(question, report)
        following = further is not None
        follow_up_of = answered.kept if following else None
        question = further or next(coming, None)


def _goes_on(rounds: Rounds) -> bool:
    if rounds.chosen.no_keys:
        return True
    rounds.say("Enter: the next question  q: end the interview")
    return rounds.wait_for("q" + ENTER) != "q"


def _whole(rounds: Rounds, answers: "list[Answered]", name: str) -> None:
    """Report on all answers together."""
    if not answers:
        return
    from voicecoach import joined
    from voicecoach.report import save_session
    from voicecoach.report.terminal import session_card

    whole = joined.join([answered.reviewed for answered in answers], name)
    target = rounds.chosen.target
    paths: tuple[Path, ...] = ()
    if target is not None:
        try:
            paths = save_session(
                whole.interview, whole.sound, target.folder, name, target.formats
            )
        except OutputError as error:
            rounds.failed(error)
    if rounds.streams.out_is_terminal and not rounds.chosen.json:
        rounds.streams.show(session_card(whole.interview))
    if paths:
        rounds.tell_where(paths[0])
