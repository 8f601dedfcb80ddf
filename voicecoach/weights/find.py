"""From what the user says to a model: a name of the manifest, a folder, a file."""

import os
from dataclasses import replace
from pathlib import Path

from voicecoach.errors import ModelError
from voicecoach.weights.files import present
from voicecoach.weights.manifest import File, Model, manifest

SUMS = "SHA256SUMS"
"""The record in the folder of an added model: hash and name of each file, a line
each, as the program sha256sum writes them."""

NEEDED = ("model.bin", "config.json", "tokenizer.json")
VOCABULARIES = ("vocabulary.txt", "vocabulary.json")
USED = (*NEEDED, *VOCABULARIES, "preprocessor_config.json")
"""The files of a CTranslate2 Whisper model that faster-whisper reads. Without
tokenizer.json it would look for one on the network."""


def find(name_or_path: str) -> Model:
    """Find a speech model by its name, or in a folder or file of the user's.

    Parameters
    ----------
    name_or_path : str
        A name of the manifest, a folder with a Whisper model for CTranslate2, or an
        openai-whisper checkpoint (.pt).

    Raises
    ------
    ModelError
        There is no such model, it was not added yet, or files of it are missing.
    """
    if not name_or_path:
        raise _unknown(name_or_path)
    for model in manifest():
        if model.name == name_or_path and model.speech:
            return _here(model)
    path = Path(name_or_path).expanduser()
    try:
        if path.is_dir():
            return _folder(name_or_path, path)
        if path.is_file():
            return _checkpoint(name_or_path, path)
    except (OSError, ValueError):
        pass  # too long, or a zero byte: no path at all
    raise _unknown(name_or_path)


def recorded(model: Model) -> Model:
    """Give a model of the hub the files and hashes noted when it was added.

    Unchanged where it was not added yet.
    """
    if model.repository is None or model.folder is None:
        return model
    try:
        lines = (model.folder / SUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return model
    files = []
    for line in lines:
        sha256, _, name = line.partition("  ")
        if name not in USED:
            continue
        size = _size(model.folder / name)
        files.append(File(name, (name,), sha256=sha256, size=size))
    return replace(model, files=tuple(files))


def _here(model: Model) -> Model:
    model = recorded(model)
    if model.repository is not None and not model.files:
        raise ModelError(
            f"The model {model.name} is not on this computer.",
            f"Run `voicecoach models add {model.name}`, which downloads it.",
        )
    return model


def _folder(name: str, folder: Path) -> Model:
    there = [file for file in USED if (folder / file).is_file()]
    missing = [file for file in NEEDED if file not in there]
    if not any(file in there for file in VOCABULARIES):
        missing.append("vocabulary.txt")
    if missing:
        raise ModelError(
            f"The folder {name} holds no Whisper model for CTranslate2 "
            f"(no {', '.join(missing)}).",
            "Give the folder that model.bin lies in, or the name of a model.",
        )
    return _own(
        name,
        folder,
        tuple(File(file, (file,), size=_size(folder / file)) for file in there),
    )


def _checkpoint(name: str, path: Path) -> Model:
    if path.suffix != ".pt":
        raise ModelError(
            f"The file {name} is no model.",
            "Give a folder with a CTranslate2 model, an openai-whisper checkpoint "
            "(.pt), or the name of a model.",
        )
    file = File("checkpoint.pt", (path.name,), size=_size(path))
    return replace(_own(name, path.parent, (file,)), format="openai")


def _own(name: str, folder: Path, files: tuple[File, ...]) -> Model:
    return Model(
        name=name,
        format="ctranslate2",
        purpose="speech to words",
        licence="the user's",
        original="the user's",
        files=files,
        folder=folder,
    )


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _unknown(name: str) -> ModelError:
    if os.sep in name or "/" in name or name.startswith(("~", ".")):
        return ModelError(
            f"There is no model at {name}.",
            "Give a folder with a CTranslate2 model, or the name of a model.",
        )
    speech = [model for model in manifest() if model.speech]
    here = ", ".join(m.name for m in speech if present(recorded(m)))
    more = ", ".join(m.name for m in speech if m.repository is not None)
    return ModelError(
        f"There is no model called {name}.",
        f"Choose one of {here}, add one with `voicecoach models add NAME` "
        f"({more}), or give a folder.",
    )
