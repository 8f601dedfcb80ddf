"""Whisper through openai-whisper, on torch: the reference, slower.

The one door of whisper and torch. It runs the very same weights as the other engine,
converted without rounding.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pickle import UnpicklingError
from typing import Any, Final

from voicecoach.errors import ModelError
from voicecoach.spelling import spoken_words
from voicecoach.types import Samples, Word
from voicecoach.weights import Weights, checkpoint

TEMPERATURES: Final = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Tried in turn while a result loops or is unlikely: Whisper's own fallback."""

MOST_REPETITIVE: Final = 2.4
LEAST_LIKELY: Final = -1.0
"""Limits of that fallback, Whisper's own: compression ratio, mean log probability."""

BEAM: Final = 5
"""Width of the beam search, as in the other engine."""

LONGEST_TEXT: Final = 440
"""Tokens that can be aligned at most: Whisper's context, less its own marks."""


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

    def encode(self, pieces: Iterable[Samples]) -> Iterator["OpenAIBatch"]:
        """Encode pieces of at most 30 s, in order, one at a time."""
        for samples in pieces:
            yield OpenAIBatch(self._model, samples)


class OpenAIBatch:
    """One encoded piece; a batch for the other engine is more."""

    def __init__(self, model: Any, samples: Samples) -> None:  # noqa: ANN401  (whisper.model.Whisper, imported late)
        import torch
        import whisper

        padded = whisper.pad_or_trim(samples)
        mel = whisper.log_mel_spectrogram(padded, n_mels=model.dims.n_mels)
        self._model = model
        self._mel = mel.to(model.device)
        self._frames = min(mel.shape[-1], len(samples) // whisper.audio.HOP_LENGTH)
        with torch.no_grad():
            self._encoded = model.embed_audio(self._mel[None])[0]

    def write(self, language: str) -> list[str]:
        """Write down what is said, by beam search."""
        return [self._written(None, language)]

    def passes(
        self, prompts: Sequence[str], language: str
    ) -> tuple[list[str], list[tuple[str, ...]]]:
        """Write, then imitate: torch uses all cores for each."""
        return self.write(language), self.imitate(prompts, language)

    def imitate(self, prompts: Sequence[str], language: str) -> list[tuple[str, ...]]:
        """Write down what is said in the manner of each prompt, greedily."""
        return [tuple(self._written(prompt, language) for prompt in prompts)]

    def _written(self, prompt: str | None, language: str) -> str:
        import torch

        # The fallback samples: the same sound must give the same words.
        torch.manual_seed(0)
        tried = []
        for temperature in TEMPERATURES:
            beam = BEAM if prompt is None and temperature == 0 else None
            result = self._decode(prompt, language, temperature, beam)
            tried.append(result)
            if not result.text.strip() or not _doubtful(result):
                return str(result.text).strip()
        calm = [r for r in tried if r.compression_ratio <= MOST_REPETITIVE]
        best = max(calm or tried, key=lambda result: result.avg_logprob)
        return str(best.text).strip()

    def _decode(
        self, prompt: str | None, language: str, temperature: float, beam: int | None
    ) -> Any:  # noqa: ANN401  (whisper.DecodingResult, imported late)
        from whisper import DecodingOptions, decode

        options = DecodingOptions(
            language=self._language(language),
            prompt=prompt,
            temperature=temperature,
            beam_size=beam,
            without_timestamps=True,
            fp16=False,
        )
        return decode(self._model, self._encoded, options)

    def align(self, texts: Sequence[str], language: str) -> list[tuple[Word, ...]]:
        """Give each text's words their times, in seconds from the piece's start."""
        from whisper.timing import find_alignment
        from whisper.tokenizer import get_tokenizer

        tokenizer = get_tokenizer(
            self._model.is_multilingual,
            num_languages=self._model.num_languages,
            language=self._language(language),
            task="transcribe",
        )
        aligned = []
        for text in texts:
            tokens = tokenizer.encode(" " + text)[:LONGEST_TEXT] if text else []
            timed = find_alignment(
                self._model, tokenizer, tokens, self._mel, self._frames
            )
            aligned.append(spoken_words([vars(word) for word in timed]))
        return aligned

    def languages(self) -> list[Mapping[str, float]]:
        """Give the probability of each language by its two-letter code."""
        if not self._model.is_multilingual:
            return [{"en": 1.0}]
        _, ranked = self._model.detect_language(self._encoded)
        return [ranked]

    def _language(self, language: str) -> str:
        return language if self._model.is_multilingual else "en"


def _doubtful(result: Any) -> bool:  # noqa: ANN401  (whisper.DecodingResult)
    return bool(
        result.compression_ratio > MOST_REPETITIVE or result.avg_logprob < LEAST_LIKELY
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
