"""What the user chose last: a small file, ``settings.toml``, that can be edited."""

import json
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from voicecoach import settings, whole_file
from voicecoach.errors import StoreError
from voicecoach.types import Audience, Mode

FILE: Final = "settings.toml"

_HEAD: Final = (
    "# What voicecoach was set to last; a line that is gone is as at first.\n"
)
_REMEDY: Final = "Make room there, or set VOICECOACH_HOME to a folder of your own."


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose; None and the defaults are as at first.

    Attributes
    ----------
    voice, voice_rate : str or None, float or None
        The voice that asks, and its speed in words a minute.
    microphone, loudspeaker : str or None
        Names of devices; None is the system's own choice.
    seconds : float
        Longest answer.
    keep_sound : bool
        Whether recordings are kept beside the reports.
    """

    audience: Audience = "manager"
    modes: tuple[Mode, ...] = ()
    model: str = "base"
    voice: str | None = None
    voice_rate: float | None = None
    microphone: str | None = None
    loudspeaker: str | None = None
    muted: bool = False
    auto_stop: bool = False
    seconds: float = 180.0
    keep_sound: bool = True


def device(name: str | None) -> str | int | None:
    """Read what a device is called by: digits are its number, as the system lists it.

    Examples
    --------
    >>> device("3"), device("Headset"), device(None)
    (3, 'Headset', None)
    """
    return int(name) if name is not None and name.isdecimal() else name


def load_settings(home: Path | None = None) -> Settings:
    """Read the settings; those of the beginning where there is no file.

    Raises
    ------
    StoreError
        The file cannot be read, or a value in it makes no sense; it names both.
    """
    from voicecoach.store import forms

    path = (settings.home() if home is None else home) / FILE
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(
            f"{path} cannot be read ({error}).", "Mend the file, or move it away."
        ) from error
    try:
        return forms.build_settings(tomllib.loads(text))
    except ValueError as error:
        raise StoreError(
            f"{path} cannot be used ({_first(error)}).",
            "Mend that line, or delete the file to begin anew.",
        ) from error


def save_settings(chosen: Settings, home: Path | None = None) -> None:
    """Write the settings; those that are as at first are left out.

    Raises
    ------
    OutputError
        They could not be written; the file is as it was before.
    """
    path = (settings.home() if home is None else home) / FILE
    plain, first = asdict(chosen), asdict(Settings())
    lines = [
        f"{name} = {_toml(value)}\n"
        for name, value in plain.items()
        if value != first[name] and value is not None
    ]
    whole_file.write(path, _HEAD + "".join(lines), _REMEDY)


def _toml(value: object) -> str:
    """Write a value as TOML: JSON is, but for one control character."""
    listed = list(value) if isinstance(value, tuple) else value
    return json.dumps(listed, ensure_ascii=False).replace("\x7f", "\\u007f")


def _first(error: ValueError) -> str:
    """Give what pydantic or tomllib says in one line: the first name and its fault."""
    details = getattr(error, "errors", None)
    if details is None:
        return str(error)
    fault = details(include_url=False)[0]
    where = ".".join(str(part) for part in fault["loc"])
    return f"{where}: {fault['msg']}"
