"""The project's own small trained models: arrays by name, nothing that can run."""

import io
import zipfile

import numpy as np
from numpy.typing import NDArray

from voicecoach.errors import ModelError
from voicecoach.weights.files import read, remedy
from voicecoach.weights.manifest import manifest

FILE = "weights.npz"


def head(name: str) -> dict[str, NDArray[np.generic]]:
    """Load a small trained model: its arrays by name.

    Raises
    ------
    ModelError
        There is none of that name, it is missing, or not the one of the manifest.
    """
    for model in manifest():
        if model.name == name and model.format == "head":
            break
    else:
        raise ModelError(
            f"There is no trained model {name}.", "Install voicecoach again."
        )
    content = read(model).files.get(FILE, b"")
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            return dict(arrays)
    except (OSError, ValueError, EOFError, TypeError, zipfile.BadZipFile) as error:
        raise ModelError(
            f"The trained model {name} cannot be read ({error}).", remedy(model)
        ) from error
