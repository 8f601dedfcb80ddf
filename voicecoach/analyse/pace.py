"""How fast: the speaking rate, the articulation rate, and the rate over time.

Two things that are often called words per minute: the speaking rate counts the words
over all the time they took; the articulation rate counts the syllables over the time
in which the mouth was busy with words, without silent pauses and filler sounds.
"""

from collections.abc import Iterator, Sequence

from voicecoach.analyse.rates import poisson_interval
from voicecoach.lexicon import syllables
from voicecoach.thresholds import PACE, SHORTEST_RATED
from voicecoach.types import Answer, Evidence, Fillers, Metric, Word, plain_words

Curve = tuple[tuple[float, float], ...]


def speaking_rate(answer: Answer) -> Metric:
    """Words a minute from the first word to the last; fillers are no words.

    The moments are the fastest and the slowest stretch, where the answer is long
    enough to have them.
    """
    spoken = answer.spoken
    count = sum(1 for _ in plain_words(answer.transcript))
    if spoken is None or spoken.duration < SHORTEST_RATED or not count:
        return Metric("speaking_rate", None, "words/min")
    scale = 60 / spoken.duration
    low, high = poisson_interval(count)
    note = f"{count} words in {spoken.duration:.1f} s"
    return Metric(
        "speaking_rate",
        round(count * scale, 2),
        "words/min",
        (round(low * scale, 2), round(high * scale, 2)),
        evidence=(Evidence(spoken.start, spoken.end, note), *_extremes(answer)),
    )


def _extremes(answer: Answer) -> Iterator[Evidence]:
    curve = pace_curve(answer)
    if len(curve) < 2:
        return
    half = PACE.window / 2
    for what, pick in (("fastest", max), ("slowest", min)):
        middle, value = pick(curve, key=lambda point: point[1])
        note = f"the {what} {PACE.window:.0f} s: {value:.0f} words/min"
        yield Evidence(round(middle - half, 3), round(middle + half, 3), note)


def pace_curve(answer: Answer) -> Curve:
    """Speaking rate over time: (middle of a window in s, words/min) at each step.

    Windows of 10 s lie whole inside the answer; a shorter answer has none.
    """
    spoken = answer.spoken
    if spoken is None or spoken.duration < PACE.window:
        return ()
    words = [word for _, word in plain_words(answer.transcript)]
    starts = []
    start = spoken.start
    while start + PACE.window <= spoken.end + 1e-9:
        starts.append(start)
        start += PACE.step
    return tuple(
        (
            round(at + PACE.window / 2, 3),
            round(_words_in(words, at) * 60 / PACE.window, 1),
        )
        for at in starts
    )


def _words_in(words: Sequence[Word], start: float) -> float:
    """Count words in a window, those across its ends by the part that is inside."""
    total = 0.0
    for word in words:
        first, last = word.start or 0.0, word.end or 0.0
        inside = min(last, start + PACE.window) - max(first, start)
        if inside > 0:
            total += inside / (last - first)
        elif first == last and start <= first < start + PACE.window:
            total += 1
    return total


def articulation_rate(answer: Answer, sounds: Fillers) -> Metric:
    """Syllables a second over the time without silent pauses and filler sounds."""
    spoken = answer.spoken
    if spoken is None or answer.pauses is None or spoken.duration < SHORTEST_RATED:
        return Metric("articulation_rate", None, "syllables/s")
    silent = sum(pause.end - pause.start for pause in answer.pauses)
    filled = sum(
        filler.end - filler.start
        for filler in sounds.counted
        if filler.start is not None and filler.end is not None
    )
    busy = spoken.duration - silent - filled
    count = sum(syllables(word.text) for _, word in plain_words(answer.transcript))
    if busy <= 0 or not count:
        return Metric("articulation_rate", None, "syllables/s")
    low, high = poisson_interval(count)
    note = f"{count} syllables in {busy:.1f} s of speech"
    return Metric(
        "articulation_rate",
        round(count / busy, 3),
        "syllables/s",
        (round(low / busy, 3), round(high / busy, 3)),
        evidence=(Evidence(spoken.start, spoken.end, note),),
    )
