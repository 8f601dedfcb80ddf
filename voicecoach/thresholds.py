"""Every number that judges a speaker, each with the source that justifies it.

If a number decides what the reader of a report is told, it lives here and nowhere
else. "Design value" marks a choice of ours that no study fixes.
"""

from dataclasses import dataclass
from typing import Final

from voicecoach.types import Band, Mode

KIND_SURE: Final = 0.6
"""Probability from which the kind of a question is believed: of questions written
apart, three in a hundred that reach it have another. Design value."""

PAUSE: Final = 0.25
"""Shortest silence that counts as a pause, in seconds: the tradition of the field;
its effect was studied by De Jong & Bosker, Proceedings of DiSS (2013)."""


SHORT_GAP: Final = 0.12
"""From here on a gap between words is heard, in seconds (about 126 ms: Warner, Journal
of Fluency Disorders, 2022)."""

LONG_GAP: Final = 0.5
"""From here on a gap between words sets a new start off, in seconds; design value."""

MARKER_COUNTS: Final = 0.5
"""A marker counts as a filler from this probability on: more likely than not."""

REPEATED_WITHIN: Final = 60.0
REPEATED_WORDS: Final = 150
"""A harmless adverb (actually, basically) is a habit when it comes again within so many
seconds, or so many words where there are no times; design values."""

LONG_UNIT: Final = 25
"""Words without a pause from which a stretch is shown as long; design value: ten
seconds at an easy pace."""

