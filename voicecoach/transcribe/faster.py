"""Whisper through faster-whisper (CTranslate2): int8 on the processor, or the GPU.

The one door of faster-whisper's recogniser. A batch of pieces is encoded once, and the
same encoder output serves every prompt, the times of the words and the language.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from voicecoach.errors import ModelError
from voicecoach.spelling import spoken_words
from voicecoach.types import Samples, Word
from voicecoach.weights import Weights

BATCH: Final = 4
"""Pieces decoded together: more gain nothing on two cores and cost memory."""

WINDOW: Final = 3000
"""Frames of 10 ms that Whisper sees at once."""

LEAST_SILENCE: Final = 500
"""Frames of silence that a short context leaves after the sound. With fewer, Whisper
does not find the end; with the whole window the encoder takes four times as long."""

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

    With ``brief``, the encoder sees a few seconds of silence after each piece and not
    the rest of 30 s: for second opinions, a good deal faster and a little less exact.

    Raises
    ------
    ModelError
        The files do not make a model that CTranslate2 can load.
    """

    name = "faster-whisper"

    def __init__(self, weights: Weights, *, brief: bool = False) -> None:
        self.model = weights.name
        self._model = _load(weights)
        self._brief = brief

    def encode(self, pieces: Iterable[Samples]) -> Iterator["FasterBatch"]:
        """Encode pieces of at most 30 s, in order, a few at a time."""
        from faster_whisper.audio import pad_or_trim

        extract = self._model.feature_extractor
        waiting = iter(pieces)
        while batch := list(islice(waiting, BATCH)):
            frames = [min(WINDOW, len(s) // extract.hop_length) for s in batch]
            width = WINDOW
            if self._brief:
                # The encoder halves the frames, so their number must be even.
                width = min(WINDOW, 2 * ((max(frames) + LEAST_SILENCE + 1) // 2))
            mels = np.stack([pad_or_trim(extract(s), width) for s in batch])
            yield FasterBatch(self._model, mels, frames)


class FasterBatch:
    """Some encoded pieces: their spectra (n, mels, frames) and how much is sound."""

    def __init__(
        self,
        model: Any,  # noqa: ANN401  (faster_whisper.WhisperModel, imported late)
        mels: NDArray[np.float32],
        frames: Sequence[int],
    ) -> None:
        self._model = model
        self._mels = mels
        self._frames = list(frames)
        self._encoded = model.encode(mels)

    def write(self, prompt: str | None, language: str) -> list[str]:
        """Write down what is said; by beam search, and greedily with a prompt."""
        tokenizer = self._tokenizer(language)
        history = [] if prompt is None else tokenizer.encode(" " + prompt)
        decoder = _Decoder(self._model, tokenizer, history)
        texts = decoder.texts(
            self._encoded, len(self._frames), BEAM if prompt is None else 1
        )
        return [
            decoder.again(self._model.encode(self._mels[i])) if text is None else text
            for i, text in enumerate(texts)
        ]

    def align(self, texts: Sequence[str], language: str) -> list[tuple[Word, ...]]:
        """Give each text's words their times, in seconds from the piece's start."""
        tokenizer = self._tokenizer(language)
        tokens = [
            tokenizer.encode(" " + text)[: 2 * LONGEST_TEXT - 8] if text else []
            for text in texts
        ]
        timed = self._model.find_alignment(
            tokenizer, tokens, self._encoded, self._frames
        )
        return [
            spoken_words(words) if text else ()
            for text, words in zip(texts, timed, strict=True)
        ]

    def languages(self) -> list[Mapping[str, float]]:
        """Give the probability of each language by its two-letter code."""
        if not self._model.model.is_multilingual:
            return [{"en": 1.0} for _ in self._frames]
        return [
            {token[2:-2]: float(probability) for token, probability in ranked}
            for ranked in self._model.model.detect_language(self._encoded)
        ]

    def _tokenizer(self, language: str) -> Any:  # noqa: ANN401  (faster_whisper's Tokenizer)
        from faster_whisper.tokenizer import Tokenizer

        multilingual = self._model.model.is_multilingual
        return Tokenizer(
            self._model.hf_tokenizer,
            multilingual,
            task="transcribe",
            language=language if multilingual else "en",
        )


class _Decoder:
    """Decodes encoder output after one history, with Whisper's fallback."""

    def __init__(self, model: Any, tokenizer: Any, history: list[int]) -> None:  # noqa: ANN401  (faster_whisper's types)
        self._model = model
        self._tokenizer = tokenizer
        self._start = model.get_prompt(tokenizer, history, without_timestamps=True)

    def texts(self, encoded: Any, count: int, beam: int) -> list[str | None]:  # noqa: ANN401  (ctranslate2.StorageView)
        """Decode a batch; None where the result loops or is unlikely."""
        results = self._generate(encoded, count, {"beam_size": beam})
        return [None if self._doubtful(r) else self._text(r) for r in results]

    def again(self, encoded: Any) -> str:  # noqa: ANN401  (ctranslate2.StorageView)
        """Decode one piece at rising temperatures; keep the first good result."""
        import ctranslate2

        # The fallback samples: the same sound must give the same words.
        ctranslate2.set_random_seed(0)
        tried = [self._generate(encoded, 1, {"beam_size": BEAM})[0]]
        for temperature in TEMPERATURES:
            sampling = {"sampling_topk": 0, "sampling_temperature": temperature}
            result = self._generate(encoded, 1, {"beam_size": 1, **sampling})[0]
            if not self._doubtful(result):
                return self._text(result)
            tried.append(result)
        calm = [r for r in tried if self._repetition(r) <= MOST_REPETITIVE]
        return self._text(max(calm or tried, key=lambda result: result.scores[0]))

    def _generate(self, encoded: Any, count: int, options: dict[str, Any]) -> list[Any]:  # noqa: ANN401  (ctranslate2's types)
        return list(
            self._model.model.generate(
                encoded,
                [self._start] * count,
                max_length=len(self._start) + LONGEST_TEXT,
                return_scores=True,
                suppress_blank=True,
                suppress_tokens=[-1],
                **options,
            )
        )

    def _text(self, result: Any) -> str:  # noqa: ANN401  (ctranslate2's result)
        end = self._tokenizer.eot
        tokens = [token for token in result.sequences_ids[0] if token < end]
        return str(self._tokenizer.decode(tokens)).strip()

    def _repetition(self, result: Any) -> float:  # noqa: ANN401  (ctranslate2's result)
        from faster_whisper.transcribe import get_compression_ratio

        text = self._text(result)
        return float(get_compression_ratio(text)) if text else 0.0

    def _doubtful(self, result: Any) -> bool:  # noqa: ANN401  (ctranslate2's result)
        return bool(self._text(result)) and (
            self._repetition(result) > MOST_REPETITIVE
            or result.scores[0] < LEAST_LIKELY
        )


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
            cpu_threads=os.cpu_count() or 0,
            local_files_only=True,
        )
    except (RuntimeError, ValueError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise ModelError(
            f"The model {weights.name} cannot be loaded ({reason}).",
            "Run `voicecoach models verify`.",
        ) from error
