"""Read a file of the user's that cannot be large."""

from importlib.resources.abc import Traversable
from pathlib import Path

from voicecoach.errors import InputError


def read(path: Path | Traversable, largest: int, remedy: str) -> bytes:
    """Read a file of at most so many bytes.

    Raises
    ------
    InputError
        It cannot be read, or it is larger: then with this remedy.
    """
    try:
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise InputError(
            f"{path} cannot be read ({getattr(error, 'strerror', None) or error}).",
            "Check its name and that you may read it.",
        ) from error
    if len(data) > largest:
        size = f"{largest / 1e6:g} MB" if largest >= 1e6 else f"{largest / 1e3:g} kB"
        raise InputError(f"{path} is larger than {size}.", remedy)
    return data
