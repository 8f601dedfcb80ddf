"""The list of models: what each is, where its files lie, and how they are told apart.

``models/MANIFEST.toml`` has a row for every model that voicecoach can load by name.
Nothing in this module reads a model.
"""

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, get_args

from voicecoach import settings
from voicecoach.errors import ModelError

Format: TypeAlias = Literal[
    "ctranslate2", "openai", "spacy", "sentence", "onnx", "piper", "head", "voice"
]

FORMATS: Final[tuple[str, ...]] = get_args(Format)


@dataclass(frozen=True, slots=True)
class File:
    """One file of a model.

    Attributes
    ----------
    name : str
        The file's name, as engines know it.
    parts : tuple of str
        Where its bytes lie, to be joined in this order. The first folder of a path is
        that of an installed package, unless the model has another place.
    sha256 : str or None
        Of the joined bytes, in hexadecimal; None where only the user knows the file.
    size : int or None
        Of the joined bytes.
    """

    name: str
    parts: tuple[str, ...]
    sha256: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Model:
    """One model: a row of the manifest, or a folder of the user's.

    Attributes
    ----------
    name : str
        What the user calls it; for a folder or a file its path as given.
    format : str
        Who can read it.
    purpose, licence, original : str
        What it is for, under which terms, and whose work it is.
    files : tuple of File
        Empty for a model of the hub, until it has been added.
    packages : tuple of str
        The packages that its files travel in, with their versions.
    repository : str or None
        Its name on the Hugging Face Hub, for `voicecoach models add`.
    optional : bool
        Whether voicecoach does its work without it.
    folder : Path or None
        Where the parts lie, unless in packages.
    """

    name: str
    format: Format
    purpose: str
    licence: str
    original: str
    files: tuple[File, ...] = ()
    packages: tuple[str, ...] = ()
    repository: str | None = None
    optional: bool = False
    folder: Path | None = None
    approximate_size: int | None = None

    @property
    def speech(self) -> bool:
        """Whether it turns speech into words."""
        return self.format in ("ctranslate2", "openai")

    @property
    def size(self) -> int | None:
        """Bytes on disk; of a model that was not added yet, roughly."""
        sizes = [file.size for file in self.files if file.size is not None]
        return sum(sizes) if sizes else self.approximate_size

    @property
    def source(self) -> str:
        """Where its files come from, in words."""
        if self.packages:
            return " + ".join(self.packages)
        if self.repository is not None:
            return f"{self.repository} on the Hugging Face Hub"
        return "voicecoach" if self.format == "head" else str(self.folder)


def manifest() -> tuple[Model, ...]:
    """List every model that has a name, in the order of the manifest.

    Raises
    ------
    ModelError
        The manifest is missing or damaged.
    """
    return _read(settings.share("models") / "MANIFEST.toml", settings.home())


@functools.cache
def _read(path: Path, home: Path) -> tuple[Model, ...]:
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["model"]
        return tuple(_model(row, path.parent, home) for row in rows)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"The list of models {path} cannot be read ({error!r}).",
            "Install voicecoach again.",
        ) from error


def _model(row: dict[str, Any], folder: Path, home: Path) -> Model:
    if row["format"] not in FORMATS:
        raise ValueError(row["format"])
    repository = row.get("repository")
    packages = tuple(row.get("packages", ()))
    if repository is not None:
        folder = home / "models" / row["name"]
    return Model(
        name=row["name"],
        format=row["format"],
        purpose=row["purpose"],
        licence=row["licence"],
        original=row["original"],
        files=tuple(_file(entry) for entry in row.get("files", ())),
        packages=packages,
        repository=repository,
        optional=row.get("optional", False),
        folder=None if packages else folder,
        approximate_size=row.get("approximate_size"),
    )


def _file(entry: dict[str, Any]) -> File:
    return File(
        name=entry["name"],
        parts=tuple(entry["parts"]),
        sha256=entry["sha256"],
        size=entry["size"],
    )
