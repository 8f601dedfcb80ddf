"""Rehearse: ask, listen, report, keep; the same for the terminal and the browser.

The sound comes from whoever has it: a microphone here, a browser there. It lies in a
take on the disk from the first block on, is recognised while it is spoken, and is dealt
with only when its report is kept.
"""

import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from voicecoach import questions, settings
from voicecoach.endpoint import Endpoint, State, Waiting
from voicecoach.errors import StoreError, UsageError
from voicecoach.live import Live
from voicecoach.session import Coach, Reviewed
from voicecoach.store import SessionKind, Store, load_settings
from voicecoach.takes import Block, Left, Take, left_behind
from voicecoach.types import Question, Report

FOLDER: Final = "takes"
"""Where recordings lie until they are dealt with, below the folder of what is kept."""

DELETED: Final = StoreError(
    "The answer could not be kept: its session was deleted meanwhile.",
    "End this rehearsal and begin another.",
)


AtOnce = Callable[[Reviewed], None]
"""Told of a report before it is kept, so that nobody waits for a disk."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer with its report.

    ``kept`` is its name in the store; None where nothing is kept. ``problem`` is why it
    could not be: then its take is there to be taken up again.
    """

    question: Question | None
    reviewed: Reviewed
    kept: str | None = None
    problem: StoreError | None = None

    @property
    def report(self) -> Report:
        """Give the report."""
        return self.reviewed.report


class Answering:
    """One answer in progress: a take that grows and is recognised meanwhile.

    Attributes
    ----------
    take : Take
        What the source of the sound writes to.
    state : Waiting, Counting or Stop
        Whether the answer seems to be over; who asked for it acts on it.
    """

    def __init__(self, coach: Coach, question: Question, take: Take) -> None:
        self.question = question
        self.take = take
        self.state: State = Waiting()
        self._live = Live(coach.about(question))
        self._endpoint = Endpoint(take.rate)
        self._stopped: float | None = None

    def hear(self, block: Block, rate: int) -> None:
        """Take the next samples, shape (n,), after they were written to the take."""
        self._live.feed(rate, block)
        self.state = self._endpoint.heard(block)

    def go_on(self) -> None:
        """Forget that the answer seemed to be over."""
        self._endpoint = Endpoint(self.take.rate)
        self.state = Waiting()

    def stopped(self) -> None:
        """Note that the answer has ended just now: the wait for its report counts."""
        self._stopped = time.perf_counter()

    def report(self) -> Reviewed:
        """Report on the answer, which has ended; its take is finished.

        Raises
        ------
        InputError
            There is no sound.
        ModelError
            A model cannot be used; the take is there to be reported on later.
        """
        return self._live.finish(self.take.finish(), self._stopped)

    def abandon(self) -> None:
        """Stop recognising."""
        self._live.abandon()


