"""What is kept, as the library shows it: the takes of ``voicecoach.store``."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from voicecoach.errors import StoreError, UsageError
from voicecoach.report.json import from_json
from voicecoach.store import Session, Store, Take, load_settings

MEDIA: Final = {
    ".m4a": "audio/mp4",
    ".mp4": "audio/mp4",
    ".flac": "audio/flac",
    ".wav": "audio/wav",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".webm": "audio/webm",
}
"""What a browser has to be told of a sound, by the end of its name."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One take that is kept, as a list shows it.

    ``id`` is that of the take, ``name`` that of its session or file; ``added`` is a
    time in ISO 8601 with its zone, ``duration`` seconds, ``overall`` the score or None
    where it was refused.
    """

    id: str
    session: str
    kind: str
    name: str
    added: str
    question: str | None
    track: str | None
    duration: float | None
    overall: float | None


@dataclass(frozen=True, slots=True)
class Made:
    """A report that has just been made, and its sound: two files."""

    report: Path
    sound: Path | None


class Shelf:
    """Looks at the store as the library needs it, and puts uploads into it."""

    def __init__(self, store: Store, home: Path) -> None:
        self.store = store
        self._home = home

    def listed(self) -> tuple[Kept, ...]:
        """List every take, the newest first."""
        sessions = {session.id: session for session in self.store.sessions()}
        takes = [take for take in self.store.takes() if take.session in sessions]
        takes.sort(key=lambda take: (take.recorded, take.number), reverse=True)
        return tuple(_kept(take, sessions[take.session]) for take in takes)

    def searched(self, text: str) -> Iterator[Kept]:
        """Find what has all words in its name, question or track, or was said so."""
        wanted = text.casefold().split()
        said: set[str] = set()
        if wanted:
            said = {session.id for session in self.store.sessions(text.strip())}
        for kept in self.listed():
            told = " ".join(filter(None, (kept.name, kept.question, kept.track)))
            named = all(word in told.casefold() for word in wanted)
            if named or kept.session in said:
                yield kept

    def find(self, take: str) -> Kept | None:
        """Find one take by its id; None if there is none."""
        try:
            found = self.store.take(take)
            return _kept(found, self.store.session(found.session))
        except UsageError:
            return None

    def add(self, made: Made, name: str) -> str:
        """Keep an upload as a session of its own; give the id of its take.

        Raises
        ------
        StoreError
            It could not be kept.
        """
        report = from_json(made.report.read_bytes())
        sound = made.sound if load_settings(self._home).keep_sound else None
        session = self.store.begin("upload", name=name)
        try:
            return self.store.keep(session.id, report, sound)
        except StoreError:
            self.store.delete(session.id)
            raise

    def propose(self, made: Made, take: str) -> str:
        """Keep a corrected report beside a take's own, until one is chosen."""
        self.store.propose(take, from_json(made.report.read_bytes()))
        return take

    def delete(self, kept: Kept) -> None:
        """Delete a take for good, and its session if nothing else is in it."""
        alone = len(self.store.takes(kept.session)) <= 1
        self.store.delete(kept.session if alone else kept.id)


def media_type(sound: Path) -> str:
    """Tell what kind of sound a file is."""
    return MEDIA.get(sound.suffix.lower(), "application/octet-stream")


def _kept(take: Take, session: Session) -> Kept:
    return Kept(
        id=take.id,
        session=take.session,
        kind=session.kind,
        name=session.name or f"Take {take.id}",
        added=take.recorded.isoformat(timespec="seconds"),
        question=take.question,
        track=take.track,
        duration=take.seconds,
        overall=take.overall,
    )
