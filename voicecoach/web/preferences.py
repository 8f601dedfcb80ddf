"""What the studio alone has to remember, in ``studio.json``: its theme, its welcome."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

from voicecoach import whole_file

Theme: TypeAlias = Literal["system", "light", "dark"]

THEMES: Final[dict[str, Theme]] = {name: name for name in get_args(Theme)}
REMEDY: Final = "Make room there, or set VOICECOACH_HOME to a folder you may write to."


@dataclass(frozen=True, slots=True)
class Preferences:
    """The theme, and whether the first page has been passed."""

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
        if not isinstance(found, dict):
            return Preferences()
        theme = THEMES.get(str(found.get("theme")), "system")
        return Preferences(theme, found.get("welcomed") is True)

    def write(self, preferences: Preferences) -> None:
        """Keep what was chosen.

        Raises
        ------
        OutputError
            It could not be written.
        """
        text = json.dumps(asdict(preferences), indent=2) + "\n"
        whole_file.write(self._path, text, REMEDY)
