"""What is known about single words: their syllables, and how common they are.

The one door of textstat and of wordfreq; both are loaded on first use.
"""

import functools
import re
import warnings
from collections.abc import Callable

from voicecoach.numerals import acronym, spoken

_LETTER_W = 3  # double-u; the name of every other letter is one syllable

_SILENT = tuple(
    re.compile(pattern)
    for pattern in (
        # code, whole; not table, the, three
        r"(?:[^aeiouy']|[aeou])e$(?<![^aeiouy']le)(?<!^[^aeiouy]e)"
        r"(?<!^[^aeiouy][^aeiouy]e)(?<![aeiouy][aeiouy])|[lr][lr]e$",
        # changed; not wanted, handled, bed
        r"[^aeiouytd]ed$(?<![^aeiouylr][lr]ed)(?<!^[^aeiouy]ed)",
        # makes; not cases, tables, wishes
        r"(?:[^aeiouysxzcg]|[^cs]h)es$(?<![^aeiouylrw][lr]es)(?<![cs]hes)",
        # careful, statement, sometimes, safety
        r"[aeiouy][^aeiouy]+e(?:ly|less|ness|ful|fully|ments?|mental|where|thing|body"
        r"|times?|works?|side|lines?|base[ds]?|some|man|men|wood|house|land|port|fore)$"
        r"|[fv]ety$|ne(?:ty|teen)$",
        # basically
        r"ically$",
    )
)
_HIATUS = tuple(
    re.compile(pattern)
    for pattern in (
        r"[^cgtsxaeou]i(?:a|u|o(?!u))",  # media, period; not social, option
        r"[lrvdnb]iou",  # serious; not cautious
        r"(?:[cs]i|ti|gi)a(?:t|$)",  # associate
        r"(?:^|[^aeictshflk])ie(?=t|n[ct])|cie(?=t[yi])|^[a-z]{0,2}ie(?=nt|nc|t)",
        r"[^qgaeo]ua",  # actual; not quality
        r"[^qgaeo]u(?:ou|i(?=ty|ties|n|t[ai]))",  # continuous, ambiguity
        r"eo(?![ur]|p[lu])|[^aeou]uou",  # video; not people
        r"(?:[aeou]|[^aeiou]y)(?<!q)(?<!qu)i(?=ng)",  # going, studying
        r"creat(?=e|i|o)|rea(?=ct|lit|liz)|ria(?=ble)|deal$(?<=ideal)",
        r"[aeiou]y(?=[aeiou])(?!ed$|es?$|or$)",  # player; not played
        r"[aeiouy][^aeiouy]+ea(?=s?$|n$)",  # idea, area; not sea
        r"[aeiou]sms?$|thms?$",  # prism, rhythm, algorithm
        r"ue(?=nc|nt|l|t$)(?<![qg]ue)",  # fluent; not request
        r"oe(?=[tm])",  # poet
        r"[dst]n't$",  # didn't; not don't
        # could've, it'll; not they've, there'll
        r"(?:[bcdfgklmnprstvz]|[aeiou][bcdfgklmnprstvz]e)'(?:ve|d|ll)$"
        r"(?<!re've)(?<!here'd)(?<!here'll)",
        r"(?:[sxz]|[cs]h|[cg]e|se)'s$",  # Max's, the boss's
        r"tio(?=s?$)",  # ratio; not ration
        r"[aeiou][rn]ie(?=r$)",  # earlier
    )
)
_COMMON = {
    # Too common to be wrong by one, and against the rules above.
    **dict.fromkeys(("our", "one's", "there's", "they're", "here's"), 1),
    **dict.fromkeys(("aren't", "weren't", "league", "tongue"), 1),
    **dict.fromkeys(("every", "business", "maybe", "someone", "colleague"), 2),
    **dict.fromkeys(("colleagues", "hundred", "zero", "hero", "unique"), 2),
    **dict.fromkeys(("technique", "techniques", "dialogue", "python", "senior"), 2),
    **dict.fromkeys(("junior", "household", "lifestyle", "baseline", "facebook"), 2),
    **dict.fromkeys(("marriage", "fashion", "surgeon", "restaurant"), 2),
    **dict.fromkeys(("everything", "businesses", "anyone", "everyone", "theory"), 3),
    **dict.fromkeys(("museum", "element", "elements", "implement", "recipe"), 3),
    **dict.fromkeys(("everyday", "everywhere", "familiar", "behavior"), 3),
    **dict.fromkeys(("behaviour", "restaurants", "fluently", "separate"), 3),
    **dict.fromkeys(("experience", "everybody", "superior"), 4),
    **dict.fromkeys(("material", "materials", "implemented", "variable"), 4),
    **dict.fromkeys(("experienced", "implementing"), 4),
    **dict.fromkeys(("experiences", "laboratory"), 5),
}


def load() -> None:
    """Load the libraries of words now, so that the first question does not wait."""
    syllables("interview")
    zipf("interview")


@functools.cache
def syllables(word: str) -> int:
    """Count the syllables of a word as it is spoken.

    Numbers and acronyms count as they are read out. Otherwise the larger of two
    estimates counts: textstat's, whose hyphenation patterns miss boundaries but rarely
    invent one, and vowel groups corrected for silent and for separate vowels.

    Returns
    -------
    int
        At least 1 for anything with a letter or a digit, else 0.

    Examples
    --------
    >>> [syllables(word) for word in ("university", "AI,", "90%", "2019", "—")]
    [5, 2, 4, 4, 0]
    """
    return sum(
        _letters(part) if acronym(part) else _of_word(part.lower())
        for part in spoken(word)
    )


@functools.cache
def zipf(word: str) -> float:
    """Say how common a word is in English, on the Zipf scale.

    Returns
    -------
    float
        Log10 of its uses in a billion words: about 7 for "the", 4 for "algorithm",
        under 3 for rare words, 0 for words that were never seen (Speer, wordfreq).

    Examples
    --------
    >>> zipf("the") > 7 > zipf("table") > zipf("regularization") > 0
    True
    """
    from wordfreq import zipf_frequency

    return float(zipf_frequency(word, "en"))


def _letters(acronym: str) -> int:
    """Count the syllables of an acronym that is read letter by letter."""
    return sum(_LETTER_W if letter == "W" else letter.isupper() for letter in acronym)


def _of_word(word: str) -> int:
    if (known := _COMMON.get(word)) is not None:
        return known
    return max(1, _vowel_groups(word), hyphenated(word))


def _vowel_groups(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = sum(len(pattern.findall(word)) for pattern in _SILENT)
    separate = sum(len(pattern.findall(word)) for pattern in _HIATUS)
    return groups - silent + separate


def hyphenated(word: str) -> int:
    """Count syllables with textstat alone, from hyphenation patterns."""
    return _textstat()(word)


@functools.cache
def _textstat() -> Callable[[str], int]:
    with warnings.catch_warnings():
        # textstat imports pkg_resources, which warns of its own end.
        warnings.simplefilter("ignore")
        import textstat
    count: Callable[[str], int] = textstat.textstat.syllable_count
    return count
