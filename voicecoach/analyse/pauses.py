"""Silent pauses, from the sound; never from the gaps between a recogniser's words."""

import bisect
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from voicecoach.analyse.rates import rate
from voicecoach.lexicon import syllables
from voicecoach.spelling import bare_word
from voicecoach.thresholds import PAUSE
from voicecoach.types import (
    Acoustics,
    Answer,
    Evidence,
    Metric,
    Pause,
    Place,
    Span,
    Transcript,
    Word,
    plain_words,
)

CLAUSE_END: Final = ".?!,;:…—"
"""A word that ends in one of these ends a clause."""

CLAUSE_START: Final = frozenset(
    """and but so because or then if when while although though since unless until
    after before where which who that whereas however first second finally also plus
    cause 'cause well anyway""".split()
)
"""A clause may start with one of these: conjunctions and connectives."""


def silent_pauses(
    transcript: Transcript, acoustics: Acoustics | None
) -> tuple[Pause, ...] | None:
    """Find the silences of at least 0.25 s between the first and the last word.

    None where there is no sound, or where the words have no times. A pause lies
    between clauses where the word before it ends one or the word after it starts one.
    """
    words = transcript.words
    if acoustics is None or not words or not transcript.timed:
        return None
    first, last = words[0].start or 0.0, words[-1].end or 0.0
    spans = [s for s in acoustics.speech_spans if s.end > first and s.start < last]
    plain = [word for _, word in plain_words(transcript)]
    return tuple(
        Pause(before.end, after.start, place(before.end, after.start, plain))
        for before, after in pairwise(spans)
        # A hair of rounding must not decide.
        if after.start - before.end >= PAUSE - 1e-6
    )


def place(start: float, end: float, words: Sequence[Word]) -> Place:
    """Say whether a silence stands within a clause or between two."""
    middle = (start + end) / 2
    after = bisect.bisect_left([_middle(word) for word in words], middle)
    if after in (0, len(words)):
        return "between"
    if words[after - 1].text.rstrip("\"'”’)").endswith(tuple(CLAUSE_END)):
        return "between"
    following = bare_word(words[after].text)
    return "between" if following in CLAUSE_START else "within"


def _middle(word: Word) -> float:
    return ((word.start or 0.0) + (word.end or 0.0)) / 2


def pauses_within(answer: Answer) -> Metric:
    """Count the pauses within clauses, a minute."""
    if answer.pauses is None:
        return Metric("pauses_within", None, "/min")
    inside = [pause for pause in answer.pauses if pause.place == "within"]
    evidence = tuple(
        Evidence(p.start, p.end, f"{p.end - p.start:.2f} s of silence within a clause")
        for p in inside
    )
    return rate("pauses_within", answer, evidence)


def longest_pause(answer: Answer) -> Metric:
    """Measure the longest silence between the first and the last word, in s."""
    if answer.pauses is None:
        return Metric("longest_pause", None, "s")
    if not answer.pauses:
        return Metric("longest_pause", 0.0, "s")
    longest = max(answer.pauses, key=lambda pause: round(pause.end - pause.start, 2))
    length = round(longest.end - longest.start, 3)
    evidence = Evidence(longest.start, longest.end, f"{length:.2f} s of silence")
    return Metric("longest_pause", length, "s", evidence=(evidence,))


def phonation_ratio(answer: Answer) -> Metric:
    """Fraction of the time from the first word to the last that is not silence."""
    spoken = answer.spoken
    if answer.pauses is None or spoken is None or spoken.duration <= 0:
        return Metric("phonation_ratio", None, "ratio")
    silent = sum(pause.end - pause.start for pause in answer.pauses)
    ratio = round(max(0.0, 1 - silent / spoken.duration), 4)
    note = f"{silent:.1f} s of {spoken.duration:.1f} s are silent pauses"
    evidence = (Evidence(spoken.start, spoken.end, note),) if ratio else ()
    return Metric("phonation_ratio", ratio, "ratio", evidence=evidence)


def runs(answer: Answer) -> tuple[tuple[Span, int], ...]:
    """Find the runs of speech between pauses, and count the syllables of each."""
    spoken = answer.spoken
    if answer.pauses is None or spoken is None:
        return ()
    starts = [spoken.start, *(pause.end for pause in answer.pauses)]
    ends = [*(pause.start for pause in answer.pauses), spoken.end]
    counts = [0] * len(starts)
    for _, word in plain_words(answer.transcript):
        run = bisect.bisect_right(starts, _middle(word)) - 1
        counts[max(0, run)] += syllables(word.text)
    return tuple(
        (Span(start, end), count)
        for start, end, count in zip(starts, ends, counts, strict=True)
        if count
    )


def mean_run(answer: Answer) -> Metric:
    """Mean length of the runs between pauses, in syllables."""
    found = runs(answer)
    if not found:
        return Metric("mean_run", None, "syllables")
    mean = sum(count for _, count in found) / len(found)
    span, most = max(found, key=lambda run: run[1])
    longest = Evidence(span.start, span.end, f"the longest run: {most} syllables")
    return Metric("mean_run", round(mean, 2), "syllables", evidence=(longest,))


def longest_run(answer: Answer) -> Metric:
    """Measure the longest run of speech without a pause, in s."""
    found = runs(answer)
    if not found:
        return Metric("longest_run", None, "s")
    # Rounded, so that the first of equal runs is chosen wherever the recording starts.
    span = max((span for span, _ in found), key=lambda span: round(span.duration, 2))
    evidence = Evidence(span.start, span.end, f"{span.duration:.1f} s without a pause")
    return Metric("longest_run", round(span.duration, 3), "s", evidence=(evidence,))
