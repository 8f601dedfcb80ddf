"""Word errors: what the text loses for having its fillers heard."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from scripts.measuring.arithmetic import edits, grouped, interval, normal
from scripts.measuring.corpora import NAMES, REAL, Clip
from scripts.measuring.listeners import OURS, PLAIN, Listeners, watched
from scripts.measuring.tables import Measured, number, table

ABOUT: Final = """\
Word error rate in percent: words changed, dropped or added, of the words that were
said; filler sounds are removed on both sides, case and punctuation too, and numbers
are read out. Plain Whisper is a faster-whisper decode of the same weights (English,
beam 5, no prompt). Clips whose text marks cut-offs, laughter or unknown words are
left out. The last column is the difference in points with its 95 % interval over
speakers. The telephone calls have brand names in them that no recogniser knows, and
the samples have words said twice."""


@dataclass(frozen=True, slots=True)
class Errors:
    """One clip: words said, and the errors of voicecoach and of plain Whisper."""

    words: int
    ours: int
    plain: int


def rate(clips: Sequence[Errors]) -> float | None:
    """Give our errors in percent of the words."""
    words = sum(clip.words for clip in clips)
    return 100 * sum(clip.ours for clip in clips) / words if words else None


def excess(clips: Sequence[Errors]) -> float | None:
    """Give how much higher our rate is than plain Whisper's, in points."""
    words = sum(clip.words for clip in clips)
    more = sum(clip.ours - clip.plain for clip in clips)
    return 100 * more / words if words else None


def measure(listeners: Listeners, clips: Sequence[Clip]) -> Measured:
    """Measure the word error rate beside a plain decode of the same weights."""
    used = [clip for clip in clips if clip.plain]
    step = watched("words", len(used))
    heard: dict[str, list[tuple[str, Errors]]] = {}
    for clip in used:
        true = normal(clip.text)
        ours, plain = (
            edits(true, _text(listeners, who, clip)) for who in (OURS, PLAIN)
        )
        errors = Errors(len(true), ours, plain)
        heard.setdefault(clip.set, []).append((clip.speaker, errors))
        step()
    real = [item for name in REAL for item in heard.get(name, ())]
    rows = [_row(NAMES[name], own) for name, own in heard.items()]
    if real:
        rows.insert(len(rows) - 1, _row("all real people", real))
    head = ["recordings", "clips", "words", OURS, PLAIN, "difference"]
    figures = {
        "words.real.excess": excess([errors for _, errors in real]),
        "words.samples.excess": excess([e for _, e in heard.get("samples", ())]),
    }
    return Measured("Words", f"{ABOUT}\n\n{table(head, rows)}", figures)


def _text(listeners: Listeners, who: str, clip: Clip) -> list[str]:
    words = listeners.hear(who, clip.path).words
    return normal(" ".join(word.text for word in words))


def _row(name: str, own: Sequence[tuple[str, Errors]]) -> list[object]:
    errors = [each for _, each in own]
    words = sum(each.words for each in errors)
    plain = 100 * sum(each.plain for each in errors) / words
    ends = interval(grouped(own), excess)
    difference = excess(errors) or 0.0
    return [
        name,
        len(own),
        words,
        number(rate(errors), 1),
        number(plain, 1),
        f"{difference:+.1f}" + (f" ({ends[0]:+.1f} to {ends[1]:+.1f})" if ends else ""),
    ]
