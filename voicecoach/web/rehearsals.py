"""The rehearsals of one start of the studio, and what was left behind before it."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from voicecoach import plans, rehearsal
from voicecoach.session import Coach, Options
from voicecoach.store import Settings, Store, load_settings
from voicecoach.takes import Left
from voicecoach.web import asking
from voicecoach.web.answer import Answer
from voicecoach.web.asking import Wanted
from voicecoach.web.faults import RefusedError
from voicecoach.web.limits import MOST_ANSWERS, MOST_REHEARSALS, Spoken
from voicecoach.web.sitting import Coming, Sitting

Opening = Callable[[Options], Coach]


class Rehearsals:
    """What is rehearsed, by its id; the models stay loaded between two of them."""

    def __init__(
        self, home: Path, opening: Opening = Coach, limits: Spoken | None = None
    ) -> None:
        self._home = home
        self._opening = opening
        self._limits = limits or Spoken()
        self._lock = threading.Lock()
        self._coach: Coach | None = None
        self._sittings: OrderedDict[str, Sitting] = OrderedDict()
        self._loaders = ThreadPoolExecutor(1, "models")
        self._reporters = ThreadPoolExecutor(2, "reports")

    def begin(self, wanted: Wanted, store: Store) -> Sitting:
        """Begin to rehearse; the models load meanwhile.

        Raises
        ------
        UsageError
            There is no such question or plan.
        RefusedError
            Too many answers come in.
        """
        kept = load_settings(self._home)
        audience = wanted.audience or kept.audience
        if wanted.kind == "interview":
            wanted = replace(wanted, plan=wanted.plan or next(iter(plans.built_in())))
            plan = _plan(wanted.plan or "")
            audience = wanted.audience or plan.audience
            drawn = asking.of_plan(plan, audience)
            coming = Coming(iter(drawn), len(drawn))
        else:
            wanted = replace(wanted, plan=None)
            coming = Coming(asking.one_by_one(wanted, audience, store))
        made = self._made(
            wanted, kept, replace(_options(kept), audience=audience), coming
        )
        made.first()
        self._remember(made)
        return made

    def take_up(self, name: str, store: Store) -> Sitting:
        """Report on a recording that was left behind; others may follow.

        Raises
        ------
        RefusedError
            There is none of that name.
        """
        left = self.left(name)
        kept = load_settings(self._home)
        about = rehearsal.asked(left.about)
        track = about.track if about else None
        wanted = Wanted(track=track)
        coming = Coming(asking.one_by_one(wanted, kept.audience, store))
        made = self._made(wanted, kept, _options(kept), coming)
        self._remember(made)
        made.take_up(left, self._reporters)
        return made

    def find(self, name: str) -> Sitting:
        """Find one by its id.

        Raises
        ------
        RefusedError
            There is none: it may be of an earlier start of the studio.
        """
        with self._lock:
            if name not in self._sittings:
                raise RefusedError(
                    404, "There is no such rehearsal.", "Begin anew at Rehearse."
                )
            return self._sittings[name]

    def listed(self) -> tuple[Sitting, ...]:
        """List them, the first that was begun first."""
        with self._lock:
            return tuple(self._sittings.values())

    def begin_answer(self, sitting: Sitting, rate: int) -> Answer:
        """Begin an answer, if not too many come in already."""
        coming_in = [
            answer
            for other in self.listed()
            if other is not sitting
            for answer in other.answers
            if answer.state == "listening"
        ]
        if len(coming_in) >= MOST_ANSWERS:
            raise RefusedError(
                429, "Too many answers come in at once.", "End one of them first."
            )
        return sitting.begin(rate)

    def end_answer(self, sitting: Sitting, answer: Answer, blocks: int) -> None:
        """End an answer; its report is made."""
        answer.end(
            blocks,
            lambda answering: sitting.finish(answer, answering),
            self._reporters,
        )

    def left_behind(self) -> tuple[Left, ...]:
        """Find the recordings that nobody has dealt with and no program is at."""
        return rehearsal.rescued()

    def left(self, name: str) -> Left:
        """Find one of them by its name; it is looked up, never made a path of.

        Raises
        ------
        RefusedError
            There is none.
        """
        for left in self.left_behind():
            if left.path.stem == name:
                return left
        raise RefusedError(
            404, "There is no such recording.", "It may have been dealt with already."
        )

    def close(self) -> None:
        """Let go what comes in, and wait for no report; what is left is offered."""
        for sitting in self.listed():
            sitting.close()
        self._loaders.shutdown(wait=False, cancel_futures=True)
        self._reporters.shutdown(wait=False, cancel_futures=True)

    def _made(
        self, wanted: Wanted, kept: Settings, options: Options, coming: Coming
    ) -> Sitting:
        with self._lock:
            if self._coach is None:
                self._coach = self._opening(options)
            coach = self._coach.asked(options)
        made = Sitting(
            wanted,
            coach,
            coming,
            replace(self._limits, longest=kept.seconds),
            muted=kept.muted if wanted.muted is None else wanted.muted,
            auto_stop=kept.auto_stop if wanted.auto_stop is None else wanted.auto_stop,
        )
        made.loading = self._loaders.submit(coach.load)
        return made

    def _remember(self, made: Sitting) -> None:
        """Remember it; of those that nobody is at, the oldest makes room."""
        with self._lock:
            self._sittings[made.id] = made
            idle = [one for one in self._sittings.values() if not one.busy]
            surplus = len(self._sittings) - MOST_REHEARSALS
            gone = [one for one in idle if one is not made][: max(0, surplus)]
            for one in gone:
                del self._sittings[one.id]
        for one in gone:
            one.end()


def _options(kept: Settings) -> Options:
    return Options(audience=kept.audience, modes=kept.modes, model=kept.model)


def _plan(name: str) -> plans.Plan:
    """Find a plan that comes with voicecoach: a file is never read for a browser."""
    found = plans.built_in().get(name)
    if found is None:
        raise RefusedError(404, "There is no such plan.", "See the interview plans.")
    return found
