"""Two voices told apart, one voice not split, and who of two asks."""

import itertools
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import numpy as np

from scripts.measuring import answers
from scripts.measuring.arithmetic import grouped, interval, quantile, share
from scripts.measuring.corpora import Clip
from scripts.measuring.listeners import watched
from scripts.measuring.tables import Measured, milliseconds, number, table
from voicecoach import audio, hear, weights
from voicecoach.shift import shifted
from voicecoach.thresholds import TURNS
from voicecoach.turns import VoiceEncoder
from voicecoach.turns.encoder import Embed, Vectors
from voicecoach.turns.following import turns_of
from voicecoach.turns.roles import Voiced, choose_roles
from voicecoach.turns.voices import Split, refusal, split
from voicecoach.turns.windows import Windows, embedded
from voicecoach.types import Acoustics, Sound, Span

SETS: Final = ("wuw", "speechocean")
SESSIONS: Final = 15
"""Interviews of two callers, of each set and each manner; no two have the same pair."""

MOST_CLIPS: Final = 4
"""Clips of a caller in an interview, at most."""

SHORT: Final = (1.2, 3.0)
"""Seconds of a clip's beginning that a voice with short turns says."""

SILENCE: Final = (0.3, 1.0)
"""Seconds of silence between two clips."""

LEVELS: Final = (-12.0, 0.0)
"""Decibels by which the second voice is changed."""

ONE: Final = 8.0
"""Seconds of speech of a caller whose own clips make an interview with nobody."""

LIMITS: Final = tuple(round(0.6 + 0.01 * step, 2) for step in range(40))
"""The limits of likeness that are tried on one half of the callers."""

ABOUT: Final = """\
Interviews were put together from what was heard of clips of two callers in turn, now
and then one of them 12 dB quieter, 0.3 to 1 s of silence between; in half of them one
voice says only the first words of each clip. Callers differ in their telephones too:
two people at one microphone may be harder to tell apart. Which voice is called which
does not matter; interviews with less than 10 s of speech are left out. Speech and
changes are those of the interviews that were split. One caller: all clips of one
alone, at least 8 s of speech. Held apart: the limit was chosen on half of the callers
and tried on the other half, both ways; the mean of two callers split and one caller
refused. Who asks: written questions and answers, in lower case and without marks, six
exchanges an interview, the order of the voices drawn."""


@dataclass(frozen=True, slots=True)
class Part:
    """Where one clip lies in an interview, and whose it is: 0 or 1."""

    span: Span
    voice: int


@dataclass(frozen=True, slots=True)
class Tried:
    """An interview of known voices, and what was made of it."""

    name: str
    callers: tuple[str, ...]
    found: Split | None
    refused: bool
    right: float
    speech: float
    errors: tuple[float, ...]

    @property
    def two(self) -> bool:
        """Whether two callers speak."""
        return len(self.callers) == 2


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """A clip, listened to and looked at by itself."""

    seconds: float
    speech: tuple[Span, ...]
    windows: Windows


@dataclass(frozen=True, slots=True)
class Bench:
    """What listens: the encoder, and the clips that were heard already."""

    embed: Embed
    sounds: dict[Path, tuple[Sound, Acoustics]] = field(default_factory=dict)
    heard: dict[tuple[Path, float], Heard] = field(default_factory=dict)

    def clip(self, path: Path, decibels: float) -> Heard:
        """Listen to a clip at a level, once."""
        if path not in self.sounds:
            sound = audio.read(path)
            self.sounds[path] = (sound, hear.listen(sound))
        if (path, decibels) not in self.heard:
            sound, acoustics = self.sounds[path]
            louder = (sound.samples * 10 ** (decibels / 20)).astype(np.float32)
            windows = embedded(replace(sound, samples=louder), acoustics, self.embed)
            spans = acoustics.speech_spans
            self.heard[path, decibels] = Heard(sound.duration, spans, windows)
        return self.heard[path, decibels]


def measure(clips: Sequence[Clip]) -> Measured:
    """Measure on callers of telephone and read speech, and on written interviews."""
    figures: dict[str, float | None] = dict.fromkeys(
        (
            "turns.speech",
            "turns.split",
            "turns.one_refused",
            "turns.boundary",
            "turns.held_apart",
        )
    )
    roles = _roles()
    figures["turns.roles"] = share(sum(roles), len(roles))
    who = f"Who asks was right in {sum(roles)} of {len(roles)} written interviews."
    real = [clip for clip in clips if clip.set in SETS]
    if not real:
        return Measured("Turns", f"{ABOUT}\n\nNot measured on voices. {who}", figures)
    bench = Bench(VoiceEncoder(weights.voice_encoder()))
    tried = _tried(bench, real)
    figures |= _figures(tried)
    held = f"Held apart: {number(figures['turns.held_apart'])}."
    return Measured("Turns", f"{ABOUT}\n\n{_table(tried)}\n\n{held} {who}", figures)


