"""Where things lie: what the user keeps, and what travels with voicecoach."""

import os
from pathlib import Path


def home() -> Path:
    """Give the folder of all that is kept: VOICECOACH_HOME, or the system's own place.

    It need not exist.
    """
    given = os.environ.get("VOICECOACH_HOME")
    if given:
        return Path(given).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("voicecoach", appauthor=False)


def share(name: str) -> Path:
    """Give a folder of what travels with voicecoach: models or samples.

    In an installed wheel it lies inside the package, in a checkout beside it.
    """
    package = Path(__file__).parent
    packaged = package / "_share" / name
    return packaged if packaged.is_dir() else package.parent / name
