"""What the user has chosen for the studio, kept in ``studio.json``."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, get_args, get_type_hints

from voicecoach import whole_file
from voicecoach.types import Audience, Mode

Theme: TypeAlias = Literal["system", "light", "dark"]

REMEDY: Final = "Make room there, or set VOICECOACH_HOME to a folder you may write to."


@dataclass(frozen=True, slots=True)
class Preferences:
    """What holds unless something else is said.

    ``voice`` is the name of the voice that asks, None for the first that works;
    ``welcomed`` whether the first page has been passed.
    """

    voice: str | None = None
    model: str = "base"
    audience: Audience = "manager"
    modes: tuple[Mode, ...] = ()
    theme: Theme = "system"
    welcomed: bool = False


class PreferencesFile:
    """The file of preferences; what is damaged in it counts as not said."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Preferences:
        """Read what was chosen."""
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return Preferences()
        return Preferences(**_fitting(found if isinstance(found, dict) else {}))

    def write(self, preferences: Preferences) -> None:
        """Keep what was chosen.

        Raises
        ------
        OutputError
            It could not be written.
        """
        text = json.dumps(asdict(preferences), indent=2) + "\n"
        whole_file.write(self._path, text, REMEDY)


def _fitting(found: Mapping[str, Any]) -> dict[str, Any]:
    """Keep the fields that are what they should be."""
    fitting: dict[str, Any] = {}
    hints = get_type_hints(Preferences)
    for field in fields(Preferences):
        value = found.get(field.name)
        if field.name == "modes":
            known = get_args(Mode)
            listed = value if isinstance(value, list) else []
            fitting["modes"] = tuple(mode for mode in listed if mode in known)
        elif choices := get_args(hints[field.name]):
            if value in choices or (str in choices and isinstance(value, str)):
                fitting[field.name] = value
        elif isinstance(value, hints[field.name]):
            fitting[field.name] = value
    return fitting
