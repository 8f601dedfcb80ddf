"""The one door of spaCy: the grammar of what was said.

spaCy and its small English model are loaded on first use; nothing else of spaCy leaves
this module.
"""

import bisect
import contextlib
import functools
import importlib
import itertools
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from voicecoach.errors import ModelError
from voicecoach.types import Token, Word

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

WINDOW: Final = 600
"""Most words that are parsed at once, so that memory stays flat for hours of speech."""

_SENTENCE_END = re.compile(r"[.?!…][\"'”’)]*$")


def ends_sentence(text: str) -> bool:
    """Whether a word closes a sentence, as far as its punctuation says.

    Examples
    --------
    >>> ends_sentence("done."), ends_sentence("well,")
    (True, False)
    """
    return bool(_SENTENCE_END.search(text))


def load() -> None:
    """Load the English grammar now, so that the first ``parse`` does not wait for it.

    Raises
    ------
    ModelError
        If the pipeline is not there or cannot be loaded.
    """
    _load(_english())


def parse(words: Sequence[Word], *, model: Path | None = None) -> tuple[Token, ...]:
    """Parse the words of an answer; fillers are left out before.

    Parameters
    ----------
    words : sequence of Word
        The tokens of the transcript.
    model : Path, optional
        Folder of a spaCy pipeline; the installed English one unless said.

    Returns
    -------
    tuple of Token
        In order; ``word`` is an index into ``words``, and every word that is not a
        filler or blank has at least one token.

    Raises
    ------
    ModelError
        If the pipeline is not there or cannot be loaded.
    """
    said = [
        (index, text)
        for index, word in enumerate(words)
        if word.kind == "word" and (text := " ".join(word.text.split()))
    ]
    if not said:
        return ()
    pipeline = _load(_english() if model is None else model)
    tokens: list[Token] = []
    for window in _windows(words, said):
        doc = pipeline(" ".join(text for _, text in window))
        tokens += _tokens(doc, window, before=tokens)
    return tuple(tokens)


def _tokens(
    doc: "Doc", window: Sequence[tuple[int, str]], *, before: Sequence[Token]
) -> Iterator[Token]:
    """Turn one parsed window into our tokens, numbered on from those before it."""
    offset = len(before)
    sentence = before[-1].sentence + 1 if before else 0
    lengths = (len(text) + 1 for _, text in window)
    starts = list(itertools.accumulate(lengths, initial=0))
    for token in doc:
        if token.i and token.is_sent_start:
            sentence += 1
        place = bisect.bisect_right(starts, token.idx) - 1
        yield Token(
            text=token.text,
            lemma=token.lemma_,
            pos=token.pos_,
            tag=token.tag_,
            dep=token.dep_,
            head=offset + token.head.i,
            word=window[place][0],
            sentence=sentence,
        )


def _windows(
    words: Sequence[Word], said: Sequence[tuple[int, str]]
) -> Iterator[Sequence[tuple[int, str]]]:
    """Cut a long answer where a sentence ends or, failing that, at its longest gap."""
    first = 0
    while len(said) - first > WINDOW:
        places = range(first + WINDOW // 2, first + WINDOW)
        ends = [place for place in places if ends_sentence(said[place][1])]
        cut = ends[-1] if ends else max(places, key=lambda at: _gap(words, said, at))
        yield said[first : cut + 1]
        first = cut + 1
    yield said[first:]


def _gap(words: Sequence[Word], said: Sequence[tuple[int, str]], place: int) -> float:
    """Seconds between a word and the next; 0 without times."""
    end, start = words[said[place][0]].end, words[said[place + 1][0]].start
    return 0.0 if end is None or start is None else start - end


@functools.cache
def _english() -> Path:
    # Only parsing needs the weights; the rest of this module is free of them.
    from voicecoach.weights import spacy_model_path

    return spacy_model_path()


@functools.cache
def _load(path: Path) -> "Language":
    try:
        with _without_torch():
            importlib.import_module("thinc.compat")
        import spacy

        return spacy.load(path, exclude=["ner"])
    except (ImportError, OSError, ValueError) as error:
        raise ModelError(
            f"the English grammar model in {path} cannot be loaded ({error}).",
            "Run scripts/check, or install voicecoach again.",
        ) from error


@contextlib.contextmanager
def _without_torch() -> Iterator[None]:
    """Hide torch while thinc looks for it.

    thinc, below spaCy, imports torch wherever it is installed, which costs more than
    spaCy itself (1.2 s of 2.0); this pipeline never uses it.
    """
    if "torch" in sys.modules:
        yield
        return
    sys.modules["torch"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules["torch"]
