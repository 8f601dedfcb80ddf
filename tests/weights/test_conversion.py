import json
import warnings

import numpy as np
import pytest

from tests.weights.making import model_bin, whisper
from voicecoach import weights
from voicecoach.errors import ModelError
from voicecoach.weights import Weights, checkpoint

CONFIG = {"alignment_heads": [[1, 0], [1, 1]]}


def a_model(tensors, config=CONFIG):
    files = {
        "model.bin": model_bin(tensors),
        "config.json": json.dumps(config).encode(),
    }
    return Weights("mine", "ctranslate2", files)


def changed(**tensors):
    made = whisper()
    for name, tensor in tensors.items():
        made[name.replace("__", "/")] = tensor
    return a_model(made)


def test_dimensions_are_read_off_the_tensors():
    found = checkpoint(a_model(whisper(layers=3, width=6, heads=2, vocabulary=9)))
    assert found["dims"] == {
        "n_mels": 80,
        "n_audio_ctx": 1500,
        "n_audio_state": 6,
        "n_audio_head": 2,
        "n_audio_layer": 3,
        "n_vocab": 9,
        "n_text_ctx": 448,
        "n_text_state": 6,
        "n_text_head": 2,
        "n_text_layer": 3,
    }


def test_no_number_is_rounded_turned_or_lost():
    tensors = whisper()
    state = checkpoint(a_model(tensors))["model_state_dict"]
    attention = tensors["encoder/layer_1/self_attention/linear_0/weight"]
    for k, part in enumerate(("query", "key", "value")):
        np.testing.assert_array_equal(
            state[f"encoder.blocks.1.attn.{part}.weight"], attention[4 * k : 4 * k + 4]
        )
    there = sum(array.size for array in state.values())
    flags = 2  # the numbers of heads
    key_biases = 4 * (2 + 2 + 2)
    assert there == sum(t.size for t in tensors.values()) - flags - key_biases
    assert {array.dtype for array in state.values()} == {np.dtype(np.float16)}
    assert all(array.flags.writeable for array in state.values())


def test_heads_for_the_times_of_words_come_from_the_configuration():
    assert checkpoint(a_model(whisper()))["alignment_heads"] == ((1, 0), (1, 1))


def test_without_a_word_on_heads_the_upper_half_of_the_layers_is_taken():
    found = checkpoint(a_model(whisper(), config={}))
    assert found["alignment_heads"] == ((1, 0), (1, 1))


@pytest.mark.parametrize("heads", [[[2, 0]], [[0, -1]], [[0]], "x", 3])
def test_heads_that_are_not_there_are_refused(heads):
    with pytest.raises(ModelError, match="cannot be converted"):
        checkpoint(a_model(whisper(), config={"alignment_heads": heads}))


def test_a_model_that_is_no_whisper_says_what_it_lacks():
    with pytest.raises(ModelError, match=r"no decoder/embeddings/weight in it"):
        checkpoint(a_model({"other": np.zeros(3, np.float32)}))


def test_a_shape_that_does_not_fit_is_refused():
    name = "encoder__layer_0__self_attention__linear_0__weight"
    with pytest.raises(ModelError, match="cannot be converted"):
        checkpoint(changed(**{name: np.zeros((13, 4), np.float16)}))


def test_a_bias_on_a_key_is_never_dropped():
    name = "encoder__layer_0__self_attention__linear_0__bias"
    with pytest.raises(ModelError, match="bias on its key"):
        checkpoint(changed(**{name: np.ones(12, np.float16)}))


def test_weights_rounded_to_integers_are_refused_with_another_way():
    name = "encoder__conv1__weight"
    with pytest.raises(ModelError) as failure:
        checkpoint(changed(**{name: np.zeros((4, 80, 3), np.int8)}))
    assert "--engine faster-whisper" in failure.value.remedy


def test_a_truncated_model_is_refused_by_name():
    whole = a_model(whisper())
    files = {**whole.files, "model.bin": whole.files["model.bin"][:-1000]}
    with pytest.raises(ModelError, match=r"mine .*ends early"):
        checkpoint(Weights("mine", "ctranslate2", files))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["base", "tiny.en"])
def test_openai_whisper_takes_the_real_models_whole(name):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of imports that are not ours
        import torch
        from whisper.model import ModelDimensions, Whisper
    found = checkpoint(weights.load(weights.find(name)))
    model = Whisper(ModelDimensions(**found["dims"]))
    state = {k: torch.from_numpy(v) for k, v in found["model_state_dict"].items()}
    model.load_state_dict(state, strict=True)
    assert model.is_multilingual == (name == "base")
    assert len(found["alignment_heads"]) == 8
    key = "decoder.blocks.0.cross_attn.value.weight"
    np.testing.assert_array_equal(
        model.state_dict()[key].numpy(),
        found["model_state_dict"][key].astype(np.float32),
    )
