import io

import numpy as np
import pytest

from tests.weights.making import entry
from voicecoach import weights
from voicecoach.errors import ModelError


def npz(**arrays):
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


@pytest.fixture
def trained(listing):
    def write(content, listed=None):
        file = entry("weights.npz", listed or content, "heads/um/weights.npz")
        folder = listing({"name": "um", "format": "head", "files": [file]}) / "heads"
        (folder / "um").mkdir(parents=True)
        (folder / "um" / "weights.npz").write_bytes(content)

    return write


def test_a_head_is_its_arrays_by_name(trained):
    trained(npz(weight=np.eye(2), bias=np.zeros(2, np.float32)))
    arrays = weights.head("um")
    assert arrays.keys() == {"weight", "bias"}
    np.testing.assert_array_equal(arrays["weight"], np.eye(2))


def test_a_changed_head_is_refused(trained):
    trained(npz(weight=np.eye(3)), listed=npz(weight=np.eye(2)))
    with pytest.raises(ModelError, match="damaged or was changed"):
        weights.head("um")


def test_a_head_cannot_run_code(trained):
    trained(npz(weight=np.array([{}], dtype=object)))
    with pytest.raises(ModelError, match="um cannot be read"):
        weights.head("um")


@pytest.mark.parametrize("content", [b"PK\x03\x04 no zip", b"\x93NUMPY", b"text"])
def test_what_is_no_archive_of_arrays_is_refused(trained, content):
    trained(content)
    with pytest.raises(ModelError, match="um cannot be read"):
        weights.head("um")


def test_an_unknown_head_is_an_error():
    with pytest.raises(ModelError, match="no trained model none"):
        weights.head("none")


def test_every_head_of_the_real_list_loads_and_has_a_card():
    from voicecoach import settings

    for model in weights.manifest():
        if model.format == "head":
            assert weights.head(model.name)
            assert (
                settings.share("models") / "heads" / model.name / "CARD.md"
            ).is_file()
