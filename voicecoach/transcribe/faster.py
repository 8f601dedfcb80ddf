"""Whisper through faster-whisper (CTranslate2): int8 on the processor, or the GPU.

The one door of faster-whisper's recogniser. A batch of pieces is encoded once, and the
same encoder output serves every prompt, the times of the words and the language.

A decoder writes one token after the other and keeps few cores busy. So the cores are
shared by workers, and what does not wait for another's result is done side by side; the
numbers are the same.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from voicecoach.errors import ModelError
from voicecoach.spelling import spoken_words
from voicecoach.types import Samples, Word
from voicecoach.weights import Weights

BATCH: Final = 2
"""Pieces decoded together: more gain nothing and cost memory."""

WORKERS: Final = 2
"""Passes done side by side: there are two, the clean one and the prompted one."""

WINDOW: Final = 3000
"""Frames of 10 ms that Whisper was trained on: sound, then silence up to 30 s."""

SHORT_WINDOW: Final = 2000
"""Frames that are enough for a piece of 15 s: the 5 s of silence tell the model where
the sound ends (with much less it does not see it), the words are as right as in the
whole window, and encoding takes less than half the time."""

LEAST_SILENCE: Final = 500
"""Frames of silence after the sound without which the whole window is taken."""

BEAM: Final = 5
"""Width of the beam search: faster-whisper's default."""

MOST_REPETITIVE: Final = 2.4
"""Compression ratio of a text that loops: Whisper's own limit."""

