"""Say why an answer cannot be scored at all: a reason, never a zero."""

from collections.abc import Iterator
from dataclasses import dataclass

from voicecoach.score.said import Said
from voicecoach.thresholds import JUDGEABLE
from voicecoach.types import Acoustics, Mode, Question, Transcript, plain_words


@dataclass(frozen=True, slots=True)
class Context:
    """What a verdict rests on besides the analysis."""

    transcript: Transcript
    acoustics: Acoustics | None
    question: Question | None
    modes: tuple[Mode, ...] = ()


def refusals(context: Context, left: Said) -> Iterator[str]:
    """Say why nothing at all can be scored."""
    words = [word for _, word in plain_words(context.transcript)]
    if not words:
        yield "No words were heard, so there is nothing to score."
        return
    language = context.transcript.language
    if language != "en":
        named = "" if language == "und" else f" ({language})"
        yield f"The answer is in another language{named}; only English can be scored."
    invented = context.transcript.invented
    heard = len(words) + invented
    if invented > JUDGEABLE.invented * heard:
        yield (
            f"The recogniser invented {invented} of {heard} words: the sound "
            "is not clear enough to score."
        )
    if left.words < JUDGEABLE.words:
        yield (
            f"Too short to score: {left.words} {'word' if left.words == 1 else 'words'}"
            f" without fillers, and {JUDGEABLE.words} are needed."
        )
    seconds = speech_seconds(context)
    seconds = None if seconds is None else seconds - left.lost
    if seconds is not None and seconds < JUDGEABLE.speech:
        yield (
            f"Too short to score: {seconds:.1f} s of speech, and "
            f"{JUDGEABLE.speech:.0f} s are needed."
        )
    sure = [word.confidence for word in words if word.confidence is not None]
    if sure and sum(sure) / len(sure) < JUDGEABLE.confidence:
        yield (
            "The words are too uncertain to score: the recogniser is "
            f"{100 * sum(sure) / len(sure):.0f} % sure of them on average, and "
            f"{100 * JUDGEABLE.confidence:.0f} % are needed. Record closer to the "
            "microphone, in a quieter room."
        )


def speech_seconds(context: Context) -> float | None:
    """Seconds of speech: in the sound, or by the words' times; None without either."""
    words = context.transcript.words
    if not words or not context.transcript.timed:
        return None
    first, last = words[0].start or 0.0, words[-1].end or 0.0
    if context.acoustics is None:
        return last - first
    return sum(
        max(0.0, min(span.end, last) - max(span.start, first))
        for span in context.acoustics.speech_spans
    )
