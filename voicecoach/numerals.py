"""Numbers, symbols and acronyms as they are read out."""

import re

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))
_SYMBOLS = {
    "%": "percent",
    "+": "plus",
    "&": "and",
    "@": "at",
    "=": "equals",
    "#": "sharp",
    "°": "degrees",
}
_MONEY = {"$": "dollars", "€": "euros", "£": "pounds"}
_SUFFIXES = {"k": "k", "m": "million", "b": "billion", "x": "times", "s": "s"}
_LARGEST = 10**12  # longer numbers are read digit by digit

# Said as words although they are written in capitals.
_WORDS = frozenset(
    "NASA RAM ROM GAN GANS BERT LASSO SAAS JSON RAG ADAM LORA GIF JPEG ROUGE BLEU OK "
    "COVID SOTA SMOTE ONNX CRUD REST SCRUM".split()
)
_FAMILIAR = frozenset(
    "THE AND FOR BUT NOT YOU ARE WAS HIS HER SHE ALL CAN HAD HAS ONE OUR OUT WHO DID "
    "GET HIM HOW NEW NOW OLD SEE TWO WAY ITS SAY USE IF IN IS IT OF ON OR SO TO UP WE "
    "BY DO GO HE ME MY NO AM AN AS AT BE".split()
)

_TOKEN = re.compile(
    r"(?P<money>[$€£])?(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"(?P<suffix>%|st|nd|rd|th|[kKmMbBxs])?(?![A-Za-z])"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<symbol>[%+&@=#°])"
)


def spoken(text: str) -> list[str]:
    """Split a token of a transcript into the words it is read out as.

    Examples
    --------
    >>> spoken("$2,500."), spoken("2019"), spoken("3.5x"), spoken("well-known")
    (['two', 'thousand', 'five', 'hundred', 'dollars'], ['twenty', 'nineteen'], \
['three', 'point', 'five', 'times'], ['well', 'known'])
    """
    words: list[str] = []
    # An acronym's dots are not read: "U.S." is "US".
    joined = re.sub(r"\b([A-Za-z])\.(?=[A-Za-z]\b)", r"\1", text)
    for match in _TOKEN.finditer(joined):
        if match["number"]:
            words += _read(match["number"].replace(",", ""), match["suffix"] or "")
            if match["money"]:
                words.append(_MONEY[match["money"]])
        elif match["word"]:
            words.append(match["word"].replace("’", "'"))
        else:
            words.append(_SYMBOLS[match["symbol"]])
    return words


def acronym(word: str) -> bool:
    """Whether a word is read letter by letter.

    Examples
    --------
    >>> [acronym(word) for word in ("API", "LLMs", "NASA", "I", "Python", "SHAPE")]
    [True, True, False, False, False, False]
    """
    stem = word.removesuffix("'s").removesuffix("s")
    if not (2 <= len(stem) <= 5 and stem.isupper() and stem.isalpha()):
        return False
    if word.upper() in _WORDS or stem in _WORDS or stem in _FAMILIAR:
        return False
    return len(stem) <= 3 or not re.search("[AEIOU]", stem)


def _read(number: str, suffix: str) -> list[str]:
    whole, _, decimals = number.partition(".")
    words = _year(whole) or cardinal(int(whole)) if len(whole) < 13 else _digits(whole)
    if decimals:
        words = [*words, "point", *_digits(decimals)]
    if suffix in {"st", "nd", "rd", "th"}:
        return [*words[:-1], _ordinal(words[-1])]
    if suffix == "%":
        return [*words, "percent"]
    if suffix == "s":  # the 90s, the 2010s
        return [*words[:-1], words[-1].removesuffix("y") + "ies"]
    return [*words, _SUFFIXES[suffix.lower()]] if suffix else words


def _year(digits: str) -> list[str]:
    """Read four digits as a year where they look like one: 1998, 2019; not 2000."""
    if not re.fullmatch(r"1[1-9]\d\d|20[1-9]\d", digits):
        return []
    century, rest = divmod(int(digits), 100)
    if rest == 0:
        return [*cardinal(century), "hundred"]
    tail = ["oh", *cardinal(rest)] if rest < 10 else cardinal(rest)
    return [*cardinal(century), *tail]


def cardinal(number: int) -> list[str]:
    """Read a whole number.

    Examples
    --------
    >>> cardinal(1042)
    ['one', 'thousand', 'forty', 'two']
    """
    if number >= _LARGEST:
        return _digits(str(number))
    if number < 20:
        return [_ONES[number]]
    if number < 100:
        tens, ones = divmod(number, 10)
        return [_TENS[tens], *([_ONES[ones]] if ones else [])]
    scale, name = next(pair for pair in _SCALES if number >= pair[0])
    count, rest = divmod(number, scale)
    return [*cardinal(count), name, *(cardinal(rest) if rest else [])]


def _digits(digits: str) -> list[str]:
    return [_ONES[int(digit)] for digit in digits]


def _ordinal(word: str) -> str:
    irregular = {"one": "first", "two": "second", "three": "third", "five": "fifth"}
    if word in irregular:
        return irregular[word]
    if word.endswith("y"):
        return word.removesuffix("y") + "ieth"
    return word + "th"
