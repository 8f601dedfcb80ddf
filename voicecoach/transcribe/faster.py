"""Whisper through faster-whisper (CTranslate2): int8 on the processor, or the GPU.

The one door of faster-whisper's recogniser. Each batch of pieces is encoded once, and
the same encoder output serves every prompt, the word times and the language.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from voicecoach.errors import ModelError
from voicecoach.spelling import spoken_words
from voicecoach.transcribe.engine import Decoded, Heard
from voicecoach.types import Samples
from voicecoach.weights import Weights

BATCH: Final = 4
"""Pieces decoded together: more gain nothing on two cores and cost memory."""

WINDOW: Final = 3000
"""Frames of 10 ms that Whisper sees at once."""

BEAM: Final = 5
"""Width of the beam search: faster-whisper's default."""

TEMPERATURES: Final = (0.2, 0.4, 0.6, 0.8, 1.0)
"""Tried in turn when a result loops or is unlikely: Whisper's own fallback."""

MOST_REPETITIVE: Final = 2.4
LEAST_LIKELY: Final = -1.0
"""Limits of that fallback, Whisper's own: compression ratio, mean log probability."""

LONGEST_TEXT: Final = 224
"""Tokens of one piece at most: half of Whisper's context, as it is trained."""


class FasterWhisper:
    """A Whisper model on CTranslate2.

    Raises
    ------
    ModelError
        The files do not make a model that CTranslate2 can load.
    """

    name = "faster-whisper"

    def __init__(self, weights: Weights) -> None:
        self.model = weights.name
        self._model = _load(weights)

    def decode(
        self, pieces: Iterable[Samples], prompts: Sequence[str | None], language: str
    ) -> Iterator[Heard]:
        """Decode pieces of at most 30 s in order, each once with every prompt."""
        decoder = _Decoder(self._model, language)
        for batch in self._batches(pieces):
            results = [decoder.run(batch, prompt) for prompt in prompts]
            languages = self._languages(batch)
            for i, passes in enumerate(zip(*results, strict=True)):
                yield Heard(passes, languages[i])

    def _languages(self, batch: "_Batch") -> list[dict[str, float]]:
        if not self._model.model.is_multilingual:
            return [{"en": 1.0}] * len(batch.frames)
        return [
            {token[2:-2]: float(probability) for token, probability in ranked}
            for ranked in self._model.model.detect_language(batch.encoded)
        ]

    def _batches(self, pieces: Iterable[Samples]) -> Iterator["_Batch"]:
        """Compute the spectra, filled up to 30 s, and encode them, some at a time."""
        from faster_whisper.audio import pad_or_trim

        extract = self._model.feature_extractor
        waiting = iter(pieces)
        while batch := list(islice(waiting, BATCH)):
            mels = np.stack([pad_or_trim(extract(samples)) for samples in batch])
            frames = [min(WINDOW, len(s) // extract.hop_length) for s in batch]
            yield _Batch(mels, frames, self._model.encode(mels))


@dataclass(frozen=True, slots=True, eq=False)
class _Batch:
    """Some pieces: their spectra (n, mels, 3000), frames of sound, encoder output."""

    mels: NDArray[np.float32]
    frames: Sequence[int]
    encoded: Any


class _Decoder:
    """Decodes encoded batches into words, in one language."""

    def __init__(self, model: Any, language: str) -> None:  # noqa: ANN401  (WhisperModel, imported late)
        from faster_whisper.tokenizer import Tokenizer

        multilingual = model.model.is_multilingual
        self._model = model
        self._tokenizer = Tokenizer(
            model.hf_tokenizer,
            multilingual,
            task="transcribe",
            language=language if multilingual else "en",
        )

    def run(self, batch: _Batch, prompt: str | None) -> list[Decoded]:
        """Decode a batch with one prompt; greedily with one, by beam search without."""
        start = self._start(prompt)
        options = {"beam_size": BEAM if prompt is None else 1}
        results = self._generate(batch.encoded, [start] * len(batch.frames), options)
        for i, result in enumerate(results):
            if self._doubtful(result):
                alone = self._model.encode(batch.mels[i])
                results[i] = self._again(alone, start, result)
        tokens = [self._text_tokens(result) for result in results]
        timed = self._model.find_alignment(
            self._tokenizer, tokens, batch.encoded, list(batch.frames)
        )
        return [
            Decoded(
                words=spoken_words(timed[i]),
                confidence=float(result.scores[0]),
                no_speech=float(result.no_speech_prob),
                repetition=self._repetition(result),
            )
            for i, result in enumerate(results)
        ]

    def _start(self, prompt: str | None) -> list[int]:
        history = [] if prompt is None else self._tokenizer.encode(" " + prompt)
        start: list[int] = self._model.get_prompt(
            self._tokenizer, history, without_timestamps=True
        )
        return start

    def _generate(
        self,
        encoded: Any,  # noqa: ANN401  (ctranslate2.StorageView, imported late)
        starts: list[list[int]],
        options: dict[str, Any],
    ) -> list[Any]:
        return list(
            self._model.model.generate(
                encoded,
                starts,
                max_length=len(starts[0]) + LONGEST_TEXT,
                return_scores=True,
                return_no_speech_prob=True,
                suppress_blank=True,
                suppress_tokens=[-1],
                **options,
            )
        )

    def _text_tokens(self, result: Any) -> list[int]:  # noqa: ANN401  (ctranslate2's result)
        return [t for t in result.sequences_ids[0] if t < self._tokenizer.eot]

    def _repetition(self, result: Any) -> float:  # noqa: ANN401  (ctranslate2's result)
        from faster_whisper.transcribe import get_compression_ratio

        text = self._tokenizer.decode(self._text_tokens(result))
        return float(get_compression_ratio(text)) if text.strip() else 0.0

    def _doubtful(self, result: Any) -> bool:  # noqa: ANN401  (ctranslate2's result)
        return bool(self._text_tokens(result)) and (
            self._repetition(result) > MOST_REPETITIVE
            or result.scores[0] < LEAST_LIKELY
        )

    def _again(self, encoded: Any, start: list[int], first: Any) -> Any:  # noqa: ANN401  (ctranslate2's values)
        """Decode again at rising temperatures; keep the first that is not doubtful."""
        import ctranslate2

        # The fallback samples: the same sound must give the same words.
        ctranslate2.set_random_seed(0)
        tried = [first]
        for temperature in TEMPERATURES:
            options = {
                "beam_size": 1,
                "sampling_topk": 0,
                "sampling_temperature": temperature,
            }
            result = self._generate(encoded, [start], options)[0]
            if not self._doubtful(result):
                return result
            tried.append(result)
        calm = [r for r in tried if self._repetition(r) <= MOST_REPETITIVE]
        return max(calm or tried, key=lambda result: result.scores[0])


def _load(weights: Weights) -> Any:  # noqa: ANN401  (WhisperModel, imported late)
    from faster_whisper import WhisperModel

    if weights.format != "ctranslate2":
        raise ModelError(
            f"The model {weights.name} is none of CTranslate2's.",
            "Take --engine openai-whisper.",
        )
    try:
        return WhisperModel(
            weights.name,
            device="auto",
            compute_type="int8",
            files=dict(weights.files),
            local_files_only=True,
        )
    except (RuntimeError, ValueError) as error:
        raise ModelError(
            f"The model {weights.name} cannot be loaded ({_first_line(error)}).",
            "Run `voicecoach models verify`.",
        ) from error


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
