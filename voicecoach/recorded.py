"""A recorded interview, from top to bottom: two voices, and a report on each answer.

The words are recognised once over the whole recording; each answer is then cut out,
analysed as if it were a recording of its own, and moved back to where it lies.
"""

import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from voicecoach import __version__, questions, weights
from voicecoach.errors import UsageError
from voicecoach.exchange import Exchange, Interview, Turn
from voicecoach.overall import overall
from voicecoach.peaks import outline
from voicecoach.session import Coach, Listened, Progress
from voicecoach.shift import acoustics_between, shifted, transcript_between
from voicecoach.transcribe import given
from voicecoach.turns import (
    Embed,
    Pair,
    Told,
    VoiceEncoder,
    pair,
    read_turns,
    swapped,
    tell_apart,
    with_words,
)
from voicecoach.types import Report, Sound, Span, Timing, Transcript

REMEDY: Final = (
    "For one report on one voice leave --session out; or write the turns down yourself "
    "and give them with --turns."
)

NO_ANSWER: Final = "No answer was found: the candidate says nothing."


@dataclass(frozen=True, slots=True)
class Wanted:
    """How to split: ``turns`` is a file of turns that are taken as they are."""

    turns: Path | None = None
    swap_roles: bool = False


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a recorded interview, and its sound."""

    interview: Interview
    sound: Sound


def review(
    coach: Coach,
    path: Path,
    wanted: Wanted,
    transcript: Path | None = None,
    progress: Progress | None = None,
) -> Recorded:
    """Turn the recording of an interview into a report on each answer.

    Raises
    ------
    InputError
        The recording, the transcript or the file of turns cannot be used.
    UsageError
        The transcript has no times.
    ModelError
        The speech model or the voice encoder cannot be used.
    """
    started = time.perf_counter()
    words = _timed(transcript) if transcript else None
    turns = read_turns(wanted.turns) if wanted.turns else None
    # Loaded first: that it is missing is better known before an hour of work.
    embed = VoiceEncoder(weights.voice_encoder()) if turns is None else None
    heard = coach.listen(path, words, progress)
    if progress:
        progress("telling voices apart", 0.0)
    told = _told(heard, turns, embed)
    if told.turns and wanted.swap_roles:
        told = replace(told, turns=swapped(told.turns), warnings=())
    if progress:
        progress("analysing", 0.0)
    return Recorded(_interview(coach, heard, told, started), heard.sound)


def _timed(path: Path) -> Transcript:
    words = given(path)
    if not words.timed:
        raise UsageError(
            f"--transcript {path} has no times, and --session needs them.",
            "Give a json, srt or vtt, or let the words be recognised.",
        )
    return words


def _told(heard: Listened, turns: tuple[Turn, ...] | None, embed: Embed | None) -> Told:
    if embed is not None:
        return tell_apart(heard.sound, heard.acoustics, heard.transcript, embed)
    inside = [turn for turn in turns or () if turn.start < heard.sound.duration]
    if not inside:
        return Told(None, "The turns that were given lie after the recording's end.")
    given_turns = with_words(inside, heard.transcript)
    left = len(turns or ()) - len(inside)
    late = (f"{left} of the turns that were given lie after the recording's end.",)
    return Told(given_turns, warnings=late if left else ())


def _interview(coach: Coach, heard: Listened, told: Told, started: float) -> Interview:
    sound = heard.sound
    refusal = told.refusal
    exchanges: tuple[Exchange, ...] = ()
    if told.turns is not None:
        pairs = pair(told.turns, sound.duration)
        exchanges = tuple(_exchange(coach, heard, found) for found in pairs)
        refusal = None if exchanges else NO_ANSWER
    if refusal is not None:
        exchanges = (_everything(coach, heard, refusal, started),)
    return Interview(
        version=__version__,
        recording=sound.recording,
        turns=told.turns,
        exchanges=exchanges,
        overall=overall([exchange.report for exchange in exchanges]),
        refusals=(f"{refusal} {REMEDY}",) if refusal is not None else (),
        warnings=(
            *told.warnings,
            *sound.warnings,
            *heard.acoustics.warnings,
            *heard.transcript.warnings,
        ),
        timing=Timing(sound.duration, round(time.perf_counter() - started, 3)),
        peaks=outline(sound),
    )


def _exchange(coach: Coach, heard: Listened, found: Pair) -> Exchange:
    """Report on one answer, as a recording of its own, and move it to its place."""
    started = time.perf_counter()
    stretch = found.answered
    samples = heard.sound.cut(stretch.start, stretch.end)
    own = Listened(
        Sound(samples, heard.sound.recording),
        acoustics_between(heard.acoustics, stretch, found.spans),
        transcript_between(heard.transcript, stretch, found.spans),
    )
    asked = (
        questions.from_text(found.question, coach.audience) if found.question else None
    )
    local = coach.report(own, own.transcript, asked, started)
    report = replace(shifted(local, stretch.start), peaks=())
    return Exchange(found.asked, stretch, report, local.peaks)


def _everything(
    coach: Coach, heard: Listened, refusal: str, started: float
) -> Exchange:
    """Report on the whole recording as one; it is measured and not scored."""
    report = coach.report(heard, heard.transcript, None, started)
    return Exchange(
        None, Span(0.0, heard.sound.duration), _unscored(report, refusal), report.peaks
    )


def _unscored(report: Report, refusal: str) -> Report:
    parts = tuple(
        replace(part, points=None, interval=None, why="Not judged: see above.")
        for part in report.score.parts
    )
    score = replace(report.score, overall=None, interval=None, parts=parts)
    return replace(report, score=score, advice=(), refusals=(*report.refusals, refusal))
