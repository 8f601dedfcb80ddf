"""The values that travel down the pipeline.

Each stage takes some of these and returns the next; nothing in this file does any
work beyond arithmetic on its own fields. All times are seconds from the first sample
of the recording. What was not measured is None, never 0; a list that was not measured
is None, and an empty one means that none was found.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE = 16_000
"""Samples a second of every sound inside voicecoach, in Hz: what Whisper takes."""

FRAME = 0.01
"""Length of one acoustic frame, in seconds."""

Samples: TypeAlias = NDArray[np.float32]
Track: TypeAlias = Literal["python", "explain", "ambiguity", "impact", "team"]
Audience: TypeAlias = Literal["recruiter", "manager", "engineer"]
Mode: TypeAlias = Literal["stutter", "second-language", "no-pace"]
Kind: TypeAlias = Literal["word", "filler"]
FillerKind: TypeAlias = Literal["sound", "marker"]
Heard: TypeAlias = Literal["transcript", "audio", "both"]
Place: TypeAlias = Literal["within", "between"]
Label: TypeAlias = Literal["situation", "task", "action", "result", "other"]
Story: TypeAlias = Literal["episode", "habit", "opinion"]


@dataclass(frozen=True, slots=True)
class Question:
    """What the interviewer asks.

    ``track`` is None when it is not sure which kind of question this is; ``seconds``
    is the time the answer may take.
    """

    text: str
    id: str | None = None
    track: Track | None = None
    audience: Audience = "manager"
    seconds: float = 180.0


@dataclass(frozen=True, slots=True)
class Recording:
    """Which recording was analysed: what identifies it, without its sound.

    ``duration`` is in seconds, ``sample_rate`` that of the file in Hz, ``sha256`` that
    of the file's bytes in hexadecimal.
    """

    name: str
    duration: float
    sample_rate: int
    sha256: str


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """Mono sound: float32 samples of shape (n,) at 16 kHz, full scale at -1 and 1.

    ``warnings`` says what happened while it was read (a damaged end, say).
    """

    samples: Samples
    recording: Recording
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.samples.ndim != 1 or self.samples.dtype != np.float32:
            raise ValueError(
                f"expected float32 samples of shape (n,), got {self.samples.dtype} "
                f"of shape {self.samples.shape}"
            )

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return len(self.samples) / SAMPLE_RATE

    def cut(self, start: float, end: float) -> Samples:
        """Give the samples between two times, as a view."""
        first, last = round(start * SAMPLE_RATE), round(end * SAMPLE_RATE)
        return self.samples[max(0, first) : max(0, last)]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time."""

    start: float
    end: float

    @property
    def duration(self) -> float:
        """Length in seconds; rounded, so that no limit hangs on a float's last bit."""
        return round(self.end - self.start, 6)


