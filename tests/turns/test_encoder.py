import io
import sys

import numpy as np
import pytest

from voicecoach import weights
from voicecoach.errors import ModelError
from voicecoach.turns import VoiceEncoder
from voicecoach.turns.encoder import WIDTH, _shapes
from voicecoach.turns.mel import BANDS, mel, raised
from voicecoach.weights import Weights


def checkpoint(**changes):
    """Weights of the right shapes, as torch keeps them."""
    import torch

    dice = torch.Generator().manual_seed(1)
    shapes = _shapes().items()
    state = {name: torch.randn(shape, generator=dice) / 8 for name, shape in shapes}
    state |= changes
    file = io.BytesIO()
    torch.save({"model_state": state}, file)
    return Weights("voice-encoder", "voice", {"pretrained.pt": file.getvalue()})


@pytest.mark.slow
def test_it_is_the_network_that_torch_runs():
    import torch

    content = checkpoint()
    ours = VoiceEncoder(content)
    file = io.BytesIO(content.files["pretrained.pt"])
    state = torch.load(file, weights_only=True)["model_state"]
    lstm = torch.nn.LSTM(BANDS, WIDTH, 3, batch_first=True)
    lstm.load_state_dict({k[5:]: v for k, v in state.items() if k.startswith("lstm.")})
    spoken = np.random.default_rng(0).random((3, 50, BANDS)).astype(np.float32)
    with torch.no_grad():
        _, (hidden, _) = lstm(torch.from_numpy(spoken))
        raw = torch.relu(hidden[-1] @ state["linear.weight"].T + state["linear.bias"])
        theirs = (raw / raw.norm(dim=1, keepdim=True)).numpy()
    assert ours(list(spoken)) == pytest.approx(theirs, abs=1e-5)


@pytest.mark.slow
def test_stretches_of_many_lengths_keep_their_places():
    encoder = VoiceEncoder(checkpoint())
    dice = np.random.default_rng(2)
    mels = [dice.random((n, BANDS)).astype(np.float32) for n in (30, 10, 30, 20)]
    together = encoder(mels)
    assert together.shape == (4, WIDTH)
    assert np.linalg.norm(together, axis=1) == pytest.approx(np.ones(4), abs=1e-5)
    for alone, whole in zip(mels, together, strict=True):
        assert encoder([alone])[0] == pytest.approx(whole, abs=1e-5)


@pytest.mark.slow
@pytest.mark.parametrize("content", [b"", b"not a checkpoint", None])
def test_a_file_that_holds_something_else_is_a_model_error(content):
    import torch

    damaged = checkpoint(**{"linear.bias": torch.zeros(3)})
    if content is not None:
        damaged = Weights("voice-encoder", "voice", {"pretrained.pt": content})
    with pytest.raises(ModelError) as caught:
        VoiceEncoder(damaged)
    assert "voicecoach models verify voice-encoder" in caught.value.remedy


def test_a_missing_package_says_how_to_get_it(monkeypatch):
    def nothing(name):
        return None

    monkeypatch.setattr("importlib.util.find_spec", nothing)
    with pytest.raises(ModelError) as caught:
        weights.voice_encoder()
    assert "no package resemblyzer" in caught.value.problem
    assert "--no-deps resemblyzer==0.1.4" in caught.value.remedy


def installed():
    listed = {model.name: there for model, there in weights.listed()}
    if not listed["voice-encoder"]:
        pytest.skip("the package resemblyzer is not installed")


@pytest.mark.slow
def test_the_real_weights_hear_a_voice_the_same_again_and_import_no_package():
    installed()
    from tests.test_session import SPOKEN
    from voicecoach import audio

    encoder = VoiceEncoder(weights.voice_encoder())
    sound = audio.read(SPOKEN)
    stretches = [sound.cut(at, at + 3.0) for at in (2.0, 20.0)]
    one, again = encoder([mel(raised(stretch)) for stretch in stretches])
    noise = np.random.default_rng(0).normal(0, 0.05, 48_000).astype(np.float32)
    (other,) = encoder([mel(noise)])
    assert one @ again > 0.6 > one @ other
    assert "resemblyzer" not in sys.modules
