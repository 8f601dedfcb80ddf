"""Hold the words against the sound: pull their times to it, drop what is not in it.

Whisper invents text in silence and noise, loops, and signs off with phrases from
subtitles. A phrase list alone leaks; here a word must have speech under it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from voicecoach.spelling import bare_word
from voicecoach.thresholds import PAUSE
from voicecoach.types import Acoustics, Span, Word

REACH: Final = 0.3
"""Seconds that a word's time may be off and still have its sound."""

LOOP: Final = 4
"""The same stretch of words this often in a row is a loop of the recogniser's ..."""

LOOP_LONGEST: Final = 8
"""... if the stretch has at most so many words."""

SHORTEST: Final = 0.05
"""Seconds that a word lasts at least."""

SIGN_OFFS: Final = (
    "thank you for watching",
    "thanks for watching",
    "thank you so much for watching",
    "thank you very much for watching",
    "please subscribe",
    "please like and subscribe",
    "subtitles by the amara org community",
    "see you in the next video",
    "i'll see you in the next video",
)
"""What Whisper writes at the end of videos: nobody says it in an interview."""


@dataclass(frozen=True, slots=True)
class Grounded:
    """The words that have sound, how many had none, and what the reader is told."""

    words: tuple[Word, ...]
    invented: int
    warnings: tuple[str, ...]


def ground(words: Sequence[Word], acoustics: Acoustics) -> Grounded:
    """Keep the words that can be heard, with their times pulled to the sound."""
    phrases = _phrases(acoustics.speech_spans)
    kept = [pulled for word in words if (pulled := _pull(word, phrases))]
    # A filler without sound comes of the prompt: no word of the speaker's is at stake.
    without_sound = _plain(words) - _plain(kept)
    looped = _without_loops(kept)
    final = _without_sign_off(looped)
    warnings = []
    if without_sound:
        warnings.append(_removed(without_sound, "with no speech under it"))
    if len(looped) < len(kept):
        warnings.append(_removed(len(kept) - len(looped), "of a loop"))
    if len(final) < len(looped):
        said = " ".join(word.text for word in looped[len(final) :])
        warnings.append(f"Removed a stock phrase that Whisper invents: “{said}”.")
    timed = _stretched(_no_overlap(final), phrases)
    invented = without_sound + len(kept) - len(final)
    return Grounded(_shared(timed), invented, tuple(warnings))


def _plain(words: Sequence[Word]) -> int:
    return sum(word.kind == "word" for word in words)


def _phrases(spans: Sequence[Span]) -> list[Span]:
    """Join the stretches of speech that no pause parts."""
    phrases: list[Span] = []
    for span in spans:
        if phrases and span.start - phrases[-1].end < PAUSE:
            phrases[-1] = Span(phrases[-1].start, span.end)
        else:
            phrases.append(span)
    return phrases


def _removed(count: int, why: str) -> str:
    noun = "word" if count == 1 else "words"
    return f"Removed {count} {noun} {why}: invented by the recogniser."


def _pull(word: Word, spans: Sequence[Span]) -> Word | None:
    """Clip a word to the speech that it covers most; None where there is none near."""
    if word.start is None or word.end is None:
        return word
    covered = [
        (min(word.end, span.end) - max(word.start, span.start), span)
        for span in spans
        if span.start < word.end and span.end > word.start
    ]
    if covered:
        _, span = max(covered, key=lambda found: found[0])
        start, end = max(word.start, span.start), min(word.end, span.end)
        return replace(word, start=round(start, 3), end=round(end, 3))
    near = [s for s in spans if _distance(word, s) <= REACH]
    if not near:
        return None
    span = min(near, key=lambda s: _distance(word, s))
    # The word was timed into the silence beside its sound: lay it on the near edge.
    length = min(word.end - word.start, span.duration, REACH)
    start = span.start if span.start >= word.end else span.end - length
    return replace(word, start=round(start, 3), end=round(start + length, 3))


def _distance(word: Word, span: Span) -> float:
    start, end = word.start or 0.0, word.end or 0.0
    return max(span.start - end, start - span.end, 0.0)


