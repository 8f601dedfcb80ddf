"""What the parts of the studio share."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from voicecoach.store import Store
from voicecoach.web.address import Address
from voicecoach.web.bench import Bench, Workbench
from voicecoach.web.checkup import Checkup
from voicecoach.web.interviews import Interviews
from voicecoach.web.jobs import Jobs
from voicecoach.web.keys import Keys
from voicecoach.web.preferences import PreferencesFile
from voicecoach.web.rehearsals import Rehearsals
from voicecoach.web.shelf import Shelf
from voicecoach.web.voice import Voice
from voicecoach.web.voices import Voices


@dataclass(frozen=True, slots=True)
class Studio:
    """One start of the studio."""

    home: Path
    address: Address
    keys: Keys
    shelf: Shelf
    jobs: Jobs
    checkup: Checkup
    preferences: PreferencesFile
    voices: Voices
    rehearsals: Rehearsals
    interviews: Interviews
    voice: Voice


def furnish(
    home: Path,
    address: Address,
    keys: Keys,
    bench: Bench | None = None,
    rehearsals: Rehearsals | None = None,
    voice: Voice | None = None,
) -> Studio:
    """Put a studio together that keeps what it keeps below a folder.

    Raises
    ------
    StoreError
        What is kept there cannot be opened.
    """
    shelf = Shelf(Store.open(home), home)
    return Studio(
        home=home,
        address=address,
        keys=keys,
        shelf=shelf,
        jobs=Jobs(home / "studio" / "waiting", shelf, bench or Workbench()),
        checkup=Checkup(),
        preferences=PreferencesFile(home / "studio.json"),
        voices=Voices(),
        rehearsals=rehearsals or Rehearsals(home),
        interviews=Interviews(shelf.store),
        voice=voice or Voice(home),
    )


def _studio_of(connection: HTTPConnection) -> Studio:
    found: Studio = connection.app.state.studio
    return found


TheStudio = Annotated[Studio, Depends(_studio_of)]