LOOP: Final = 3
"""Tokens in a row that may not come again when a text that looped is decoded anew.

Whisper samples at rising temperatures instead, also where a text is unlikely.
CTranslate2 cannot be made to sample the same twice; and of 157 pieces, the 7 unlikely
ones kept their first text in the end, as the likeliest of all that was tried.
"""

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
        self._workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="whisper")

    def encode(self, pieces: Iterable[Samples]) -> Iterator["FasterBatch"]:
        """Encode pieces of at most 30 s, in order, a few at a time."""
        from faster_whisper.audio import pad_or_trim

        extract = self._model.feature_extractor
        waiting = iter(pieces)
        while batch := list(islice(waiting, BATCH)):
            frames = [min(WINDOW, len(s) // extract.hop_length) for s in batch]
            short = max(frames) <= SHORT_WINDOW - LEAST_SILENCE
            width = SHORT_WINDOW if short else WINDOW
            spectra = [pad_or_trim(extract(s), width) for s in batch]
            # One in a call: the attention over several leaves the processor's cache.
            encoded = self._workers.map(partial(_encoded, self._model), spectra)
            found = np.concatenate(list(encoded))
            yield FasterBatch(self._model, self._workers, found, frames)


class FasterBatch:
    """Some encoded pieces: shape (n, states, width), and how many frames are sound."""

    def __init__(
        self,
        model: Any,  # noqa: ANN401  (faster_whisper.WhisperModel, imported late)
        workers: ThreadPoolExecutor,
        encoded: NDArray[np.float32],
        frames: Sequence[int],
    ) -> None:
        self._model = model
        self._workers = workers
        self._encoded = encoded
        self._frames = list(frames)

    def write(self, language: str) -> list[str]:
        """Write down what is said, by beam search."""
        decoder = _Decoder(self._model, self._tokenizer(language))
        return decoder.sure(self._encoded, BEAM)

    def passes(
        self, prompts: Sequence[str], language: str
    ) -> tuple[list[str], list[tuple[str, ...]]]:
        """Write, and imitate beside it."""
        imitated = self._workers.submit(self.imitate, prompts, language)
        return self.write(language), imitated.result()

    def imitate(self, prompts: Sequence[str], language: str) -> list[tuple[str, ...]]:
        """Write down what is said in the manner of each prompt, greedily.

        All prompts are decoded together, which needs histories of one length: the
        longer ones lose their beginning. A text that loops is empty.
        """
        tokenizer = self._tokenizer(language)
        said = [tokenizer.encode(" " + prompt) for prompt in prompts]
        length = min(map(len, said))
        count = len(self._frames)
        texts = _Decoder(self._model, tokenizer).prompted(
            np.concatenate([self._encoded] * len(prompts)),
            [tokens[-length:] for tokens in said for _ in range(count)],
        )
        return [tuple(texts[i::count]) for i in range(count)]

    def align(self, texts: Sequence[str], language: str) -> list[tuple[Word, ...]]:
        """Give each text's words their times, in seconds from the piece's start."""
        tokenizer = self._tokenizer(language)
        tokens = [
            tokenizer.encode(" " + text)[: 2 * LONGEST_TEXT - 8] if text else []
            for text in texts
        ]
        timed = self._model.find_alignment(
            tokenizer, tokens, _view(self._encoded), self._frames
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
            for ranked in self._model.model.detect_language(_view(self._encoded))
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
    """Decodes encoded pieces after their histories."""

    def __init__(self, model: Any, tokenizer: Any) -> None:  # noqa: ANN401  (faster_whisper's types)
        self._model = model
        self._tokenizer = tokenizer

    def sure(self, encoded: NDArray[np.float32], beam: int) -> list[str]:
        """Decode each piece without a history; one that loops is decoded again."""
        start = self._start([])
        results = self._generate(encoded, [start] * len(encoded), {"beam_size": beam})
        return [
            self._again(encoded[i : i + 1], start, beam)
            if self._loops(result)
            else self._text(result)
            for i, result in enumerate(results)
        ]

    def prompted(
        self, encoded: NDArray[np.float32], histories: Sequence[list[int]]
    ) -> list[str]:
        """Decode each piece after its history, greedily; histories have one length."""
        starts = [self._start(history) for history in histories]
        results = self._generate(encoded, starts, {"beam_size": 1})
        return ["" if self._loops(result) else self._text(result) for result in results]

    def _start(self, history: list[int]) -> list[int]:
        tokens: list[int] = self._model.get_prompt(
            self._tokenizer, history, without_timestamps=True
        )
        return tokens

    def _again(self, encoded: NDArray[np.float32], start: list[int], beam: int) -> str:
        """Decode one piece so that nothing can come round again."""
        options = {"beam_size": beam, "no_repeat_ngram_size": LOOP}
        return self._text(*self._generate(encoded, [start], options))

    def _generate(
        self,
        encoded: NDArray[np.float32],
        starts: list[list[int]],
        options: dict[str, Any],
    ) -> list[Any]:
        return list(
            self._model.model.generate(
                _view(encoded),
                starts,
                max_length=len(starts[0]) + LONGEST_TEXT,
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

    def _loops(self, result: Any) -> bool:  # noqa: ANN401  (ctranslate2's result)
        from faster_whisper.transcribe import get_compression_ratio

        text = self._text(result)
        return bool(text) and get_compression_ratio(text) > MOST_REPETITIVE


def _encoded(model: Any, mel: NDArray[np.float32]) -> NDArray[np.float32]:  # noqa: ANN401  (WhisperModel, imported late)
    """Encode one spectrum (mels, frames); the result is in the processor's memory."""
    return np.asarray(model.model.encode(_view(mel[None]), to_cpu=True))


def _view(array: NDArray[np.float32]) -> Any:  # noqa: ANN401  (ctranslate2.StorageView)
    import ctranslate2

    return ctranslate2.StorageView.from_array(np.ascontiguousarray(array))


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
            cpu_threads=max(1, (os.cpu_count() or 1) // WORKERS),
            num_workers=WORKERS,
            local_files_only=True,
        )
    except (RuntimeError, ValueError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise ModelError(
            f"The model {weights.name} cannot be loaded ({reason}).",
            "Run `voicecoach models verify`.",
        ) from error
