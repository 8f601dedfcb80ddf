"""Models that the tests make themselves, and a list of models that names them."""

import pytest

from tests.weights.making import COMMON, model_bin, toml, whisper
from voicecoach import settings


@pytest.fixture
def a_folder(tmp_path):
    """A folder with the files of a CTranslate2 Whisper model."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "model.bin").write_bytes(model_bin(whisper()))
    (folder / "config.json").write_text('{"alignment_heads": [[1, 0]]}')
    (folder / "tokenizer.json").write_text("{}")
    (folder / "vocabulary.txt").write_text("a\n")
    return folder


@pytest.fixture
def listing(tmp_path, monkeypatch):
    """Replace the manifest by rows of the test's own; give the folder it lies in."""
    folder = tmp_path / "models"
    folder.mkdir()
    monkeypatch.setattr(settings, "share", lambda name: tmp_path / name)
    monkeypatch.setenv("VOICECOACH_HOME", str(tmp_path / "home"))

    def write(*rows):
        lines = []
        for row in rows:
            lines.append("[[model]]")
            for key, value in {**COMMON, **row}.items():
                lines.append(f"{key} = {toml(value)}")
        (folder / "MANIFEST.toml").write_text("\n".join(lines), encoding="utf-8")
        return folder

    return write


@pytest.fixture
def weights_of_a_package(tmp_path, monkeypatch):
    """A package on the module path whose import would fail; give its folder."""
    folder = tmp_path / "site" / "data_of_a_test"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text("raise RuntimeError('was imported')")
    monkeypatch.syspath_prepend(folder.parent)
    return folder