def _tried(bench: Bench, clips: Sequence[Clip]) -> list[Tried]:
    dice = random.Random(20)
    found = []
    made = [
        *(planned for name in SETS for planned in _pairs(clips, name, dice)),
        *((f"{name}, one", seq) for name in SETS for seq in _alone(clips, name)),
    ]
    step = watched("turns", len(made))
    for name, sequence in made:
        found.append(_try(bench, name, sequence, dice))
        step()
    return [
        each for each in found if each.speech >= (TURNS.speech if each.two else ONE)
    ]


Sequenced = list[tuple[Clip, int, float | None]]
"""Clips in order, the voice of each, and how many seconds of it are taken."""


def _pairs(
    clips: Sequence[Clip], name: str, dice: random.Random
) -> Iterator[tuple[str, Sequenced]]:
    """Draw pairs of callers, and put their clips in turn."""
    callers = [g for g in _callers(clips, name) if len(g) > 1]
    every = [(a, b) for i, a in enumerate(callers) for b in callers[i + 1 :]]
    for short, (one, other) in enumerate(dice.sample(every, 2 * SESSIONS)):
        count = min(len(one), len(other), MOST_CLIPS)
        first, second = dice.sample(one, count), dice.sample(other, count)
        sequence: Sequenced = []
        for asked, answered in zip(first, second, strict=True):
            length = dice.uniform(*SHORT) if short % 2 else None
            sequence += [(asked, 0, length), (answered, 1, None)]
        yield f"{name}, {'short turns' if short % 2 else 'even turns'}", sequence


def _alone(clips: Sequence[Clip], name: str) -> Iterator[Sequenced]:
    for own in _callers(clips, name):
        if len(own) > 1:
            yield [(clip, 0, None) for clip in own]


def _callers(clips: Sequence[Clip], name: str) -> list[list[Clip]]:
    return grouped((clip.speaker, clip) for clip in clips if clip.set == name)


def _try(bench: Bench, name: str, sequence: Sequenced, dice: random.Random) -> Tried:
    windows, parts, speech = _joined(bench, sequence, dice)
    found = split(windows) if len(windows.spans) > 1 else None
    callers = tuple(dict.fromkeys(clip.speaker for clip, _, _ in sequence))
    right, errors = _compared(windows, found, parts)
    refused = refusal(windows, found) is not None
    return Tried(name, callers, found, refused, right, speech, errors)


def _joined(
    bench: Bench, sequence: Sequenced, dice: random.Random
) -> tuple[Windows, list[Part], float]:
    """Put clips one after another: what was heard of each, moved to its place."""
    levels = (0.0, dice.choice(LEVELS))
    spans: list[Span] = []
    vectors: list[Vectors] = []
    parts: list[Part] = []
    at = speech = 0.0
    for clip, voice, length in sequence:
        heard = bench.clip(clip.path, levels[voice])
        end = heard.seconds if length is None else _cut_at(heard, length)
        own = [i for i, span in enumerate(heard.windows.spans) if span.end <= end]
        spans += shifted(tuple(heard.windows.spans[i] for i in own), at)
        vectors.append(heard.windows.vectors[own])
        speech += sum(span.duration for span in heard.speech if span.end <= end)
        parts.append(Part(Span(at, at + end), voice))
        at += end + dice.uniform(*SILENCE)
    return Windows(tuple(spans), np.concatenate(vectors)), parts, speech


def _cut_at(heard: Heard, length: float) -> float:
    """Find the end of the stretch in which so many seconds of speech are reached."""
    spoken = 0.0
    for span in heard.speech:
        spoken += span.duration
        if spoken >= length:
            return span.end
    return heard.seconds


def _compared(
    windows: Windows, found: Split | None, parts: Sequence[Part]
) -> tuple[float, tuple[float, ...]]:
    """Give the share of speech with the right voice, and how far changes are off."""
    if found is None:
        return 0.0, ()
    turns = turns_of(windows.spans, found.voices)
    whole = sum(_overlap(t, p) for t in turns for p in parts)
    same = sum(_overlap(t, p) for t in turns for p in parts if t.voice == p.voice)
    changes = [
        (a.span.end + b.span.start) / 2
        for a, b in itertools.pairwise(parts)
        if a.voice != b.voice
    ]
    ours = [(a.span.end, b.span.start) for a, b in itertools.pairwise(turns)]
    errors = tuple(
        min((max(0.0, start - at, at - end) for start, end in ours), default=99.0)
        for at in changes
    )
    return max(same, whole - same) / whole if whole else 0.0, errors


