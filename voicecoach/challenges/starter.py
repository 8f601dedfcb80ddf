"""Hand out the file that a challenge begins with."""

from pathlib import Path

from voicecoach.challenges.folder import Challenge
from voicecoach.errors import OutputError


def write_starter(challenge: Challenge, folder: Path) -> Path:
    """Write the starter into a folder, which is made if needed; give its path.

    Raises
    ------
    OutputError
        A file of that name is there already (it may be somebody's work), or it cannot
        be written.
    """
    path = folder / f"{challenge.id.replace('-', '_')}.py"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(challenge.starter)
    except FileExistsError as error:
        raise OutputError(
            f"{error.filename} is there already, and nothing was written.",
            "Go on with that one, or choose another folder.",
        ) from error
    except OSError as error:
        raise OutputError(
            f"{path} could not be written ({error.strerror}).",
            "Check the folder's name and that you may write there.",
        ) from error
    return path
