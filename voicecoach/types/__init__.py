"""The values that travel down the pipeline.

Each stage takes some of these and returns the next; nothing in this folder does any
work beyond arithmetic on its own fields. All times are seconds from the first sample
of the recording. What was not measured is None, never 0; a list that was not measured
is None, and an empty one means that none was found.
"""

from voicecoach.types.analysis import Analysis, Answer
from voicecoach.types.content import (
    Jargon,
    KeyPoint,
    Label,
    RubricItem,
    Segment,
    Story,
    Structure,
    Term,
)
from voicecoach.types.delivery import (
    Filler,
    FillerKind,
    Fillers,
    Heard,
    Pause,
    Place,
    marker_places,
)
from voicecoach.types.metric import Band, Evidence, Metric
from voicecoach.types.question import Audience, OwnTerms, Question, Track
from voicecoach.types.report import Listened, Report, Reviewed, Timing
from voicecoach.types.score import Advice, AlsoFor, Mode, Part, Score
from voicecoach.types.sound import (
    FRAME,
    SAMPLE_RATE,
    Acoustics,
    Recording,
    Samples,
    Sound,
    Span,
)
from voicecoach.types.walkthrough import (
    Claim,
    CodeFunction,
    CodePart,
    Mention,
    Walkthrough,
)
from voicecoach.types.words import Kind, Token, Transcript, Word, plain_words

__all__ = [
    "FRAME",
    "SAMPLE_RATE",
    "Acoustics",
    "Advice",
    "AlsoFor",
    "Analysis",
    "Answer",
    "Audience",
    "Band",
    "Claim",
    "CodeFunction",
    "CodePart",
    "Evidence",
    "Filler",
    "FillerKind",
    "Fillers",
    "Heard",
    "Jargon",
    "KeyPoint",
    "Kind",
    "Label",
    "Listened",
    "Mention",
    "Metric",
    "Mode",
    "OwnTerms",
    "Part",
    "Pause",
    "Place",
    "Question",
    "Recording",
    "Report",
    "Reviewed",
    "RubricItem",
    "Samples",
    "Score",
    "Segment",
    "Sound",
    "Span",
    "Story",
    "Structure",
    "Term",
    "Timing",
    "Token",
    "Track",
    "Transcript",
    "Walkthrough",
    "Word",
    "marker_places",
    "plain_words",
]
