"""Whisper through openai-whisper, on torch: the reference, slower.

The one door of whisper and torch. It runs the very same weights as the other engine,
converted without rounding.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from pickle import UnpicklingError
from typing import Any

from voicecoach.errors import ModelError
from voicecoach.spelling import spoken_words
from voicecoach.transcribe.engine import Decoded, Heard
from voicecoach.types import Samples
from voicecoach.weights import Weights, checkpoint


class OpenAIWhisper:
    """A Whisper model on torch, on the GPU where there is one.

    Raises
    ------
    ModelError
        The files do not make a model that openai-whisper can load.
    """

    name = "openai-whisper"

    def __init__(self, weights: Weights) -> None:
        self.model = weights.name
        self._model = _load(weights)

    def decode(
        self, pieces: Iterable[Samples], prompts: Sequence[str | None], language: str
    ) -> Iterator[Heard]:
        """Decode pieces of at most 30 s in order, each once with every prompt."""
        for samples in pieces:
            passes = tuple(self._one(samples, prompt, language) for prompt in prompts)
            yield Heard(passes, self._languages(samples))

    def _languages(self, samples: Samples) -> dict[str, float]:
        import whisper

        if not self._model.is_multilingual:
            return {"en": 1.0}
        padded = whisper.pad_or_trim(samples)
        mel = whisper.log_mel_spectrogram(padded, n_mels=self._model.dims.n_mels)
        _, ranked = self._model.detect_language(mel.to(self._model.device))
        languages: dict[str, float] = ranked
        return languages

    def _one(self, samples: Samples, prompt: str | None, language: str) -> Decoded:
        result = self._model.transcribe(
            samples,
            language=language if self._model.is_multilingual else "en",
            initial_prompt=prompt,
            carry_initial_prompt=prompt is not None,
            condition_on_previous_text=False,
            word_timestamps=True,
            fp16=self._model.device.type == "cuda",
            verbose=None,
        )
        segments: list[dict[str, Any]] = result["segments"]
        timed = [word for segment in segments for word in segment["words"]]
        count = max(1, len(segments))
        return Decoded(
            words=spoken_words(timed),
            confidence=sum(s["avg_logprob"] for s in segments) / count,
            no_speech=max((s["no_speech_prob"] for s in segments), default=1.0),
            repetition=max((s["compression_ratio"] for s in segments), default=0.0),
        )


def _load(weights: Weights) -> Any:  # noqa: ANN401  (whisper.model.Whisper, imported late)
    import torch
    from whisper.model import ModelDimensions, Whisper

    try:
        state = _state(weights)
        model = Whisper(ModelDimensions(**state["dims"]))
        model.load_state_dict(state["model_state_dict"])
    except (RuntimeError, TypeError, KeyError, UnpicklingError, EOFError) as error:
        raise ModelError(
            f"The model {weights.name} cannot be loaded ({type(error).__name__}).",
            "Run `voicecoach models verify`.",
        ) from error
    dims = model.dims
    heads = torch.zeros(dims.n_text_layer, dims.n_text_head, dtype=torch.bool)
    for layer, head in state["alignment_heads"]:
        heads[layer, head] = True
    if heads.any():
        # Without these the word times come from every head of the upper layers.
        model.register_buffer("alignment_heads", heads.to_sparse(), persistent=False)
    # The fallback samples: the same sound must give the same words.
    torch.manual_seed(0)
    return model.to("cuda" if torch.cuda.is_available() else "cpu")


def _state(weights: Weights) -> dict[str, Any]:
    """Read a checkpoint of openai-whisper, or convert one of CTranslate2."""
    import torch

    if weights.format == "openai":
        file = io.BytesIO(weights.files["checkpoint.pt"])
        # Numbers only: a file from somewhere must not run code.
        found = torch.load(file, map_location="cpu", weights_only=True)
        return {**found, "alignment_heads": ()}
    converted = checkpoint(weights)
    tensors = converted["model_state_dict"]
    state = {name: torch.from_numpy(array) for name, array in tensors.items()}
    return {**converted, "model_state_dict": state}