@dataclass(frozen=True, slots=True, eq=False)
class Acoustics:
    """What is in the sound, before anyone has looked at words.

    The arrays have shape (n,) with one value for each frame of ``FRAME`` seconds.

    Attributes
    ----------
    level : float32 array
        Root-mean-square level, in dB relative to full scale; -120 for digital silence.
    speech : float32 array
        Probability of speech, 0 to 1 (Silero).
    floor : float32 array
        The noise floor at that moment, in dBFS.
    pitch : float32 array
        Fundamental frequency in Hz; NaN where the sound is not voiced.
    speech_spans : tuple of Span
        Where somebody speaks, boundaries pulled to the energy.
    warnings : tuple of str
        Muted, clipping, very quiet, noisy.
    """

    level: NDArray[np.float32]
    speech: NDArray[np.float32]
    floor: NDArray[np.float32]
    pitch: NDArray[np.float32]
    speech_spans: tuple[Span, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """One token of the transcript.

    ``start`` and ``end`` are None in a transcript without times; ``confidence`` is the
    recogniser's probability, None when nobody gave one.
    """

    text: str
    start: float | None
    end: float | None
    confidence: float | None = None
    kind: Kind = "word"


@dataclass(frozen=True, slots=True)
class Transcript:
    """The tokens of one answer in order, and who wrote them down.

    ``unsure`` are filler sounds that too few passes of the recogniser heard; they are
    no part of the text. ``invented`` is how many words were removed because the
    recogniser made them up; ``warnings`` says so in words.
    """

    words: tuple[Word, ...]
    engine: str
    model: str | None
    language: str = "en"
    unsure: tuple[Word, ...] = ()
    invented: int = 0
    warnings: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The answer as a line of text."""
        return " ".join(word.text for word in self.words)

    @property
    def timed(self) -> bool:
        """Whether the words have times."""
        return all(word.start is not None for word in self.words)


@dataclass(frozen=True, slots=True)
class Token:
    """One token of the parsed answer (spaCy's view of it).

    Fillers are left out before parsing. ``word`` is the index of the transcript word
    it belongs to ("don't" is one word and two tokens), ``head`` the index of the token
    it depends on (itself for a root), ``sentence`` the number of its sentence.
    """

    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    word: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A moment that a measurement can point at and play back.

    ``start`` and ``end`` are None only where the transcript has no times.
    """

    start: float | None
    end: float | None
    note: str


@dataclass(frozen=True, slots=True)
class Band:
    """A comfortable range of a metric, and who says so; None is an open end."""

    low: float | None
    high: float | None
    source: str

    def outside(self, value: float) -> float:
        """How far a value lies outside the band; 0 within it."""
        below = 0.0 if self.low is None else self.low - value
        above = 0.0 if self.high is None else value - self.high
        return max(0.0, below, above)


@dataclass(frozen=True, slots=True)
class Metric:
    """One measurement, and the moments it was measured from.

    ``interval`` is the 95 % interval, always there for rates and counts that have a
    value; ``evidence`` is empty only where ``value`` is None or 0.
    """

    name: str
    value: float | None
    unit: str
    interval: tuple[float, float] | None = None
    band: Band | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Filler:
    """A filler sound or a marker used as filler.

    ``word`` is the index of its first token in the transcript, None when it was heard
    in the sound alone. ``why`` says why it does or does not count.
    """

    text: str
    start: float | None
    end: float | None
    kind: FillerKind
    heard: Heard
    confidence: float | None
    word: int | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Fillers:
    """The fillers that count, and the candidates that were weighed and do not."""

    counted: tuple[Filler, ...]
    not_counted: tuple[Filler, ...]


@dataclass(frozen=True, slots=True)
class Pause:
    """A silence of at least 0.25 s between the first and the last word."""

    start: float
    end: float
    place: Place


@dataclass(frozen=True, slots=True)
class Answer:
    """What the analysers look at: the words, their grammar, the sound, the question.

    ``acoustics`` is None when there is no sound, ``pauses`` when they could not be
    measured; ``tokens`` is the parse of the words without fillers.
    """

    transcript: Transcript
    tokens: tuple[Token, ...]
    acoustics: Acoustics | None
    pauses: tuple[Pause, ...] | None
    question: Question | None
    audience: Audience

    @property
    def words(self) -> tuple[Word, ...]:
        """The tokens of the transcript, fillers included."""
        return self.transcript.words

    @property
    def spoken(self) -> Span | None:
        """From the start of the first word to the end of the last, fillers included.

        None without words or without times.
        """
        if not self.words:
            return None
        start, end = self.words[0].start, self.words[-1].end
        return None if start is None or end is None else Span(start, end)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the answer and what it does for the story."""

    text: str
    start: float | None
    end: float | None
    label: Label


@dataclass(frozen=True, slots=True)
class Structure:
    """How the answer is built.

    ``share`` pairs each part with its fraction of the speaking time, or of the words
    where there are no times; ``missing`` names the STAR parts that are not there.
    """

    segments: tuple[Segment, ...]
    story: Story | None
    missing: tuple[str, ...]
    result_present: bool | None
    result_quantified: bool | None
    share: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A term of art, how often it was said, and whether it was explained."""

    text: str
    uses: int
    explained: bool
    start: float | None
    why: str


@dataclass(frozen=True, slots=True)
class Jargon:
    """The terms that this audience may not know, and their load per 100 words."""

    terms: tuple[Term, ...]
    density: float | None
    unexplained: int


@dataclass(frozen=True, slots=True)
class RubricItem:
    """One thing this kind of question asks for, and where it was heard.

    ``ask`` is what the speaker is asked where it cannot be told surely enough.
    """

    name: str
    met: bool | None
    evidence: tuple[Evidence, ...] = ()
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything that was measured about one answer; nothing in it is judged.

    A tuple that could not be measured (pauses of a transcript without sound) is None.
    """

    fillers: Fillers
    pauses: tuple[Pause, ...] | None
    metrics: tuple[Metric, ...]
    structure: Structure
    jargon: Jargon
    rubric: tuple[RubricItem, ...]
    pace: tuple[tuple[float, float], ...] = ()
    """Speaking rate over time: (middle of a window in s, words/min)."""

    def metric(self, name: str) -> Metric:
        """Find a metric by its name."""
        return next(metric for metric in self.metrics if metric.name == name)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the score: its points, and the arithmetic that made them."""

    name: str
    points: float | None
    interval: tuple[float, float] | None
    weight: float
    why: str
    source: str


@dataclass(frozen=True, slots=True)
class Score:
    """The score of one answer; what could not be judged has no points."""

    overall: float | None
    interval: tuple[float, float] | None
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to do next, and the moments that show why."""

    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of sound, seconds of work, and from the stop to the report (live)."""

    audio: float | None
    wall: float
    after_stop: float | None = None


@dataclass(frozen=True, slots=True)
class CodeFunction:
    """A function of the code that was talked about.

    ``loops`` is how deep its own loops nest; ``cost`` what that hints at, no proof.
    """

    name: str
    line: int
    loops: int
    recursive: bool
    comprehensions: int
    cost: str


@dataclass(frozen=True, slots=True)
class CodePart:
    """Something else in the code (a class, a structure, a call), and on which lines."""

    name: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A part of the code, and where it was spoken of; nowhere if it was not."""

    name: str
    kind: Literal["function", "class", "structure"]
    line: int
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """Something said about the code; ``holds`` is None where that cannot be told."""

    text: str
    holds: bool | None
    why: str
    line: int | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Walkthrough:
    """What is in the code, and how what was said about it compares.

    ``hidden_loops`` are calls that go over many values without a loop to be seen.
    """

    name: str
    sha256: str
    length: int
    functions: tuple[CodeFunction, ...]
    classes: tuple[CodePart, ...]
    structures: tuple[CodePart, ...]
    hidden_loops: tuple[CodePart, ...]
    mentioned: tuple[Mention, ...]
    not_mentioned: tuple[Mention, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What the speaker gets back. ``report/json.py`` gives its public form."""

    version: str
    question: Question | None
    recording: Recording | None
    transcript: Transcript
    analysis: Analysis
    score: Score
    advice: tuple[Advice, ...]
    refusals: tuple[str, ...]
    warnings: tuple[str, ...]
    timing: Timing
    peaks: tuple[float, ...] = ()
    """Outline of the sound for drawing: the loudest sample (0 to 1) of each of up to
    2000 equal stretches."""

    code: Walkthrough | None = None
    """The code that the answer explains, where its file was given."""

    notebook_form: ClassVar["Callable[[Report], str] | None"] = None
    """How a notebook shows a report, as HTML; ``voicecoach.report`` puts it here."""

    def _repr_html_(self) -> str | None:
        """Show the report in a notebook; None is its plain form."""
        form = type(self).notebook_form
        return None if form is None else form(self)


def plain_words(transcript: Transcript) -> Iterator[tuple[int, Word]]:
    """Walk over the words that are not fillers, each with its index."""
    for index, word in enumerate(transcript.words):
        if word.kind == "word":
            yield index, word
