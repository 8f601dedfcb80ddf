"""Reports over all answers of an interview.

Of the one that has just ended, or put together anew from what is kept.
"""

import secrets
import tempfile
import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from voicecoach import audio, encode, joined, plans
from voicecoach.exchange import Interview
from voicecoach.recorded import Recorded
from voicecoach.session import Reviewed
from voicecoach.store import Store
from voicecoach.web.faults import RefusedError
from voicecoach.web.sitting import Sitting

REMEMBERED: Final = 4
"""Interviews that are held ready; their sound takes 10 MB for ten minutes."""


@dataclass(frozen=True, slots=True)
class Whole:
    """An interview, the file of its sound, and the takes that are kept of it.

    ``takes`` has None where nothing is kept, and is then all that there is. ``planned``
    is how many questions its plan has; None where there is no such plan any more.
    """

    interview: Interview
    sound: Path
    takes: tuple[str | None, ...]
    planned: int | None = None


class Interviews:
    """Interviews by their session, or by their rehearsal where nothing is kept."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._adding = threading.Lock()
        self._names: dict[str, str] = {}
        self._ready: OrderedDict[str, Whole] = OrderedDict()
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def of(self, sitting: Sitting) -> tuple[str, Whole] | None:
        """Give the one that a rehearsal was, with its name.

        None without an answer, and where its answers have been deleted since.
        """
        with self._adding:
            name = self._names.get(sitting.id) or self._added(sitting)
        if name is None:
            return None
        try:
            return name, self.find(name)
        except RefusedError:
            return None

    def _added(self, sitting: Sitting) -> str | None:
        done = [one.answered for one in sitting.answers if one.answered is not None]
        heard = [one for one in done if one.reviewed.sound is not None]
        if not heard:
            return None
        name = self._names[sitting.id] = sitting.session or sitting.id
        title, planned = _plan(sitting.wanted.plan)
        whole = joined.join([one.reviewed for one in heard], title)
        if whole.sound is not None:
            kept = tuple(one.kept for one in heard)
            self._hold(name, whole, kept, planned)
        for one in sitting.answers:
            one.forget_sound()
        return name

    def find(self, name: str) -> Whole:
        """Find one.

        Raises
        ------
        RefusedError
            There is none, or its sound was not kept.
        InputError, StoreError
            What is kept cannot be read.
        """
        with self._lock:
            held = self._ready.get(name)
        kept = self._kept(name)
        if held is not None and (held.takes == kept or None in held.takes):
            return held
        if not kept:
            raise _gone()
        return self._rebuilt(name, kept)

    def forget(self, name: str) -> None:
        """Hold one ready no longer, with its sound."""
        with self._lock:
            held = self._ready.pop(name, None)
        if held is not None:
            held.sound.unlink(missing_ok=True)

    def close(self) -> None:
        """Delete the sound that was held ready."""
        if self._folder is not None:
            self._folder.cleanup()

    def _kept(self, name: str) -> tuple[str, ...]:
        """Name the takes that are kept of an interview."""
        sessions = {session.id: session for session in self._store.sessions()}
        if name not in sessions or sessions[name].kind != "interview":
            return ()
        return tuple(take.id for take in self._store.takes(name))

    def _rebuilt(self, name: str, kept: tuple[str, ...]) -> Whole:
        reviewed = []
        for take in kept:
            path = self._store.sound(take)
            if path is None:
                raise RefusedError(
                    404,
                    "The sound of an answer was not kept.",
                    "Each answer has its own report in the library.",
                )
            reviewed.append(Reviewed(self._store.report(take), audio.read(path)))
        title, planned = _plan(self._store.session(name).plan)
        whole = joined.join(reviewed, title)
        if whole.sound is None:
            raise _gone()
        return self._hold(name, whole, kept, planned)

    def _hold(
        self,
        name: str,
        joint: Recorded,
        kept: tuple[str | None, ...],
        planned: int | None,
    ) -> Whole:
        with self._lock:
            if self._folder is None:
                self._folder = tempfile.TemporaryDirectory(prefix="voicecoach-")
            path = Path(self._folder.name) / f"{secrets.token_hex(8)}{encode.SUFFIX}"
        with path.open("xb") as file:
            encode.write(joint.sound, file)
        whole = Whole(joint.interview, path, kept, planned)
        with self._lock:
            if name in self._ready:
                self._ready[name].sound.unlink(missing_ok=True)
            self._ready[name] = whole
            while len(self._ready) > REMEMBERED:
                _, old = self._ready.popitem(last=False)
                old.sound.unlink(missing_ok=True)
        return whole


def _plan(name: str | None) -> tuple[str, int | None]:
    """Give the title of an interview by a plan, and how many questions that has."""
    plan = plans.built_in().get(name or "")
    if plan is None:
        return (f"Interview: {name}" if name else "Interview"), None
    return f"Interview: {plan.name}", len(plan.steps)


def _gone() -> RefusedError:
    return RefusedError(
        404, "There is no such interview.", "It may have been deleted: see the library."
    )