SHORTEST_RATED: Final = 1.0
"""Shortest answer that has rates a minute, in seconds from the first word to the last:
a design value that only keeps out single words; the interval says the rest."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """How sound becomes speech, silence and pitch.

    Design values, measured on recordings whose word times are known.

    Attributes
    ----------
    floor_reach, floor_step : float
        The noise floor looks so many seconds to each side, every so many seconds.
    floor_percentile : float
        The level that so many per cent of the frames around lie below is the floor.
    voice_low, voice_high : float
        The band of the voice in Hz; above it lie the hisses of s, f and t.
    hiss_under_floor : float
        A hiss counts if it is at most so many dB under the voice's noise floor.
    loud_percentile : float
        The level that so many per cent of the speech frames lie below is loud speech.
    speech_on, speech_off : float
        Speech starts where Silero's probability reaches the first and lasts while it
        is over the second (its authors' hysteresis).
    speech_over_floor : float
        Speech is at least so many dB over the noise floor ...
    speech_range : float
        ... and over this fraction of the distance from the floor to loud speech.
    boundary_reach : float
        Energy may move a boundary of Silero's by so many seconds.
    shortest_sound, shortest_gap : float
        A shorter burst in a silence is a click; a shorter dip in speech is a consonant.
    pitch_low, pitch_high, voiced, shortest_voiced
        Range of the human speaking voice in Hz, SwiftF0's own voicing limit, and the
        shortest sound (s) whose pitch is looked for.
    quiet, noisy : float
        Median level of speech in dBFS, and its distance to the floor in dB, below
        which a warning is given.
    """

    floor_reach: float = 3.0
    floor_step: float = 0.25
    floor_percentile: float = 8.0
    voice_low: float = 160.0
    voice_high: float = 4000.0
    hiss_under_floor: float = 6.0
    loud_percentile: float = 90.0
    speech_on: float = 0.4
    speech_off: float = 0.1
    speech_over_floor: float = 4.0
    speech_range: float = 0.28
    boundary_reach: float = 0.12
    shortest_sound: float = 0.04
    shortest_gap: float = 0.06
    pitch_low: float = 60.0
    pitch_high: float = 500.0
    voiced: float = 0.5
    shortest_voiced: float = 0.2
    quiet: float = -50.0
    noisy: float = 12.0


HEARING: Final = Hearing()


@dataclass(frozen=True, slots=True)
class StoryGate:
    """When an answer counts as one past episode.

    Design values, set on answers written in a spoken style; the kinds of answer are
    those of Bangerter et al., Journal of Business and Psychology 29(4).

    Attributes
    ----------
    fewest_words : int
        With fewer words nothing is said about the kind of answer.
    fewest_events : int
        An episode tells of at least so many past events ...
    lead : float
        ... and of at least so many for each mark of a habit or an opinion.
    personal : float
        A habit or an opinion speaks of I or we in this share of its stretches.
    """

    fewest_words: int = 12
    fewest_events: int = 2
    lead: float = 0.8
    personal: float = 0.25


STORY: Final = StoryGate()


@dataclass(frozen=True, slots=True)
class StarShares:
    """How much of an answer each story part takes. Design values.

    Attributes
    ----------
    present : float
        A part with a smaller share of the answer counts as missing.
    setup_high : float
        Situation and task together above this leave too little for the action.
    result_low : float
        A result below this is rushed.
    """

    present: float = 0.02
    setup_high: float = 0.5
    result_low: float = 0.08


STAR: Final = StarShares()


@dataclass(frozen=True, slots=True)
class Pace:
    """How pace is measured and judged.

    Attributes
    ----------
    judged : float
        No verdict on pace below so many seconds of answer. Design value.
    window, step : float
        The rate over time is taken in windows of so many seconds, every so many.
    """

    judged: float = 30.0
    window: float = 10.0
    step: float = 2.0


PACE: Final = Pace()


@dataclass(frozen=True, slots=True)
class Voice:
    """Least voiced speech, in seconds, that a range of pitch is taken from."""

    shortest_voiced: float = 2.0


VOICE: Final = Voice()


@dataclass(frozen=True, slots=True)
class FillerLimits:
    """When a filler sound counts.

    Design values, chosen on telephone speech with counted fillers.

    Attributes
    ----------
    by_votes : tuple of float
        Confidence in a filler that one, two, three or all passes of the recogniser
        wrote; its probability by the sound takes the place of a lower one.
    sure : float
        Least confidence of a filler that counts: two votes, or a likely sound.
        Between .1 and .5 this makes little difference.
    least_sound : float
        The fraction of its time that must be speech in the sound.
    shortest, longest : float
        Seconds of a held sound under no word that makes an unsure filler sure.
    voiced, pitch_movement : float
        The fraction of it that is voiced at least, and the range of its pitch at
        most, in semitones.
    near : float
        Seconds by which the recogniser may misplace the filler.
    held : float
        Confidence in a filler that one pass wrote where such a sound is.
    alone_shortest, alone_longest, alone_movement, apart : float
        A held sound counts without any pass if it lasts from the first to the second,
        in seconds, moves by so few semitones, and has so many seconds of silence on
        both sides. Fillers last 300 to 450 ms at boundaries, less inside
        (O'Shaughnessy).
    alone : float
        Confidence in such a one.
    """

    by_votes: tuple[float, ...] = (0.3, 0.9, 0.95, 0.98)
    sure: float = 0.35
    least_sound: float = 0.3
    shortest: float = 0.2
    longest: float = 1.3
    voiced: float = 0.8
    pitch_movement: float = 1.5
    near: float = 0.25
    held: float = 0.85
    alone_shortest: float = 0.2
    alone_longest: float = 0.7
    alone_movement: float = 1.5
    apart: float = 0.15
    alone: float = 0.6


FILLERS: Final = FillerLimits()


@dataclass(frozen=True, slots=True)
class Scale:
    """Points for a value: straight lines between anchors, flat beyond the outer ones.

    ``anchors`` are (value, points) with rising values; ``share`` is what this metric
    weighs within its part.
    """

    metric: str
    anchors: tuple[tuple[float, float], ...]
    share: float
    source: str


FLUENCY: Final = (
    "Kahng (2018): pauses within clauses go with rated fluency more than any other "
    "measure; Suzuki et al., Modern Language Journal 105(2), 263 effects. The anchors "
    "are design values."
)

FLOW: Final = (
    Scale("pauses_within", ((4, 100), (20, 0)), 0.5, FLUENCY),
    Scale("mean_run", ((3, 0), (12, 100)), 0.25, FLUENCY),
    Scale("phonation_ratio", ((0.40, 0), (0.70, 100)), 0.25, FLUENCY),
)
"""Flow: does speech come in unbroken runs?"""

PACE_SCALE: Final = Scale(
    "speaking_rate",
    ((20, 0), (120, 100), (175, 100), (275, 0)),
    1.0,
    "No study fixes a best interview pace; coaches say 140 to 160 words a minute. The "
    "band is wide on purpose, one point for each word a minute outside. Slow speech is "
    "read as anxious: Feiler & Powell (2016). Design value.",
)

FILLER_SCALE: Final = Scale(
    "filler_sounds",
    ((5, 100), (12, 50), (20, 0)),
    1.0,
    "Up to 5 fillers a minute cost a speaker nothing, 12 clearly do: "
    "doi 10.1002/jaba.1093. The average speaker sits at the 5.",
)

MARKER_WEIGHT: Final = 0.5
"""A filler word weighs half a filler sound: sounds hurt more (10.1002/jaba.1093)."""

JARGON_SCALE: Final = Scale(
    "jargon_density",
    ((2, 100), (10, 0)),
    1.0,
    "Readers need to know 98 % of the words, and a text with 90 % is hard: Rakedzon et "
    "al. (2017), De-Jargonizer. Explaining a term helps only in part: Shulman et al. "
    "(2020).",
)


@dataclass(frozen=True, slots=True)
class StructurePoints:
    """What each thing that a story needs is worth; together 100.

    Stories, not opinions or habits, go with being hired: Bangerter et al., Journal of
    Business and Psychology 29(4). That the action be the largest part and the setup no
    more than half is the advice of STAR; the points are design values.
    """

    episode: int = 20
    habit: int = 8
    situation: int = 10
    task: int = 10
    action: int = 15
    result: int = 20
    quantified: int = 10
    action_largest: int = 5
    short_setup: int = 5
    unhurried_result: int = 5


STRUCTURE: Final = StructurePoints()

STRUCTURE_SOURCE: Final = (
    "Past-behaviour answers told as one story go with being hired: Bangerter et al., "
    "Journal of Business and Psychology 29(4). The points are design values."
)

RUBRIC_SOURCE: Final = (
    "The share of what this kind of question asks for that was heard; each item weighs "
    "the same. Design value. Interval: Wilson (1927)."
)

WEIGHTS: Final = {
    "flow": 0.25,
    "pace": 0.10,
    "fillers": 0.20,
    "structure": 0.25,
    "clarity": 0.10,
    "rubric": 0.10,
}
"""What each part weighs in the overall score. They sum to 1; a start, not a result:
delivery explains much of perceived fluency (r .6 to .75, Suzuki) and little of job
performance (r .2, DeGroot & Motowidlo 1999)."""

STORY_TRACKS: Final = ("impact", "team")
"""Kinds of question that ask for a story of something that happened."""


@dataclass(frozen=True, slots=True)
class Judgeable:
    """What an answer needs so that it can be scored at all.

    Attributes
    ----------
    speech : float
        Seconds of speech. Design value; others refuse below 10 s too.
    words : int
        Words. Design value.
    confidence : float
        Mean probability of the words: below it the text is not to be trusted. Design
        value.
    invented : float
        Fraction of the recognised words that had no speech under them.
    reading_error, reading_words, reading_most : float
        The points of structure are uncertain by the first at so many words, by its
        square root more or less with fewer or more, by the last at most. Design value.
    """

    speech: float = 10.0
    words: int = 20
    confidence: float = 0.6
    invented: float = 0.3
    reading_error: float = 12.0
    reading_words: int = 150
    reading_most: float = 35.0


JUDGEABLE: Final = Judgeable()

NOT_JUDGED_IN: Final[dict[Mode, tuple[str, ...]]] = {
    "stutter": ("flow", "pace", "fillers"),
    "second-language": ("flow", "pace"),
    "no-pace": ("pace",),
}
"""Parts that a mode leaves out: their norms come from speakers without a stutter whose
first language it is (all recognisers tested were biased against stuttering,
arXiv 2405.06150)."""


def band(scale: Scale) -> Band:
    """Give the values of a metric that get full points.

    Examples
    --------
    >>> found = band(PACE_SCALE)
    >>> found.low, found.high
    (120, 175)
    """
    full = [value for value, points in scale.anchors if points == 100]
    first, last = scale.anchors[0], scale.anchors[-1]
    return Band(
        low=None if first[1] == 100 else min(full),
        high=None if last[1] == 100 else max(full),
        source=scale.source,
    )


BANDS: Final = {
    scale.metric: band(scale)
    for scale in (*FLOW, PACE_SCALE, FILLER_SCALE, JARGON_SCALE)
}
"""The band of every metric that is scored."""


@dataclass(frozen=True, slots=True)
class JargonLimits:
    """What counts as jargon, and what it weighs.

    ``common`` and ``rare`` are the De-Jargonizer's levels (Rakedzon et al., PLoS ONE
    12(8), 2017: over 1000 and under 50 uses in 90 million words of news) on the Zipf
    scale. That a definition halves the cost but does not undo it follows Shulman et
    al., Journal of Language and Social Psychology 39(5), 2020; the halves themselves
    are design values.

    Attributes
    ----------
    common, rare : float
        Zipf frequency from which a word is known to all, and below which it is rare.
    compound : float
        Zipf frequency of both halves of a rare word that is understood from them.
    confidence : float
        A word that the recogniser was less sure of is not held against the speaker.
    shortest : int
        A rare word that is not in the list of terms has at least so many letters.
    explained_within : int
        An explanation stands within so many words (Schwartz & Hearst, PSB 2003).
    explained_by_use : int
        It comes with one of the first so many uses.
    explained_weight, middle_weight : float
        Weight of an explained use, and of a term that is fairly common; others 1.
    """

    common: float = 4.05
    rare: float = 2.74
    compound: float = 3.5
    confidence: float = 0.5
    shortest: int = 5
    explained_within: int = 12
    explained_by_use: int = 2
    explained_weight: float = 0.5
    middle_weight: float = 0.5


JARGON: Final = JargonLimits()


@dataclass(frozen=True, slots=True)
class RubricRules:
    """When an item of a rubric counts as heard. Design values.

    Attributes
    ----------
    fewest_words : int
        With fewer words no item is judged.
    passage : int
        A passage that is looked at has at least so many words.
    sure : float
        Log odds from which a passage counts as doing what an item asks for: more
        likely than not.
    first_words, last_words : int
        What belongs to the beginning or the end is heard within so many words.
    asked : frozenset of str
        Items that are told too seldom rightly to be scored (precision under .8 on
        examples written apart: docs/accuracy.md); the speaker is asked instead.
    """

    fewest_words: int = 20
    passage: int = 6
    sure: float = 0.0
    first_words: int = 40
    last_words: int = 40
    asked: frozenset[str] = frozenset(
        ("explain.definition", "ambiguity.options", "team.credit")
    )


RUBRIC: Final = RubricRules()


@dataclass(frozen=True, slots=True)
class PointRules:
    """When a stretch of an answer is not to the point yet. Design values.

    Attributes
    ----------
    telling : int
        A word with more letters tells what a question is about.
    restated : float
        Share of a stretch's telling words that, coming from the question, make it a
        repetition of the question.
    """

    telling: int = 3
    restated: float = 0.7


POINT: Final = PointRules()


@dataclass(frozen=True, slots=True)
class Languages:
    """When another language than English is believed. Design values.

    ``sure`` is its mean probability over at least ``speech`` seconds of speech.
    """

    sure: float = 0.8
    speech: float = 10.0


LANGUAGE: Final = Languages()


@dataclass(frozen=True, slots=True)
class JobFit:
    """How questions are chosen for a job text. Design values, tried on job texts.

    A term that the text shares with a question counts by its rarity in the bank, as
    in TF-IDF (Sparck Jones, Journal of Documentation, 1972), times the weights below.

    Attributes
    ----------
    tag, asked, key_point, track : float
        What a term weighs as a tag of the question, in its text, in a key point, and
        as a sign of its whole track.
    common : float
        A word that is so common in English (Zipf scale) tells nothing about a job.
    fewest : int
        A term of fewer questions is no rarer than one of so many.
    least : float
        Questions with less evidence are not chosen for it.
    near, far : float
        What a question counts one level and two levels away from the job's.
    again : float
        What a term counts when a question was chosen for it already, each time.
    foreign : int
        So many small words of another language, and more than English ones, make a
        text foreign.
    title : int
        How often a sign of the level counts in the first line.
    """

    tag: float = 3.0
    asked: float = 1.5
    key_point: float = 0.75
    track: float = 1.0
    common: float = 4.6
    fewest: int = 3
    least: float = 3.0
    near: float = 0.5
    far: float = 0.2
    again: float = 0.5
    foreign: int = 3
    title: int = 3


JOB: Final = JobFit()


@dataclass(frozen=True, slots=True)
class CodeLimits:
    """What the code for a challenge may use before it counts as failed. Design values.

    A right solution of the challenges that come with voicecoach needs a fiftieth of the
    time and a third of the memory, most of that for NumPy.

    Attributes
    ----------
    processor : int
        Seconds of the processor's time in one start of the code.
    each, total : float
        Seconds on the clock: of one test or of loading the code, and of everything.
    memory, file, folder : int
        Bytes of address space, of one file, and of all files.
    processes, files : int
        Processes and threads (its own is the one), and open files.
    output, shown : int
        Bytes of output that may be written, and that are shown.
    """

    processor: int = 10
    each: float = 15.0
    total: float = 60.0
    memory: int = 1_000_000_000
    file: int = 10_000_000
    folder: int = 50_000_000
    processes: int = 1
    files: int = 64
    output: int = 10_000_000
    shown: int = 20_000


CODE: Final = CodeLimits()


@dataclass(frozen=True, slots=True)
class WalkthroughRules:
    """When a spoken walkthrough is held against the code. Design values.

    Each errs towards silence: a remark that is wrong costs more trust than a remark
    that is missing.

    Attributes
    ----------
    common : float
        Zipf frequency from which a function's name is an ordinary word as well (get,
        run): it counts as mentioned only beside a word like function or method.
    beside : int
        Within so many words.
    between : int
        Words that may stand between "I use" and the structure.
    before : int
        Words before a claim in which a "not", "would" or "instead of" takes it back.
    """

    common: float = 5.0
    beside: int = 3
    between: int = 6
    before: int = 5


WALKTHROUGH: Final = WalkthroughRules()


@dataclass(frozen=True, slots=True)
class ProgressRules:
    """What is said about several answers of one speaker. Design values.

    Attributes
    ----------
    chance : float
        A difference is beyond noise where chance alone would make one as large in
        fewer than this share of cases: the usual one in twenty, a convention.
    fewest : int
        Takes from which a direction is told; under it there is too little to see.
    habit_fewest : int
        Takes from which something can be called a habit ...
    habit_share : float
        ... and the share of the takes that it has to be in.
    habits : int
        Fillers that are named at most.
    """

    chance: float = 0.05
    fewest: int = 6
    habit_fewest: int = 3
    habit_share: float = 0.5
    habits: int = 5


PROGRESS: Final = ProgressRules()
