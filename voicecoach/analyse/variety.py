"""How varied the words of an answer are."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from voicecoach.analyse.usage import Speech
from voicecoach.lexicon import zipf
from voicecoach.types import Answer, Evidence, Metric

WINDOW: Final = 50
"""Words of one window; an answer of fewer words is too short to tell."""

_SHOWN: Final = 3  # words whose repetition is shown
_OFTEN: Final = 3  # uses from which a content word is repeated
_CONTENT: Final = frozenset(["NOUN", "VERB", "ADJ", "ADV", "PROPN"])
_FUNCTION_ZIPF: Final = 6.0  # without grammar, more common words carry little content


def lexical_variety(answer: Answer) -> Metric:
    """Measure lexical variety: the moving-average type-token ratio, 0 to 1.

    The mean share of different words over all windows of 50 words, which, unlike the
    plain ratio, does not fall as the answer gets longer (MATTR: Covington & McFall,
    Journal of Quantitative Linguistics 17(2), 2010). Fillers are left out.

    Returns
    -------
    Metric
        None under 50 words. Its evidence is the least varied window and every use of
        the content words that are said most.
    """
    speech = Speech.of(answer)
    words = speech.bares
    if len(words) < WINDOW:
        return Metric("lexical_variety", None, "ratio")
    types = _types_per_window(words)
    value = sum(types) / len(types) / WINDOW
    least = min(range(len(types)), key=types.__getitem__)
    note = f"the least varied {WINDOW} words: {types[least]} different ones"
    window = _evidence(speech, least, least + WINDOW - 1, note)
    repeated = _repeated(speech)
    return Metric(
        "lexical_variety", round(value, 4), "ratio", evidence=(window, *repeated)
    )


def _types_per_window(words: Sequence[str]) -> list[int]:
    """Count the different words of each window, sliding by one word."""
    inside = Counter(words[:WINDOW])
    types = [len(inside)]
    for left, entering in zip(words, words[WINDOW:], strict=False):
        inside[entering] += 1
        inside[left] -= 1
        if not inside[left]:
            del inside[left]
        types.append(len(inside))
    return types


def _repeated(speech: Speech) -> list[Evidence]:
    """Point at each use of the content words that are said most."""
    lemmas = [_content(speech, at) for at in range(len(speech.bares))]
    counts = Counter(lemma for lemma in lemmas if lemma)
    often = [word for word, uses in counts.most_common(_SHOWN) if uses >= _OFTEN]
    return [
        _evidence(speech, at, at, f"{lemma}: {counts[lemma]} times")
        for word in often
        for at, lemma in enumerate(lemmas)
        if lemma == word
    ]


def _content(speech: Speech, at: int) -> str:
    """Give the lemma of a content word; nothing for words that only bind others."""
    tokens = [
        token
        for token in speech.tokens.get(speech.places[at], ())
        if token.text.isalpha()
    ]
    word = speech.bares[at]
    if zipf(word) >= _FUNCTION_ZIPF:
        return ""
    if not tokens:
        return word
    return tokens[0].lemma.lower() if tokens[0].pos in _CONTENT else ""


def _evidence(speech: Speech, first: int, last: int, note: str) -> Evidence:
    start = speech.words[speech.places[first]].start
    end = speech.words[speech.places[last]].end
    return Evidence(start, end, note)
