"""The models: which there are, where they lie, and whether they are what they claim.

Everything here works without a network but `add`, which the user calls by name.
"""

from pathlib import Path

from voicecoach.settings import home
from voicecoach.weights.conversion import Checkpoint, checkpoint
from voicecoach.weights.fetch import add
from voicecoach.weights.files import Weights, check, present, read, root
from voicecoach.weights.find import find, recorded
from voicecoach.weights.heads import head
from voicecoach.weights.manifest import File, Model, manifest

__all__ = [
    "VOICE",
    "Checkpoint",
    "File",
    "Model",
    "Weights",
    "add",
    "checkpoint",
    "expected",
    "find",
    "head",
    "home",
    "listed",
    "load",
    "manifest",
    "sentence_model",
    "spacy_model_path",
    "verify",
    "voice_encoder",
    "voice_path",
]

VOICE = "en_US-joe-medium"
"""The neural voice: its name in the manifest, and of its files."""


def listed() -> tuple[tuple[Model, bool], ...]:
    """List every model with a name, and whether its files are there."""
    models = (recorded(model) for model in manifest())
    return tuple((model, present(model)) for model in models)


def expected() -> tuple[Model, ...]:
    """List the models that must be there: all but the optional and those not added."""
    return tuple(
        model
        for model, there in listed()
        if there or not (model.optional or model.repository is not None)
    )


def load(model: Model) -> Weights:
    """Read a model into memory, each file compared with its hash.

    Hashing costs 0.1 s for the 145 MB of base.

    Raises
    ------
    ModelError
        A file is missing, cannot be read, or is not the one of the manifest.
    """
    return read(model)


def verify(name: str) -> None:
    """Hash every file of one model of the manifest, or of a folder of the user's.

    Raises
    ------
    ModelError
        The model is unknown or not there, or a file is not the one of the manifest.
    """
    check(_named(name))


def spacy_model_path() -> Path:
    """Give the folder of spaCy's English model, every file of it verified.

    Raises
    ------
    ModelError
        A file is missing, or not the one of the manifest.
    """
    model = _named("en_core_web_sm")
    check(model)
    first = model.files[0].parts[0]
    return root(model, first).joinpath(*first.split("/")[:2])


def voice_path() -> Path:
    """Give the neural voice's file for Piper, it and its neighbours verified.

    Raises
    ------
    ModelError
        A file is missing, or not the one of the manifest.
    """
    model = _named(VOICE)
    check(model)
    first = model.files[0].parts[0]
    return root(model, first).joinpath(*first.split("/"))


def sentence_model() -> Weights:
    """Read the model that turns sentences into vectors into memory, verified.

    Raises
    ------
    ModelError
        A file is missing, cannot be read, or is not the one of the manifest.
    """
    return read(_named("all-MiniLM-L6-v2"))


def voice_encoder() -> Weights:
    """Read the model that tells voices apart into memory, verified.

    Raises
    ------
    ModelError
        Its package is not installed, or the file is not the one of the manifest.
    """
    return read(_named("voice-encoder"))


def _named(name: str) -> Model:
    for model in manifest():
        if model.name == name and not model.speech:
            return model
    return find(name)
