"""What the analysers look at, and everything that they measured."""

from dataclasses import dataclass

from voicecoach.types.content import Jargon, KeyPoint, RubricItem, Structure
from voicecoach.types.delivery import Fillers, Pause
from voicecoach.types.metric import Metric
from voicecoach.types.question import Audience, OwnTerms, Question
from voicecoach.types.sound import Acoustics, Span
from voicecoach.types.words import Token, Transcript, Word


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
    own_terms: OwnTerms | None = None

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

    key_points: tuple[KeyPoint, ...] = ()

    def metric(self, name: str) -> Metric:
        """Find a metric by its name."""
        return next(metric for metric in self.metrics if metric.name == name)