class Rehearsal:
    """One sitting, made by ``sitting``.

    Attributes
    ----------
    session : str or None
        Its name in the store; None where nothing is kept.
    """

    def __init__(
        self, coach: Coach, folder: Path, store: Store | None, session: str | None
    ) -> None:
        self._coach = coach
        self._folder = folder
        self._store = store
        self.session = session

    def load(self) -> None:
        """Load the models before they are needed.

        Raises
        ------
        ModelError
            A model cannot be used.
        """
        self._coach.load()

    def begin(self, question: Question, rate: int) -> Answering:
        """Begin an answer, whose sound has so many samples a second.

        Raises
        ------
        OutputError
            Nothing can be written.
        """
        about = {"question": _plain(question), "session": self.session}
        name = f"{datetime.now():%Y-%m-%d %H.%M.%S}"
        take = Take.begin(self._folder, name, rate, about=about)
        return Answering(self._coach, question, take)

    def end(
        self,
        answering: Answering,
        follow_up_of: str | None = None,
        at_once: AtOnce | None = None,
    ) -> Answered:
        """Report on an answer and keep it; then its take is gone.

        What cannot be kept is reported on all the same: see ``Answered.problem``.

        Raises
        ------
        InputError
            There is no sound in it.
        ModelError
            A model cannot be used. In each case the take is there to be taken up again.
        """
        reviewed = answering.report()
        if at_once:
            at_once(reviewed)
        return self._kept(answering.question, reviewed, answering.take, follow_up_of)

    def take_up(self, left: Left, at_once: AtOnce | None = None) -> Answered:
        """Report on a take that was left behind, and keep it.

        Raises
        ------
        InputError
            There is no sound in it.
        OutputError
            Another program has it.
        """
        question = asked(left.about)
        with left.hold() as take:
            reviewed = self._coach.about(question).analyze(take.path)
            if at_once:
                at_once(reviewed)
            return self._kept(question, reviewed, take, None)

    def words(self, path: Path) -> str:
        """Write down the words of a recording, which is no answer."""
        return self._coach.about(None).listen(path).transcript.text

    def forget(self) -> None:
        """Delete what a private sitting recorded, where it must end at once."""
        if self.session is None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _kept(
        self,
        question: Question | None,
        reviewed: Reviewed,
        take: Take,
        follow_up_of: str | None,
    ) -> Answered:
        """Keep an answer and be done with its take, or leave the take as it is."""
        try:
            kept = self._keep(reviewed, take.path, follow_up_of)
        except StoreError as error:
            return Answered(question, reviewed, problem=error)
        except UsageError:
            return Answered(question, reviewed, problem=DELETED)
        _done_with(take)
        return Answered(question, reviewed, kept)

    def _keep(
        self, reviewed: Reviewed, sound: Path, follow_up_of: str | None
    ) -> str | None:
        if self._store is None or self.session is None:
            return None
        kept = sound if load_settings().keep_sound else None
        return self._store.keep(
            self.session, reviewed.report, kept, follow_up_of=follow_up_of
        )


@contextmanager
def sitting(
    coach: Coach,
    kind: SessionKind = "rehearsal",
    *,
    plan: str | None = None,
    private: bool = False,
) -> Iterator[Rehearsal]:
    """Begin to rehearse; a sitting without an answer leaves nothing behind.

    Parameters
    ----------
    private : bool
        Keep nothing: the sound lies in a folder that is gone at the end.

    Raises
    ------
    StoreError
        What is kept cannot be opened.
    """
    if private:
        with tempfile.TemporaryDirectory(prefix="voicecoach-") as folder:
            yield Rehearsal(coach, Path(folder), None, None)
        return
    store = Store.open()
    session = store.begin(kind, plan=plan)
    try:
        yield Rehearsal(coach, takes_folder(), store, session.id)
    finally:
        # A session without takes that stays costs nobody anything; what is wrong with
        # the store was told when an answer was to be kept.
        with suppress(StoreError, UsageError):
            if not store.takes(session.id):
                store.delete(session.id)


def takes_folder() -> Path:
    """Say where recordings lie until they are dealt with; it need not exist."""
    return settings.home() / FOLDER


def rescued() -> tuple[Left, ...]:
    """Find the recordings of programs that died before their reports were kept."""
    return left_behind(takes_folder())


def asked(about: Mapping[str, Any]) -> Question | None:
    """Read from what a take is about which question it answers; None if unknown."""
    plain = about.get("question")
    text = plain.get("text") if isinstance(plain, dict) else None
    if not isinstance(plain, dict) or not isinstance(text, str) or not text.strip():
        return None
    try:
        return questions.find(str(plain.get("id")))
    except UsageError:
        return questions.from_text(text)


def _plain(question: Question) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(asdict(question)))
    return found


def _done_with(take: Take) -> None:
    """Close a take whose report is kept; its sound lies in the store now."""
    path = take.close()
    path.unlink(missing_ok=True)
