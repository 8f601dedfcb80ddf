"""Move everything in time: a stretch of a recording, looked at as one of its own."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, Final, TypeVar

from voicecoach.types import FRAME, Acoustics, Analysis, Span, Transcript, Word

MOMENT: Final = frozenset({"start", "end"})
"""The fields that are points in time; every other number is a measurement."""

Value = TypeVar("Value")


def shifted(value: Value, by: float) -> Value:
    """Move every ``start`` and ``end`` in a value by so many seconds.

    Durations, rates and times since the start of the answer stay as they are. Times are
    rounded to the microsecond, so that there and back again is where it was.

    Examples
    --------
    >>> shifted((Span(1.0, 2.5),), 10.0)
    (Span(start=11.0, end=12.5),)
    """
    moved: Value = _moved(value, by)
    return moved


def _moved(value: Any, by: float) -> Any:  # noqa: ANN401  (any value of a report)
    if isinstance(value, tuple):
        return tuple(_moved(item, by) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {}
    for field in fields(value):
        now = getattr(value, field.name)
        if field.name not in MOMENT:
            changed[field.name] = _moved(now, by)
        elif now is not None:
            changed[field.name] = round(now + by, 6)
    if isinstance(value, Analysis):
        # The curve's points are a time and a pace.
        changed["pace"] = tuple((round(at + by, 6), pace) for at, pace in value.pace)
    return replace(value, **changed)


def transcript_between(
    transcript: Transcript, stretch: Span, spans: tuple[Span, ...]
) -> Transcript:
    """Keep the words whose middle lies in one of the spans, the stretch's start at 0.

    Parameters
    ----------
    spans : tuple of Span
        Where in the stretch the words are to be taken from; a word that reaches out of
        it is cut off.
    """
    return replace(
        transcript,
        words=_placed(transcript.words, stretch, spans),
        unsure=_placed(transcript.unsure, stretch, spans),
        warnings=(),
    )


def _placed(
    words: tuple[Word, ...], stretch: Span, spans: tuple[Span, ...]
) -> tuple[Word, ...]:
    placed = []
    for word in words:
        if word.start is None or word.end is None:
            continue
        middle = (word.start + word.end) / 2
        if not stretch.start < middle < stretch.end:
            continue
        if any(span.start <= middle < span.end for span in spans):
            start, end = (
                min(max(time, stretch.start), stretch.end)
                for time in (word.start, word.end)
            )
            placed.append(shifted(replace(word, start=start, end=end), -stretch.start))
    return tuple(placed)


def acoustics_between(
    acoustics: Acoustics, stretch: Span, spans: tuple[Span, ...]
) -> Acoustics:
    """Cut a stretch out, its first frame at 0; speech outside the spans is left out.

    The stretch has to begin on a frame. The warnings are those of the whole recording
    and stay with it.
    """
    first, last = round(stretch.start / FRAME), round(stretch.end / FRAME)
    heard = []
    for span in spans:
        low, high = max(span.start, stretch.start), min(span.end, stretch.end)
        for speech in acoustics.speech_spans:
            start, end = max(speech.start, low), min(speech.end, high)
            if end - start >= FRAME:
                heard.append(Span(start, end))
    return Acoustics(
        level=acoustics.level[first:last],
        speech=acoustics.speech[first:last],
        floor=acoustics.floor[first:last],
        pitch=acoustics.pitch[first:last],
        speech_spans=shifted(tuple(heard), -stretch.start),
    )
