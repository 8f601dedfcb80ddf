"""Where words start and end, against times that somebody else gave them."""

from collections.abc import Sequence
from typing import Final

from scripts.measuring.arithmetic import pairs, quantile
from scripts.measuring.corpora import REAL, TIMED, Clip
from scripts.measuring.listeners import OURS, Listeners, watched
from scripts.measuring.tables import Measured, milliseconds, table
from voicecoach.spelling import bare_word, filler_sound
from voicecoach.types import Word

ABOUT: Final = """\
Distance of the starts and ends of words from the true ones, on words that were
recognised as they were said (filler sounds left out). The one real recording with
word times is 26 seconds of one man, its times made by forced alignment; those of the
samples come from the computer voice itself."""


def measure(listeners: Listeners, clips: Sequence[Clip]) -> Measured:
    """Measure how far word boundaries are off, beside plain Whisper's word times."""
    timed = [clip for clip in clips if clip.words is not None]
    step = watched("boundaries", len(timed) * len(listeners.names))
    rows: list[list[object]] = []
    figures: dict[str, float | None] = {
        "boundaries.real.median": None,
        "boundaries.samples.median": None,
    }
    for label, sets in (("real", REAL), ("samples", ("samples",))):
        own = [clip for clip in timed if clip.set in sets]
        if not own:
            continue
        for who in listeners.names:
            found: list[tuple[float, float]] = []
            for clip in own:
                heard = listeners.hear(who, clip.path, timed=True)
                found.extend(errors(clip.words or (), heard.words))
                step()
            starts, ends = [start for start, _ in found], [end for _, end in found]
            if who == OURS:
                figures[f"boundaries.{label}.median"] = quantile(starts + ends, 0.5)
            rows.append([TIMED[label], who, len(found), *_row(starts, ends)])
    head = ["recordings", "who", "words", "median", "90 % within"]
    more = ["starts, median", "90 % within", "ends, median", "90 % within"]
    return Measured(
        "Word boundaries", f"{ABOUT}\n\n{table([*head, *more], rows)}", figures
    )


def errors(true: Sequence[Word], found: Sequence[Word]) -> list[tuple[float, float]]:
    """Give the distances in s of the starts and ends of the words that agree."""
    said, heard = _plain(true), _plain(found)
    distances = []
    for i, j in pairs([_key(w) for w in said], [_key(w) for w in heard]):
        a, b = said[i], heard[j]
        if a.start is None or a.end is None or b.start is None or b.end is None:
            continue
        distances.append((abs(a.start - b.start), abs(a.end - b.end)))
    return distances


def _plain(words: Sequence[Word]) -> list[Word]:
    return [word for word in words if filler_sound(word.text) is None]


def _key(word: Word) -> str:
    return bare_word(word.text).replace("’", "'")


def _row(starts: list[float], ends: list[float]) -> list[str]:
    return [
        milliseconds(quantile(errors, share))
        for errors in (starts + ends, starts, ends)
        for share in (0.5, 0.9)
    ]