def _without_loops(words: list[Word]) -> list[Word]:
    """Keep one round of a stretch that is repeated again and again."""
    bare = [bare_word(word.text) for word in words]
    kept: list[Word] = []
    i = 0
    while i < len(words):
        size, rounds = _loop_at(bare, i)
        if rounds >= LOOP:
            kept.extend(words[i : i + size])
            i += size * rounds
        else:
            kept.append(words[i])
            i += 1
    return kept


def _loop_at(bare: Sequence[str], i: int) -> tuple[int, int]:
    """Give the length of the stretch repeated from here on, and how often it stands."""
    best = (1, 1)
    for size in range(1, LOOP_LONGEST + 1):
        stretch = bare[i : i + size]
        rounds = 1
        while bare[i + rounds * size : i + (rounds + 1) * size] == stretch:
            rounds += 1
        if rounds >= LOOP and size * rounds > best[0] * best[1]:
            best = (size, rounds)
    return best


def _without_sign_off(words: list[Word]) -> list[Word]:
    text = [bare_word(word.text) for word in words]
    for phrase in SIGN_OFFS:
        end = phrase.split()
        if text[-len(end) :] == end:
            return words[: -len(end)]
    return words


def _no_overlap(words: Sequence[Word]) -> tuple[Word, ...]:
    """Let each word end where the next one starts, at the latest."""
    kept = list(words)
    for i in range(len(kept) - 1):
        start, end, following = kept[i].start, kept[i].end, kept[i + 1].start
        if start is None or end is None or following is None:
            continue
        if following < start:
            kept[i + 1] = replace(
                kept[i + 1], start=start, end=max(start, kept[i + 1].end or start)
            )
            following = start
        if end > following:
            kept[i] = replace(kept[i], end=following)
    return tuple(kept)


def _stretched(words: Sequence[Word], phrases: Sequence[Span]) -> tuple[Word, ...]:
    """Close the gaps that are no pauses: words follow each other without a break.

    Whisper's attention marks where a word is recognised, which is often short of
    where it ends. Within a phrase a word lasts until the next one starts, and the
    outer words reach the ends of the phrase, if these are near.
    """
    stretched = []
    for i, word in enumerate(words):
        if word.start is None or word.end is None:
            return tuple(words)
        middle = (word.start + word.end) / 2
        phrase = next((p for p in phrases if p.start <= middle <= p.end), None)
        if phrase is None:
            stretched.append(word)
            continue
        before, after = _bound(words, i - 1), _bound(words, i + 1)
        first = before is None or before.start < phrase.start >= before.end
        last = after is None or after.end > phrase.end <= after.start
        start, end = word.start, word.end
        if first and start - phrase.start <= REACH:
            start = phrase.start
        limit = phrase.end if last or after is None else after.start
        if limit - end <= REACH:
            end = max(end, limit)
        stretched.append(replace(word, start=start, end=end))
    return tuple(stretched)


def _bound(words: Sequence[Word], i: int) -> Span | None:
    if not 0 <= i < len(words):
        return None
    start, end = words[i].start, words[i].end
    return None if start is None or end is None else Span(start, end)


def _shared(words: Sequence[Word]) -> tuple[Word, ...]:
    """Give words that the recogniser put on one instant a part of the next one's time.

    The time is shared by their letters, so that each can be played.
    """
    shared: list[Word] = []
    waiting: list[Word] = []
    for word in words:
        waiting.append(word)
        start, end = waiting[0].start, word.end
        if start is None or end is None:
            return tuple(words)
        if end - start >= SHORTEST * len(waiting):
            shared.extend(_divided(waiting, start, end))
            waiting = []
    return (*shared, *waiting)


def _divided(words: Sequence[Word], start: float, end: float) -> Iterator[Word]:
    if len(words) == 1:
        yield words[0]
        return
    letters = sum(len(word.text) for word in words)
    for word in words:
        length = (end - start) * len(word.text) / letters
        yield replace(word, start=round(start, 3), end=round(start + length, 3))
        start, letters = start + length, letters - len(word.text)