def _overlap(turn: Voiced, part: Part) -> float:
    start = max(turn.span.start, part.span.start)
    return max(0.0, min(turn.span.end, part.span.end) - start)


def _figures(tried: Sequence[Tried]) -> dict[str, float | None]:
    two = [each for each in tried if each.two]
    one = [each for each in tried if not each.two]
    kept = [each for each in two if not each.refused]
    errors = [error for each in kept for error in each.errors]
    return {
        "turns.speech": _right(kept),
        "turns.split": share(len(kept), len(two)),
        "turns.one_refused": share(sum(each.refused for each in one), len(one)),
        "turns.boundary": quantile(errors, 0.9),
        "turns.held_apart": _held_apart(tried),
    }


def _right(tried: Sequence[Tried]) -> float | None:
    return share(sum(t.right * t.speech for t in tried), sum(t.speech for t in tried))


def _held_apart(tried: Sequence[Tried]) -> float | None:
    """Choose the limit on half of the callers, try it on the other half; both ways."""
    callers = sorted({caller for each in tried for caller in each.callers})
    halves = [set(callers[0::2]), set(callers[1::2])]
    reached = []
    for chosen, kept in (halves, halves[::-1]):
        known = [t for t in tried if set(t.callers) <= chosen]
        limit = max(LIMITS, key=lambda at: _balance(known, at))
        reached.append(_balance([t for t in tried if set(t.callers) <= kept], limit))
    return sum(reached) / len(reached)


def _balance(tried: Sequence[Tried], limit: float) -> float:
    """Mean of the shares: two callers taken for two, one caller for one."""

    def parted(each: Tried) -> bool:
        found = each.found
        return (
            found is not None and found.likeness <= limit and found.less >= TURNS.least
        )

    two = [parted(each) for each in tried if each.two]
    one = [not parted(each) for each in tried if not each.two]
    return (sum(two) / max(1, len(two)) + sum(one) / max(1, len(one))) / 2


def _table(tried: Sequence[Tried]) -> str:
    rows: list[list[object]] = []
    for own in grouped((each.name, each) for each in tried):
        kept = [each for each in own if not each.refused]
        if not own[0].two:
            refused = sum(each.refused for each in own)
            rows.append([own[0].name, len(own), refused, "-", "-", "-"])
            continue
        groups = grouped((each.callers[0], each) for each in kept)
        errors = [error for each in kept for error in each.errors]
        near = sum(error <= 0.5 for error in errors)
        rows.append(
            [
                own[0].name,
                len(own),
                len(own) - len(kept),
                number(_right(kept), 3, interval(groups, _mean_right)),
                milliseconds(quantile(errors, 0.9)),
                f"{near} of {len(errors)}",
            ]
        )
    head = [
        "interviews",
        "n",
        "not split",
        "speech with the right voice",
        "changes off by, 9 in 10",
        "changes within 0.5 s",
    ]
    return table(head, rows)


_mean_right: Callable[[list[Tried]], float | None] = _right


def _roles() -> list[bool]:
    """Put written questions and answers in turn and ask which voice asks."""
    written = answers.read(answers.APART)
    dice = random.Random(7)
    found = []
    for _ in range(40):
        drawn = dice.sample(written, 6)
        asker = dice.randrange(2)
        begins = dice.random() < 0.8  # now and then a candidate says hello first
        lines = [] if begins else [(1 - asker, "hi thanks for having me")]
        for each in drawn:
            lines.append((asker, _bare(each.question)))
            lines.append((1 - asker, _bare(" ".join(each.words))))
        voiced, texts, at = [], [], 0.0
        for voice, text in lines:
            seconds = 0.4 * len(text.split())
            voiced.append(Voiced(Span(at, at + seconds), voice))
            texts.append(text)
            at += seconds + 0.5
        roles = choose_roles(voiced, texts).roles
        found.append(roles[asker] == "interviewer")
    return found


def _bare(text: str) -> str:
    """Take away what a recogniser may leave out: marks and capitals."""
    return " ".join("".join(c for c in text.lower() if c not in ".,?!;:").split())
