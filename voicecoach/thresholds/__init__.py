"""Every number that judges a speaker, each with the source that justifies it.

If a number decides what the reader of a report is told, it lives in this folder and
nowhere else, in the file of its topic. "Design value" marks a choice of ours that no
study fixes.
"""

from voicecoach.thresholds.asked import (
    ADDRESSED,
    KIND_SURE,
    RUBRIC,
    AddressedRules,
    RubricRules,
)
from voicecoach.thresholds.code import CODE, WALKTHROUGH, CodeLimits, WalkthroughRules
from voicecoach.thresholds.delivery import (
    LONG_GAP,
    LONG_UNIT,
    PACE,
    PAUSE,
    SHORT_GAP,
    SHORTEST_RATED,
    VOICE,
    Pace,
    Voice,
)
from voicecoach.thresholds.fillers import (
    FILLERS,
    MARKER_COUNTS,
    REPEATED_WITHIN,
    REPEATED_WORDS,
    FillerLimits,
)
from voicecoach.thresholds.hearing import (
    ENDPOINT,
    HEARING,
    LANGUAGE,
    EndpointRules,
    Hearing,
    Languages,
)
from voicecoach.thresholds.jargon import JARGON, JargonLimits
from voicecoach.thresholds.job import JOB, JobFit
from voicecoach.thresholds.progress import PROGRESS, ProgressRules
from voicecoach.thresholds.scales import (
    BANDS,
    FILLER_PRIOR,
    FILLER_SCALE,
    FLOW,
    FLOW_BY_TIMES,
    FLUENCY,
    FULLNESS,
    JARGON_SCALE,
    MARKER_WEIGHT,
    PACE_SCALE,
    Scale,
    band,
)
from voicecoach.thresholds.score import (
    JUDGEABLE,
    NOT_JUDGED_IN,
    OTHER_QUESTION,
    RUBRIC_SOURCE,
    STORY_TRACKS,
    STRUCTURE,
    STRUCTURE_SOURCE,
    WEIGHTS,
    Judgeable,
    StructurePoints,
)
from voicecoach.thresholds.story import (
    POINT,
    STAR,
    STORY,
    PointRules,
    StarShares,
    StoryGate,
)
from voicecoach.thresholds.turns import TURNS, TurnRules

__all__ = [
    "ADDRESSED",
    "BANDS",
    "CODE",
    "ENDPOINT",
    "FILLERS",
    "FILLER_PRIOR",
    "FILLER_SCALE",
    "FLOW",
    "FLOW_BY_TIMES",
    "FLUENCY",
    "FULLNESS",
    "HEARING",
    "JARGON",
    "JARGON_SCALE",
    "JOB",
    "JUDGEABLE",
    "KIND_SURE",
    "LANGUAGE",
    "LONG_GAP",
    "LONG_UNIT",
    "MARKER_COUNTS",
    "MARKER_WEIGHT",
    "NOT_JUDGED_IN",
    "OTHER_QUESTION",
    "PACE",
    "PACE_SCALE",
    "PAUSE",
    "POINT",
    "PROGRESS",
    "REPEATED_WITHIN",
    "REPEATED_WORDS",
    "RUBRIC",
    "RUBRIC_SOURCE",
    "SHORTEST_RATED",
    "SHORT_GAP",
    "STAR",
    "STORY",
    "STORY_TRACKS",
    "STRUCTURE",
    "STRUCTURE_SOURCE",
    "TURNS",
    "VOICE",
    "WALKTHROUGH",
    "WEIGHTS",
    "AddressedRules",
    "CodeLimits",
    "EndpointRules",
    "FillerLimits",
    "Hearing",
    "JargonLimits",
    "JobFit",
    "Judgeable",
    "Languages",
    "Pace",
    "PointRules",
    "ProgressRules",
    "RubricRules",
    "Scale",
    "StarShares",
    "StoryGate",
    "StructurePoints",
    "TurnRules",
    "Voice",
    "WalkthroughRules",
    "band",
]
